import { endProcess } from './cli/end-process.ts';
import { run } from './cli/run.ts';

await endProcess(await run(process.argv.slice(2)));
