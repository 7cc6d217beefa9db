import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** A program that was started, with pipes for what it is told and what it says. */
export interface Child {
  readonly input: Writable;
  readonly output: Readable;
  /** What it wrote to its standard error so far; the last 64,000 characters. */
  readonly errors: () => string;
  /** Its exit code; null where a signal ended it or it never started. */
  readonly exit: Promise<number | null>;
  readonly kill: () => void;
}

const longestErrors = 64_000;

/** Starts a program without a shell, with exactly this environment. One that can't be started ends at once; `errors` says why. */
export function startChild(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Child {
  const child = spawn(command, args, { env: { ...env }, stdio: 'pipe', windowsHide: true });
  let errors = '';
  const hear = (text: string) => {
    errors = `${errors}${text}`.slice(-longestErrors);
  };
  child.stderr.setEncoding('utf8').on('data', hear);
  // Whoever writes to a program that has ended hears of it through its exit.
  child.stdin.on('error', () => undefined);
  const exit = new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      hear(error.message);
      resolve(null);
    });
    child.once('close', resolve);
  });
  return {
    input: child.stdin,
    output: child.stdout,
    errors: () => errors,
    exit,
    kill: () => void child.kill('SIGKILL'),
  };
}
