import type { Writable } from 'node:stream';
import type { ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** A terminal takes this long at most; one that was closed never answers, and Bun would go on trying. */
const terminalMs = 500;

/** Ends the program once all it printed has gone out. It would not end by itself as long as a keychain keeps it waiting. */
export async function endProcess(
  code: ExitCode,
  { output, errorOutput }: Pick<Terminal, 'output' | 'errorOutput'>,
): Promise<void> {
  await Promise.all([flush(output), flush(errorOutput)]);
  process.exit(code);
}

/** Nobody may be reading any more, which is no fault. */
function flush(output: Writable): Promise<void> {
  return new Promise((resolve) => {
    output.write('', () => resolve());
    if ('isTTY' in output && output.isTTY === true) setTimeout(resolve, terminalMs);
  });
}
