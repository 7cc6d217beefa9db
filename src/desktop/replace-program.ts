import { copyFileSync, linkSync, mkdtempSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { chmod, chown, open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../base/errors.ts';
import type { Computer } from './computer.ts';
import { explainFileError } from './explain-file-error.ts';
import { nameMovedProgram, removeMovedPrograms } from './moved-programs.ts';
import { renameFile } from './rename-file.ts';
import { tryProgram } from './try-program.ts';

/** An executable that is installed, and what shall take its place. */
export interface ProgramReplacement {
  /** The executable, and no link to it. */
  readonly path: string;
  readonly program: Uint8Array;
  /** What the new one must say of itself. */
  readonly version: string;
}

/** A folder of ours beside the program: on its disk, where programs may run. */
const workplacePrefix = '.halo-mcp-update-';

/**
 * Puts a new program in the place of one that may be running, which whoever runs it keeps. It is tried before and after; where it
 * does not run, or anything else fails, the one of before is in its place and nothing is left behind. Throws a UserError, or the
 * signal's reason where that kept the new one from its place.
 */
export async function replaceProgram(
  { path, program, version }: ProgramReplacement,
  computer: Computer,
  signal: AbortSignal,
): Promise<void> {
  await inWorkplace(path, async (workplace) => {
    const candidate = join(workplace, basename(path));
    await writeProgram(candidate, program, path);
    signal.throwIfAborted();
    await assertRuns(candidate, version, computer, signal);
    signal.throwIfAborted();
    const putBack = exchange(path, candidate, workplace, computer);
    try {
      await assertRuns(path, version, computer, signal);
    } catch (error) {
      putBack();
      throw error;
    }
  });
}

/** Lends a folder of its own beside the program and removes it afterwards. Throws a UserError where there can't be one. */
export async function inWorkplace<T>(path: string, run: (workplace: string) => Promise<T>): Promise<T> {
  let workplace: string | undefined;
  try {
    workplace = mkdtempSync(join(dirname(path), workplacePrefix));
    return await run(workplace);
  } catch (error) {
    throw isFileError(error) ? explainFileError(error, path) : error;
  } finally {
    if (workplace !== undefined) removeAnyhow(workplace);
  }
}

/** Removes what an update left that was killed, and programs moved aside. Call it under the updates' lock. */
export function removeLeftovers(path: string): void {
  const folder = dirname(path);
  for (const name of readdirSync(folder).filter((one) => one.startsWith(workplacePrefix)))
    removeAnyhow(join(folder, name));
  removeMovedPrograms(path);
}

/** A folder of files; not by `rmSync` as a whole, which Bun 1.4.5 fails at on Wine (EFAULT). */
function removeAnyhow(path: string): void {
  try {
    for (const name of readdirSync(path)) rmSync(join(path, name));
    rmdirSync(path);
  } catch {
    // It still runs, or a virus scanner looks at it; a later update finds it again.
  }
}

async function writeProgram(candidate: string, program: Uint8Array, path: string): Promise<void> {
  const old = statSync(path);
  const file = await open(candidate, 'wx', 0o700);
  try {
    await file.writeFile(program);
    await file.sync();
  } finally {
    await file.close();
  }
  // Only the administrator may give files away, and need not where they are their own.
  if (old.uid !== statSync(candidate).uid) await chown(candidate, old.uid, old.gid).catch(() => undefined);
  await chmod(candidate, old.mode & 0o777);
}

async function assertRuns(
  path: string,
  version: string,
  computer: Computer,
  signal: AbortSignal,
): Promise<void> {
  const problem = await tryProgram(path, version, computer);
  if (problem === undefined) return;
  // Ctrl-C in a terminal ends the program that is tried, too.
  signal.throwIfAborted();
  throw new UserError(
    `The new program does not run on this computer, so the one of before stays: ${problem}. A virus scanner may have stopped it; else tell the makers of halo-mcp`,
  );
}

/** Gives what undoes it. */
function exchange(path: string, candidate: string, workplace: string, { platform }: Computer): () => void {
  if (platform === 'win32') {
    // Windows lets a program that runs be renamed, and neither be removed nor replaced.
    const aside = nameMovedProgram(path);
    const putBack = () => renameFile(aside, path);
    renameFile(path, aside);
    try {
      renameFile(candidate, path);
    } catch (error) {
      putBack();
      throw error;
    }
    return () => {
      renameFile(path, candidate);
      putBack();
    };
  }
  const kept = join(workplace, 'before');
  keep(path, kept);
  renameFile(candidate, path);
  return () => renameFile(kept, path);
}

/** Some disks know no second name for a file. */
function keep(path: string, kept: string): void {
  try {
    linkSync(path, kept);
  } catch {
    copyFileSync(path, kept);
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && !(error instanceof UserError) && 'syscall' in error;
}
