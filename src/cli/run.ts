import { homedir } from 'node:os';
import { UserError } from '../base/errors.ts';
import { version } from '../base/version.ts';
import type { Command } from './command.ts';
import { demo } from './commands/demo.ts';
import { serve } from './commands/serve.ts';
import { proxyVariables } from './environment.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { printLine, type Terminal } from './terminal.ts';

const commands: readonly Command[] = [serve, demo];

/** Runs the command that the arguments name; without any, the MCP server. Words every failure for the person. */
export async function run(args: readonly string[]): Promise<ExitCode> {
  const terminal = openTerminal();
  const [name = 'serve', ...rest] = args;
  if (name === '--version' || name === '-v') {
    printLine(terminal.output, version);
    return exitCode.done;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    printLine(terminal.output, overview());
    return exitCode.done;
  }
  const command = name.startsWith('-') ? serve : commands.find((candidate) => candidate.names.includes(name));
  const commandArgs = name.startsWith('-') ? args : rest;
  if (command === undefined) {
    printLine(
      terminal.errorOutput,
      `There is no command "${name}". These are the commands:\n\n${overview()}`,
    );
    return exitCode.usage;
  }
  if (commandArgs.some((arg) => arg === '--help' || arg === '-h')) {
    printLine(terminal.output, command.help);
    return exitCode.done;
  }
  try {
    return await command.run(commandArgs, terminal);
  } catch (error) {
    return explain(error, terminal);
  }
}

function explain(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof UserError) {
    printLine(terminal.errorOutput, error.message);
    return exitCode.failed;
  }
  // parseArgs words wrong options well enough for the person who typed them.
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    printLine(terminal.errorOutput, `${error.message}\nSee "halo-mcp --help"`);
    return exitCode.usage;
  }
  printLine(
    terminal.errorOutput,
    `halo-mcp ran into a fault of its own: ${error instanceof Error ? error.message : String(error)}. Please report it`,
  );
  return exitCode.failed;
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

function openTerminal(): Terminal {
  const environment = { ...process.env };
  for (const name of proxyVariables) delete process.env[name];
  return {
    input: process.stdin,
    output: process.stdout,
    errorOutput: process.stderr,
    environment,
    platform: process.platform,
    homeFolder: homedir(),
    asksToEnd: new Promise((resolve) => {
      for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve());
    }),
  };
}
