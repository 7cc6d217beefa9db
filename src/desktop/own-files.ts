import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { explainFileError, readErrorCode } from './explain-file-error.ts';
import type { Paths } from './paths.ts';

/** What lies in our own folders and is ours, by its name; files of others stay. The log comes last, because all else writes to it. */
export function listOwnFiles({ settingsFile, logFile }: Paths): readonly string[] {
  const folders = [...new Set([dirname(settingsFile), dirname(logFile)])];
  const files = folders.flatMap((folder) =>
    listNames(folder)
      .filter((name) => isOurs(name, basename(settingsFile), basename(logFile)))
      .map((name) => join(folder, name)),
  );
  const isLog = (path: string) => basename(path).startsWith(basename(logFile));
  return [...files.filter((path) => !isLog(path)), ...files.filter(isLog)];
}

/** Removes a file, or a lock of ours; false where there is none. Throws a UserError where that is not allowed. */
export function removeFile(path: string): boolean {
  try {
    if (!existsSync(path)) return false;
    rmSync(path, { recursive: isLock(basename(path)) });
    return true;
  } catch (error) {
    if (readErrorCode(error) === 'ENOENT') return false;
    throw explainFileError(error, path);
  }
}

/** Removes a folder that holds nothing; false where there is none, where something is in it, or where it is not to be removed. */
export function removeEmptyFolder(path: string): boolean {
  try {
    rmdirSync(path);
    return true;
  } catch {
    return false;
  }
}

/** The text of a file, whatever is wrong with it; undefined where there is none or it can't be read. */
export function readTextAnyhow(path: string): string | undefined {
  try {
    // Texts in UTF-16 are searched for plain words too.
    return readFileSync(path, 'utf8').replaceAll('\0', '');
  } catch {
    return undefined;
  }
}

/** Settings, log, locks, copies of the settings, and what a killed process has left half-written. */
function isOurs(name: string, settings: string, log: string): boolean {
  return (
    name === settings ||
    name.startsWith(`${settings}.`) ||
    name === log ||
    name.startsWith(`${log}.`) ||
    isLock(name) ||
    /^\.halo-mcp-[0-9a-f-]{36}\.tmp$/.test(name)
  );
}

/** A lock is a folder. */
function isLock(name: string): boolean {
  return name.endsWith('.lock');
}

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() || isLock(entry.name))
      .map(({ name }) => name);
  } catch {
    return [];
  }
}
