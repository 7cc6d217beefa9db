import type { ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** One thing the program can be asked to do; one file each in `commands/`. */
export interface Command {
  /** What `halo-mcp <command> --help` prints. */
  readonly help: string;
  /** Runs with the arguments after the command's name. Throws a UserError for what a person must know. */
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<ExitCode>;
}

/** How a command is found; it is loaded only when it is asked for, so that the server starts without the others. */
export interface ListedCommand {
  /** What is typed; the first is the one shown. */
  readonly names: readonly [string, ...string[]];
  /** One line for `halo-mcp --help`. */
  readonly summary: string;
  readonly load: () => Command | Promise<Command>;
}
