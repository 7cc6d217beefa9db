import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Computer, readVariable } from './computer.ts';
import { readOutput } from './read-output.ts';
import { openRegistry } from './registry.ts';

/** What put the program where it lies, and has to bring a newer one: a package manager, an installer, or nothing that keeps a record. */
export type ProgramOwner =
  | 'deb'
  | 'rpm'
  | 'system'
  | 'homebrew'
  | 'mac app'
  | 'windows installer'
  | 'windows package'
  | 'windows administrator'
  | 'nobody';

/** Finds whose the executable is, which must not be a link. */
export async function findProgramOwner(path: string, computer: Computer): Promise<ProgramOwner> {
  switch (computer.platform) {
    case 'win32':
      return findOnWindows(path, computer);
    case 'darwin':
      if (/\.app\/Contents\//i.test(path)) return 'mac app';
      return isFromHomebrew(path) ? 'homebrew' : 'nobody';
    default:
      return isFromHomebrew(path) ? 'homebrew' : await findOnLinux(path);
  }
}

function isFromHomebrew(path: string): boolean {
  return path.includes('/Cellar/');
}

async function findOnLinux(path: string): Promise<ProgramOwner> {
  const [deb, rpm] = await Promise.all([
    askPackages('/usr/bin/dpkg-query', ['--search', path]),
    askPackages('/usr/bin/rpm', ['--query', '--file', path]),
  ]);
  if (deb) return 'deb';
  if (rpm) return 'rpm';
  // Nobody else has a say there, whatever keeps the record.
  return /^\/(?:usr\/)?s?bin\//.test(path) ? 'system' : 'nobody';
}

async function askPackages(command: string, args: readonly string[]): Promise<boolean> {
  return existsSync(command) && (await readOutput(command, args)) !== undefined;
}

function findOnWindows(path: string, computer: Computer): ProgramOwner {
  const places = ['ProgramFiles', 'ProgramW6432', 'ProgramFiles(x86)'].map((name) =>
    readVariable(computer, name)?.toLowerCase(),
  );
  if (places.some((place) => place !== undefined && path.toLowerCase().startsWith(`${place}\\`)))
    return 'windows administrator';
  if (existsSync(join(dirname(path), 'uninstall.exe'))) return 'windows installer';
  // Our packages for Windows Installer say so, and leave nothing else that tells.
  return openRegistry()?.read('user', 'Software\\halo-mcp', 'InstalledBy') === 'msi'
    ? 'windows package'
    : 'nobody';
}
