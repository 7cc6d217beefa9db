import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Where to move an executable of Windows that may be running: a name that the installer gives too, and that nothing has. */
export function nameMovedProgram(path: string): string {
  const folder = dirname(path);
  const taken = new Set(readdirSync(folder).map((name) => name.toLowerCase()));
  for (let number = 1; ; number++) {
    const name = `${basename(path, '.exe')}.old-${number}.exe`;
    if (!taken.has(name.toLowerCase())) return join(folder, name);
  }
}

/** Removes programs that an update or the installer moved aside. One that still runs stays for the next time. */
export function removeMovedPrograms(path: string): void {
  const start = `${basename(path, '.exe')}.old-`.toLowerCase();
  for (const name of listFolder(dirname(path))) {
    const isMoved = name.toLowerCase().startsWith(start) && /^\d+\.exe$/i.test(name.slice(start.length));
    if (isMoved) removeAnyhow(join(dirname(path), name));
  }
}

function removeAnyhow(path: string): void {
  try {
    rmSync(path);
  } catch {
    // It still runs.
  }
}

/** This person may run what they may not look for. */
function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
