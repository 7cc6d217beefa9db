import { readOutput } from './read-output.ts';
import type { RunningProgram } from './running-program.ts';

/** The programs of this user, as macOS's own `ps` tells them. */
export async function listMacPrograms(): Promise<readonly RunningProgram[] | undefined> {
  const output = await readOutput('/bin/ps', ['-axo', 'pid=,ppid=,uid=,comm=']);
  return output === undefined ? undefined : parsePrograms(output, process.getuid?.() ?? 0);
}

/** Reads lines of process, parent, user and executable; on macOS that is the whole path, blanks and all. */
export function parsePrograms(output: string, user: number): readonly RunningProgram[] {
  return output.split('\n').flatMap((line) => {
    const [, pid, parent, owner, path = ''] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S.*?)\s*$/.exec(line) ?? [];
    return Number(owner) === user ? [{ pid: Number(pid), parent: Number(parent), path }] : [];
  });
}
