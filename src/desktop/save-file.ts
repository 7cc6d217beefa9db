import { readFileSync } from 'node:fs';
import { explainFileError, readErrorCode } from './explain-file-error.ts';
import { replaceFile } from './replace-file.ts';

/** Writes a text, or bytes, into a file of the person's choice, over what is there. Throws a UserError where that can't be done. */
export function saveFile(path: string, text: string | Uint8Array, now: Date): void {
  replaceFile({ path, from: readBytes(path), to: typeof text === 'string' ? Buffer.from(text) : text, now });
}

function readBytes(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (readErrorCode(error) === 'ENOENT') return undefined;
    throw explainFileError(error, path);
  }
}
