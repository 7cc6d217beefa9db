import { statSync } from 'node:fs';

/** A text that is another one after each change of a file; the same for as long as there is none. */
export function readFileStamp(path: string): string {
  const state = statSync(path, { throwIfNoEntry: false, bigint: true });
  return state === undefined ? 'none' : `${state.ino}-${state.mtimeNs}-${state.size}`;
}
