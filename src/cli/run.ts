import { UserError } from '../base/errors.ts';
import { version } from '../base/version.ts';
import { commands, findCommand } from './commands.ts';
import { type ExitCode, exitCode, toExitCode } from './exit-code.ts';
import { explainOptions } from './options.ts';
import { printLine, type Terminal } from './terminal.ts';

/**
 * Runs the command that the arguments name; without any, the MCP server, or the icon where a person opened the app of macOS. Words
 * every failure for the person.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [first = ''] = args;
  // Assistants start the program without a command, so what begins with an option is the server's.
  const isBare = first === '' || first.startsWith('-');
  const bareName = first === '' && terminal.isStartedAsApp ? 'tray' : 'serve';
  const name = isBare ? bareName : first;
  if (first === '--version' || first === '-v') {
    printLine(terminal.output, version);
    return exitCode.done;
  }
  if (first === '--help' || first === '-h' || first === 'help') {
    printLine(terminal.output, overview());
    return exitCode.done;
  }
  if (first === '--is') return args[1] === version ? exitCode.done : exitCode.failed;
  if (first === '--report') return runWithReport(args.slice(1), terminal);
  const command = await findCommand(name)?.load();
  if (command === undefined) {
    printLine(
      terminal.errorOutput,
      `There is no command "${name}". These are the commands:\n\n${overview()}`,
    );
    return exitCode.usage;
  }
  const commandArgs = isBare ? args : args.slice(1);
  if (commandArgs.some((arg) => arg === '--help' || arg === '-h')) {
    printLine(terminal.output, command.help);
    return exitCode.done;
  }
  try {
    return await command.run(commandArgs, terminal);
  } catch (error) {
    explain(error, name, terminal);
    return toExitCode(error);
  }
}

/** Only installers ask for it. */
async function runWithReport(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    return await (await import('./report.ts')).runWithReport(args, terminal, run);
  } catch (error) {
    explain(error, '--report', terminal);
    return toExitCode(error);
  }
}

function explain(error: unknown, command: string, terminal: Terminal): void {
  const code = toExitCode(error);
  const isUsage = code === exitCode.usage;
  const message = isUsage && error instanceof TypeError ? explainOptions(error) : toMessage(error);
  if (isUsage) {
    printLine(terminal.errorOutput, `${message}\nSee "halo-mcp ${command} --help"`);
  } else if (error instanceof UserError) {
    printLine(terminal.errorOutput, message);
  } else {
    printLine(terminal.errorOutput, `halo-mcp ran into a fault of its own: ${message}. Please report it`);
  }
}

function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function overview(): string {
  const width = Math.max(...commands.map((command) => command.names[0].length));
  return [
    `halo-mcp ${version}: lets an assistant such as Claude answer questions from Halo PSA, read-only`,
    '',
    'Usage: halo-mcp [command] [options]',
    '',
    ...commands.map((command) => `  ${command.names[0].padEnd(width)}  ${command.summary}`),
    '',
    'Without a command it is an MCP server on standard input and output, which is how assistants start it',
    '"halo-mcp <command> --help" tells more about one',
  ].join('\n');
}
