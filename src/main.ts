import { endProcess } from './cli/end-process.ts';
import { leaveConsole } from './cli/leave-console.ts';
import { run } from './cli/run.ts';
import { openTerminal } from './cli/terminal.ts';

const args = process.argv.slice(2);
const terminal = openTerminal(!(await leaveConsole(args)));
await endProcess(await run(args, terminal), terminal);
