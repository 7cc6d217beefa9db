import { UserError } from '../base/errors.ts';
import { type ExitCode, exitCode, toExitCode } from './exit-code.ts';
import { explainOptions } from './options.ts';
import { printLine, type Terminal } from './terminal.ts';

/** True where JSON was asked for, also among options that are wrong. */
export function wantsJson(args: readonly string[]): boolean {
  return args.some((arg) => arg === '--json' || arg.startsWith('--json='));
}

/**
 * Runs a command. Where JSON was asked for, what ends it is told in JSON too: `ok`, the empty result, and the `error` with its
 * `message` and `exitCode`. A fault of our own is passed on.
 */
export async function failInJson(
  args: readonly string[],
  empty: Readonly<Record<string, unknown>>,
  terminal: Terminal,
  run: () => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await run();
  } catch (error) {
    const code = toExitCode(error);
    if (!wantsJson(args) || !(error instanceof Error)) throw error;
    if (!(error instanceof UserError) && code !== exitCode.usage) throw error;
    const message = error instanceof TypeError ? explainOptions(error) : error.message;
    const result = { ok: false, ...empty, error: { message, exitCode: code } };
    printLine(terminal.output, JSON.stringify(result, undefined, 2));
    return code;
  }
}
