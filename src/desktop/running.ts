import type { Assistant } from './assistants/assistant.ts';
import type { Computer } from './computer.ts';
import { listLinuxPrograms } from './running-linux.ts';
import { listMacPrograms } from './running-mac.ts';
import type { RunningProgram } from './running-program.ts';
import { listWindowsPrograms } from './running-windows.ts';

/** Whether an assistant's app runs for this person; undefined where that can't be told. Never takes Claude Code for Claude's app. */
export async function findRunning(assistant: Assistant, computer: Computer): Promise<boolean | undefined> {
  if (assistant.programs === undefined) return undefined;
  const programs = await listPrograms(computer);
  return programs && findMainPrograms(assistant, programs, computer).length > 0;
}

/** The programs that this person runs; undefined where the system doesn't tell, or the computer is not the one we run on. */
export async function listPrograms(computer: Computer): Promise<readonly RunningProgram[] | undefined> {
  if (computer.platform !== process.platform) return undefined;
  if (computer.platform === 'linux') return listLinuxPrograms(computer);
  if (computer.platform === 'darwin') return listMacPrograms();
  return computer.platform === 'win32' ? listWindowsPrograms() : undefined;
}

/** An app consists of many processes with the same executable; its main one was started by none of the others. */
export function findMainPrograms(
  { programs: patterns }: Assistant,
  programs: readonly RunningProgram[],
  { platform }: Computer,
): readonly RunningProgram[] {
  const pattern = patterns?.[platform];
  if (pattern === undefined) return [];
  const own = programs.filter(({ path }) => pattern.test(path));
  return own.filter(({ parent }) => !own.some(({ pid }) => pid === parent));
}
