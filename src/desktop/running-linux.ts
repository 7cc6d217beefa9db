import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import type { Computer } from './computer.ts';
import type { RunningProgram } from './running-program.ts';

/**
 * The programs of this user that use this home folder, from /proc. One that was started with another `HOME` has other files,
 * so it is another person's for our purposes.
 */
export function listLinuxPrograms({ homeFolder }: Computer): readonly RunningProgram[] | undefined {
  const pids = readIfAny(() => readdirSync('/proc'))?.filter((name) => /^\d+$/.test(name));
  return pids?.flatMap((pid) => {
    const program = readIfAny(() => readProgram(pid, homeFolder));
    return program === undefined ? [] : [program];
  });
}

/** Throws where the process has ended meanwhile, or belongs to another user. */
function readProgram(pid: string, homeFolder: string): RunningProgram | undefined {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  if (readNumber(status, 'Uid') !== process.getuid?.()) return undefined;
  // An update replaces the executable under a running app; the link says so.
  const executable = readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, '');
  // Some apps overwrite what stood there; those count.
  const home = readIfAny(() => readStrings(`/proc/${pid}/environ`))?.find((text) => text.startsWith('HOME='));
  if (home !== undefined && home !== `HOME=${homeFolder}`) return undefined;
  return {
    pid: Number(pid),
    parent: readNumber(status, 'PPid') ?? 0,
    path: findApp(executable, readStrings(`/proc/${pid}/cmdline`)),
  };
}

/** Packages made by others start a general Electron with the app's archive as its first argument. */
function findApp(executable: string, [, ...args]: readonly string[]): string {
  if (!/^electron\d*$/.test(basename(executable))) return executable;
  return args.find((arg) => arg.endsWith('.asar')) ?? executable;
}

function readNumber(status: string, name: string): number | undefined {
  const found = new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1];
  return found === undefined ? undefined : Number(found);
}

function readStrings(path: string): readonly string[] {
  return readFileSync(path, 'utf8').split('\0');
}

function readIfAny<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
