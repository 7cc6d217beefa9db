import { basename, dirname } from 'node:path';
import type { Computer } from './computer.ts';
import { listPrograms } from './running.ts';

/**
 * Ends what this person runs from the executable's own folder, this process excepted: the icon in the bar, and the servers of assistants.
 * Windows removes no program that runs. One that can't be ended is left.
 */
export async function endOwnPrograms(computer: Computer, executable: string): Promise<void> {
  const programs = (await listPrograms(computer)) ?? [];
  for (const { pid, path } of programs) {
    if (pid === process.pid || !isFromFolder(path, executable)) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/** One that an update has moved aside keeps the beginning of its name; the uninstaller may run from there too. */
function isFromFolder(path: string, executable: string): boolean {
  const isSameFolder = dirname(path).toLowerCase() === dirname(executable).toLowerCase();
  return isSameFolder && basename(path).toLowerCase().startsWith('halo-mcp');
}
