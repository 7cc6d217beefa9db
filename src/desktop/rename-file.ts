import { renameSync } from 'node:fs';
import { readErrorCode } from './explain-file-error.ts';

/** Altogether half a second: a virus scanner or indexer lets go of a new file well within it. */
const pausesMs = [5, 10, 20, 40, 80, 160, 200];

/** What `renameFile` does, for tests of a system that this one is not. */
export interface RenameSystem {
  readonly platform: NodeJS.Platform;
  readonly rename: (from: string, to: string) => void;
  readonly pause: (ms: number) => void;
}

const thisSystem: RenameSystem = { platform: process.platform, rename: renameSync, pause: Bun.sleepSync };

/**
 * Puts a file in the place of another in one step. On Windows, where a scanner that looks at either file makes that fail for a
 * moment, it tries again for half a second.
 */
export function renameFile(from: string, to: string, system: RenameSystem = thisSystem): void {
  for (const pauseMs of system.platform === 'win32' ? pausesMs : []) {
    try {
      system.rename(from, to);
      return;
    } catch (error) {
      if (!/^(EPERM|EBUSY|EACCES)$/.test(readErrorCode(error) ?? '')) throw error;
      system.pause(pauseMs);
    }
  }
  system.rename(from, to);
}
