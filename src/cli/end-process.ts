import type { WriteStream } from 'node:tty';
import type { ExitCode } from './exit-code.ts';

/** A terminal takes this long at most; one that was closed never answers, and Bun would go on trying. */
const terminalMs = 500;

/** Ends the program once all it printed has gone out. It would not end by itself as long as a keychain keeps it waiting. */
export async function endProcess(code: ExitCode): Promise<void> {
  await Promise.all([flush(process.stdout), flush(process.stderr)]);
  process.exit(code);
}

/** Nobody may be reading any more, which is no fault. */
function flush(output: WriteStream): Promise<void> {
  return new Promise((resolve) => {
    output.write('', () => resolve());
    if (output.isTTY) setTimeout(resolve, terminalMs);
  });
}
