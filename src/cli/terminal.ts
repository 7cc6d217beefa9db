import type { Readable, Writable } from 'node:stream';

/** The outside of this process, as commands see it: handed over, so that nothing else reaches for globals. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
  readonly errorOutput: Writable;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly homeFolder: string;
  /** Resolves when the person or the system asks the process to end. */
  readonly asksToEnd: Promise<void>;
}

/** Writes a line for the person who typed the command. */
export function printLine(output: Writable, line: string): void {
  output.write(`${line}\n`);
}
