import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { UserError } from '../base/errors.ts';
import { readErrorCode } from './explain-file-error.ts';

/** What can be read from an open file descriptor, without waiting in the way of a signal. Its error is a UserError where there is none. */
export function openDescriptor(descriptor: number): Readable {
  const source = createReadStream('', { fd: descriptor, autoClose: false });
  return Readable.from(read());

  async function* read(): AsyncGenerator<unknown> {
    try {
      yield* source;
    } catch (cause) {
      const code = readErrorCode(cause);
      throw new UserError(
        `File descriptor ${descriptor} can't be read (${code}). Open it for this program, in a shell for example with ${descriptor}<file`,
        { cause },
      );
    }
  }
}
