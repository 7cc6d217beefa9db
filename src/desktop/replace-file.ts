import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../base/errors.ts';
import { explainFileError, readErrorCode } from './explain-file-error.ts';
import { nameBackup, pruneBackups } from './file-backups.ts';
import { renameFile } from './rename-file.ts';
import { resolveLinks } from './resolve-links.ts';

/** A file and what shall stand in it. */
export interface Replacement {
  readonly path: string;
  /** The bytes that the new ones were made from; undefined when there was no file. */
  readonly from: Uint8Array | undefined;
  readonly to: Uint8Array;
  /** Permission of a file that is new; this user alone when left out. A file that is there keeps its own. */
  readonly mode?: number;
  /** Whether to keep a copy of the old bytes beside the path; the last five are kept. */
  readonly backup?: boolean;
  readonly now: Date;
}

/** The file no longer holds what the new bytes were made from: read it again and start over. */
export class FileChangedError extends UserError {
  override readonly name = 'FileChangedError';

  constructor(path: string) {
    super(`${path} was changed by another program at the same moment. Close that program, then try again`);
  }
}

/** What we write before it takes its place has this name; an old one was left by a process that was killed. */
const temporaryName = /^\.halo-mcp-[0-9a-f-]{36}\.tmp$/;
const temporaryMaxAgeMs = 60 * 60 * 1_000;

/**
 * Writes a file so that whoever reads it, and whenever the power fails, there is the old or the new one and never half.
 * Symbolic links are followed, permission and (where this user may) owner are kept, a missing folder is made for this user
 * alone. An error changes nothing and leaves nothing behind. The copy lies beside the path that was given, also where that is
 * a link. Access lists and extended attributes are those of a new file.
 *
 * @throws FileChangedError when the file does not hold `from`
 * @throws UserError when it can't be written: marked read-only, not ours, no room, no file at all
 */
export function replaceFile(replacement: Replacement): { readonly backup: string | undefined } {
  const { path } = replacement;
  try {
    const target = resolveLinks(path);
    const old = readOld(path, target);
    assertUnchanged(replacement, target);
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    return exchange(replacement, target, old);
  } catch (error) {
    throw explainFileError(error, path);
  }
}

/** The file that is there, once it is clear that it may be replaced. */
function readOld(path: string, target: string): Stats | undefined {
  const old = statSync(target, { throwIfNoEntry: false });
  if (!old) return undefined;
  if (!old.isFile()) {
    const what = old.isDirectory() ? 'a folder' : 'a device';
    throw new UserError(`${path} is ${what} where a file is expected. Move it away, then try again`);
  }
  // Renaming over it would work, but whoever marked it wants it to stay; the administrator's access check would say yes.
  if ((old.mode & 0o222) === 0) {
    throw new UserError(
      `${path} is marked read-only, so it was left as it was. Allow writing to it, then try again`,
    );
  }
  accessSync(target, constants.W_OK);
  return old;
}

function exchange(
  replacement: Replacement,
  target: string,
  old: Stats | undefined,
): { readonly backup: string | undefined } {
  const { path, from, to, mode = 0o600, now } = replacement;
  removeStaleFiles(dirname(target), now);
  const temporary = writeBeside(target, to, old ? old.mode & 0o7777 : mode, old);
  let backup: string | undefined;
  try {
    if (replacement.backup && from) {
      backup = nameBackup(path, now);
      // Others' files may hold secrets, and a copy is one more place to read them.
      moveIn(writeBeside(path, from, 0o600, old), backup);
    }
    assertUnchanged(replacement, target);
    moveIn(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (backup) rmSync(backup, { force: true });
    throw error;
  }
  flushFolder(dirname(target));
  if (backup) pruneBackups(path, backup);
  return { backup };
}

/** A new file in the folder of another, flushed to the disk. */
function writeBeside(path: string, bytes: Uint8Array, mode: number, owner: Stats | undefined): string {
  const temporary = join(dirname(path), `.halo-mcp-${crypto.randomUUID()}.tmp`);
  const file = openSync(temporary, 'wx', 0o600);
  try {
    try {
      writeFileSync(file, bytes);
      if (owner) keepOwner(file, owner);
      // After the owner, because a new owner clears some bits; and not by openSync, which would take the user's mask off.
      fchmodSync(file, mode);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return temporary;
}

function keepOwner(file: number, { uid, gid }: Stats): void {
  try {
    fchownSync(file, uid, gid);
  } catch {
    // Only the administrator may give files away.
  }
}

function moveIn(temporary: string, target: string): void {
  try {
    renameFile(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function assertUnchanged({ path, from }: Replacement, target: string): void {
  const current = readIfAny(target);
  const isSame = from && current ? Buffer.compare(from, current) === 0 : from === current;
  if (!isSame) throw new FileChangedError(path);
}

function readIfAny(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (readErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Without this the new name may be lost when the power fails. Windows has no such thing, and some network disks refuse it. */
function flushFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // The file itself is flushed and in its place.
  }
}

function removeStaleFiles(folder: string, now: Date): void {
  try {
    for (const name of readdirSync(folder).filter((one) => temporaryName.test(one))) {
      const path = join(folder, name);
      if (now.getTime() - statSync(path).mtimeMs > temporaryMaxAgeMs) rmSync(path, { force: true });
    }
  } catch {
    // Another process of ours has just put it in its place, or this user may not look into the folder: it can wait.
  }
}
