import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** So many copies of one file are kept. */
const maxBackups = 5;

/** A name for a copy of the file as it is now, in the same folder: `<file>.halo-mcp-20261124T003142123Z.bak`. */
export function nameBackup(path: string, now: Date): string {
  const stamp = now.toISOString().replace(/[-:.]/g, '');
  const last = findBackups(path).findLast((backup) => backup.stamp === stamp);
  return `${path}.halo-mcp-${stamp}${last ? `-${last.count + 1}` : ''}.bak`;
}

/** The copies of a file that we keep beside it, oldest first. None where there is no folder. */
export function listBackups(path: string): readonly string[] {
  return findBackups(path).map(({ name }) => join(dirname(path), name));
}

/** Removes the oldest copies of a file, all but the last five; never the newest, even if the clock was put back. */
export function pruneBackups(path: string, newest: string): void {
  const older = listBackups(path).filter((backup) => backup !== newest);
  for (const backup of older.slice(0, 1 - maxBackups)) {
    try {
      rmSync(backup, { force: true });
    } catch {
      // It is in the way of nothing, and the next change tries again.
    }
  }
}

/** Removes every copy of a file that we keep beside it and gives their paths. Throws the system's error when one can't be removed. */
export function removeBackups(path: string): readonly string[] {
  const backups = listBackups(path);
  for (const backup of backups) rmSync(backup, { force: true });
  return backups;
}

interface Backup {
  readonly name: string;
  readonly stamp: string;
  /** Which one of that instant. */
  readonly count: number;
}

function findBackups(path: string): readonly Backup[] {
  const start = `${basename(path)}.halo-mcp-`;
  return listNames(dirname(path))
    .flatMap((name) => {
      const parts =
        name.startsWith(start) && /^(\d{8}T\d{9}Z)(?:-(\d+))?\.bak$/.exec(name.slice(start.length));
      return parts ? [{ name, stamp: parts[1] ?? '', count: Number(parts[2] ?? 1) }] : [];
    })
    .sort((a, b) => (a.stamp === b.stamp ? a.count - b.count : a.stamp < b.stamp ? -1 : 1));
}

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
