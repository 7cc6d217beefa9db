import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../base/errors.ts';
import type { Computer } from './computer.ts';
import { inWorkplace } from './replace-program.ts';
import { tryProgram } from './try-program.ts';

/** An installer for Windows, and what it is to replace. */
export interface Installation {
  /** The file's name, without blanks. */
  readonly name: string;
  readonly installer: Uint8Array;
  /** The executable that is installed. */
  readonly path: string;
  /** What the new one must say of itself. */
  readonly version: string;
}

/**
 * Lets the installer put its program over the one that is installed, without windows, and waits. It tries the new one itself, and
 * puts the old one back where that does not run. Throws a UserError where the new one is not installed in the end.
 */
export async function runInstaller(
  { name, installer, path, version }: Installation,
  computer: Computer,
): Promise<void> {
  const code = await inWorkplace(path, (workplace) => {
    const file = join(workplace, name);
    writeFileSync(file, installer, { flag: 'wx' });
    return start(file, name, dirname(path));
  });
  if (code !== 0)
    throw new UserError(reasons[code] ?? `The installer ended with ${code}, and the program of before stays`);
  const problem = await tryProgram(path, version, computer);
  if (problem === undefined) return;
  throw new UserError(`The installer ended well, but ${path} is not halo-mcp ${version}: ${problem}`);
}

/** As its README lists them, as far as an update can meet them. */
const reasons: Readonly<Record<number, string>> = {
  12: "The installed program can't be moved aside, so it stays. Quit Claude and the icon beside the clock, then try again",
  13: "The folder of the program can't be written, so the one of before stays. Free some space, then try again",
  14: 'The new program does not run on this computer, so the one of before stays. A virus scanner may have stopped it: allow halo-mcp.exe, then try again',
  15: 'The program is installed for a person, and a service can not update it. Run this as that person',
  16: 'A newer halo-mcp is installed already. Start it again',
  17: 'A package for Windows Installer (.msi) brings halo-mcp here too, so the program stays. Update the package, or remove one of the two',
};

function start(file: string, name: string, folder: string): Promise<number> {
  // The installer wants the folder as it is, blanks included, last and without quotes; so nothing may be quoted here.
  const child = spawn(file, ['/S', `/D=${folder}`], {
    argv0: name,
    windowsVerbatimArguments: true,
    stdio: 'ignore',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
