import { systemClock } from '../base/clock.ts';
import type { LogSink } from '../base/log.ts';
import { openKeychain } from '../desktop/open-keychain.ts';
import { findPaths } from '../desktop/paths.ts';
import type { CheckCommand, Workplace } from '../setup/workplace.ts';
import { openLog } from './open-log.ts';
import type { Terminal } from './terminal.ts';

/** How a command works here. */
export interface WorkplaceOptions {
  /** Gets the log's lines as well. */
  readonly also?: LogSink;
  /** How long a keychain may take for one answer; 20 seconds by default. */
  readonly keychainWaitMs?: number;
  /** True where a person sits there who can unlock a locked keychain. */
  readonly unlocksKeychain?: boolean;
  /** Ends the waiting for the keychain; the terminal's own signal where left out. */
  readonly signal?: AbortSignal;
}

/** Enough for somebody to type the keychain's password. */
export const typingMs = 120_000;

/** Less than any assistant waits for a tool. */
const usualWaitMs = 20_000;

/** This computer as set-up and the server find it. The log goes to its file, and to `also` where there is one. */
export function openWorkplace(
  terminal: Terminal,
  {
    also,
    keychainWaitMs = usualWaitMs,
    unlocksKeychain = false,
    signal = terminal.signal,
  }: WorkplaceOptions = {},
): Workplace {
  const { platform, homeFolder, environment } = terminal;
  const computer = { platform, homeFolder, environment };
  const paths = findPaths(computer);
  return {
    computer,
    paths,
    keychain: openKeychain(computer, {
      clock: systemClock,
      waitMs: keychainWaitMs,
      unlocks: unlocksKeychain,
      signal,
    }),
    clock: systemClock,
    log: openLog(terminal, paths, also),
    program: findProgram(),
    checkCommand: openCheck(terminal),
  };
}

/** What starts this program again: the executable itself, or Bun with the source it runs. */
function findProgram(): Workplace['program'] {
  const isCompiled = /^(?:\/\$bunfs\/|[A-Z]:[\\/]~BUN[\\/])/i.test(Bun.main);
  return { command: process.execPath, args: isCompiled ? [] : [Bun.main] };
}

/** The MCP client is loaded only when a command is checked, because the server starts without it. */
function openCheck({ platform, environment }: Terminal): CheckCommand {
  return async ({ command, args, env }, signal) => {
    const [{ checkCommand }, { startChild }, { assistantEnvironment }] = await Promise.all([
      import('../mcp/check-command.ts'),
      import('../desktop/child-process.ts'),
      import('../setup/assistant-environment.ts'),
    ]);
    const passedOn = assistantEnvironment({ platform, environment }, env);
    return checkCommand(startChild(command, args, passedOn), { clock: systemClock, signal });
  };
}
