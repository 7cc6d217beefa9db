import { readFileSync, rmSync } from 'node:fs';
import { UserError } from '../base/errors.ts';

/** The text of a file with answers for set-up, in whatever form Windows' programs write it. Throws a UserError. */
export function readAnswersFile(path: string): string {
  try {
    return decodeText(readFileSync(path));
  } catch (cause) {
    throw new UserError(
      `The file of answers ${path} can't be read. Correct the path, or ask for permission`,
      {
        cause,
      },
    );
  }
}

/** Removes it, because a secret stands in it. Throws a UserError that says that it is still there. */
export function deleteAnswersFile(path: string): void {
  try {
    rmSync(path);
  } catch (cause) {
    throw new UserError(
      `The file of answers ${path} can't be deleted, so nothing was set up. It holds the client secret: delete it by hand`,
      { cause },
    );
  }
}

/** PowerShell writes what it likes: two bytes a letter, or a mark of the byte order in front. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isWide = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  return new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes);
}
