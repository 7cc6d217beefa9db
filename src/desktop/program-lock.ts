import { dirname, join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { readFileStamp } from './file-stamp.ts';
import { withLock } from './lock.ts';
import { removeLeftovers } from './replace-program.ts';
import { resolveLinks } from './resolve-links.ts';

/** An executable that is installed, as it was found. */
export interface InstalledProgram {
  /** No link to it. */
  readonly path: string;
  readonly stamp: string;
}

/** Said where another one is at work. */
const busy =
  'Another update of halo-mcp is at work at the same moment. Let it finish; "halo-mcp --version" then tells what is installed';
const waitMs = 2_000;

/** The executable that a command means. */
export function findInstalledProgram(command: string): InstalledProgram {
  const path = resolveLinks(command);
  return { path, stamp: readFileStamp(path) };
}

/**
 * Runs something while no other update works on that program; what earlier ones left is removed first. Throws a UserError where one is
 * at work, or was since the program was found, or the program's folder can't be written.
 */
export function withProgramLock<T>(
  { path, stamp }: InstalledProgram,
  run: () => Promise<T>,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<T> {
  const lockFile = join(dirname(path), '.halo-mcp-update.lock');
  const runAlone = () => {
    if (readFileStamp(path) !== stamp)
      throw new UserError(`${path} was replaced meanwhile. Start it again, and see what is new then`);
    removeLeftovers(path);
    return run();
  };
  return withLock(lockFile, async () => runAlone(), { clock, signal, waitMs, busy });
}
