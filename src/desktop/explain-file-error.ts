import { dirname } from 'node:path';
import { UserError } from '../base/errors.ts';

/** What the system's error about a file means for the person; a UserError is handed back as it is. */
export function explainFileError(error: unknown, path: string): UserError {
  if (error instanceof UserError) return error;
  const code = readErrorCode(error) ?? 'unknown';
  return new UserError(reasons[code]?.(path) ?? `${path} can't be written (${code})`, { cause: error });
}

/** The system's short name of an error, such as ENOENT; undefined when it is another kind of error. */
export function readErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const explainRefusal = (path: string) =>
  `This user may not write ${path} or its folder ${dirname(path)}. Ask for permission to write there, or run this as the user it belongs to`;
const explainFullDisk = (path: string) =>
  `The disk with ${path} is full, so the file was left as it was. Free some space, then try again`;
const explainFileAsFolder = (path: string) =>
  `${path} can't be written, because a part of that path is a file where a folder is expected. Move that file away, then try again`;
const explainUse = (path: string) =>
  `Another program holds ${path} open, so it was left as it was. Close that program, then try again`;

const reasons: Readonly<Record<string, (path: string) => string>> = {
  EACCES: explainRefusal,
  EPERM: explainRefusal,
  EROFS: (path) =>
    `${path} is on a disk that can only be read. Make the disk writable, or use another place, then try again`,
  ENOSPC: explainFullDisk,
  EDQUOT: explainFullDisk,
  EFBIG: explainFullDisk,
  ENOTDIR: explainFileAsFolder,
  EEXIST: explainFileAsFolder,
  EISDIR: (path) => `${path} is a folder where a file is expected. Move that folder away, then try again`,
  ELOOP: (path) => `${path} is a link that leads back to itself. Remove the link, then try again`,
  ENAMETOOLONG: (path) => `The path ${path} is longer than this system allows`,
  EBUSY: explainUse,
  ETXTBSY: explainUse,
};
