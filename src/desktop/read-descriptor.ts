import { readSync } from 'node:fs';
import { UserError } from '../base/errors.ts';
import { readErrorCode } from './explain-file-error.ts';

/** Everything that can be read from an open file descriptor, `maxBytes` at most. Throws a UserError where there is none. */
export function readDescriptor(descriptor: number, maxBytes: number): Uint8Array {
  const bytes = Buffer.alloc(maxBytes);
  let length = 0;
  try {
    for (;;) {
      const read = readSync(descriptor, bytes, length, maxBytes - length, null);
      length += read;
      if (read === 0 || length === maxBytes) return bytes.subarray(0, length);
    }
  } catch (cause) {
    const code = readErrorCode(cause);
    throw new UserError(
      `File descriptor ${descriptor} can't be read (${code}). Open it for this program, in a shell for example with ${descriptor}<file`,
      { cause },
    );
  }
}
