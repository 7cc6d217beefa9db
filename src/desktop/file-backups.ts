import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** So many copies of one file are kept. */
const maxBackups = 5;

/** A name for a copy of the file as it is now, in the same folder: `<file>.halo-mcp-20261124T003142123Z.bak`. */
export function nameBackup(path: string, now: Date): string {
  const stamp = now.toISOString().replace(/[-:.]/g, '');
  const name = (ending: string) => `${path}.halo-mcp-${stamp}${ending}.bak`;
  let count = 1;
  let free = name('');
  while (existsSync(free)) free = name(`-${++count}`);
  return free;
}

/** The copies of a file that we keep beside it, oldest first. None where there is no folder. */
export function listBackups(path: string): readonly string[] {
  const folder = dirname(path);
  const start = `${basename(path)}.halo-mcp-`;
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .flatMap((name) => {
      const parts =
        name.startsWith(start) && /^(\d{8}T\d{9}Z)(?:-(\d+))?\.bak$/.exec(name.slice(start.length));
      return parts ? [{ name, stamp: parts[1] ?? '', count: Number(parts[2] ?? 1) }] : [];
    })
    .sort((a, b) => (a.stamp === b.stamp ? a.count - b.count : a.stamp < b.stamp ? -1 : 1))
    .map(({ name }) => join(folder, name));
}

/** Removes the oldest copies of a file, all but the last five. One that can't be removed stays. */
export function pruneBackups(path: string): void {
  for (const backup of listBackups(path).slice(0, -maxBackups)) {
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
