import { join } from 'node:path';
import { type Computer, readVariable } from '../computer.ts';

/** Where this system's apps keep what belongs to a person: Roaming on Windows, Application Support, or `~/.config`. */
export function findAppFolder(computer: Computer): string {
  const { platform, homeFolder } = computer;
  if (platform === 'win32')
    return readVariable(computer, 'APPDATA') ?? join(homeFolder, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(homeFolder, 'Library', 'Application Support');
  return join(homeFolder, '.config');
}

/** Windows' folder for what stays on this computer: apps and packages of this person. */
export function findLocalAppFolder(computer: Computer): string {
  return readVariable(computer, 'LOCALAPPDATA') ?? join(computer.homeFolder, 'AppData', 'Local');
}
