import { execFile } from 'node:child_process';

/** A helper of the system answers at once, or is not worth waiting for. */
const timeoutMs = 5_000;

/** What a helper of the system, named by its absolute path, prints; undefined where it fails, is missing or takes longer than 5 seconds. */
export function readOutput(command: string, args: readonly string[]): Promise<string | undefined> {
  const options = { timeout: timeoutMs, maxBuffer: 8_000_000, windowsHide: true };
  return new Promise((resolve) => {
    execFile(command, [...args], options, (error, output) => resolve(error === null ? output : undefined));
  });
}
