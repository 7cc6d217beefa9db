import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { ServerCommand } from '../desktop/assistants/assistant.ts';
import type { Computer } from '../desktop/computer.ts';
import type { Keychain } from '../desktop/keychain.ts';
import type { Paths } from '../desktop/paths.ts';

/** Where set-up works: this computer, this person's files and keychain, and this program. Put together by `cli/` alone. */
export interface Workplace {
  readonly computer: Computer;
  readonly paths: Paths;
  readonly keychain: Keychain;
  readonly clock: Clock;
  readonly log: Log;
  /** How an assistant starts this program: an absolute path, and arguments before our own. */
  readonly program: { readonly command: string; readonly args: readonly string[] };
  readonly checkCommand: CheckCommand;
}

/**
 * Starts exactly that command, with only the variables an assistant passes on, lists its tools and calls one of them.
 * Throws a UserError that says what went wrong; the program is ended in any case.
 */
export type CheckCommand = (server: ServerCommand, signal: AbortSignal) => Promise<CommandAnswer>;

/** What a command that works answered. */
export interface CommandAnswer {
  /** How many tools it offers. */
  readonly tools: number;
  /** How the answer to one question begins: "agents 1 of 24, active only, by name". Holds no names. */
  readonly answer: string;
}
