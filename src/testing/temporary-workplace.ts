import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { silentLog } from '../base/log.ts';
import { findPaths } from '../desktop/paths.ts';
import type { Workplace } from '../setup/workplace.ts';
import { createMemoryKeychain, type MemoryKeychain } from './memory-keychain.ts';

/** A person's home of its own for one test, with a program in it that only looks like halo-mcp. */
export interface TemporaryWorkplace extends Workplace, Disposable {
  readonly keychain: MemoryKeychain;
  readonly home: string;
  /** Writes a file below the home, with its folders, and gives its path. */
  readonly write: (path: string, text: string | Uint8Array) => string;
}

export function openTemporaryWorkplace(
  options: {
    readonly environment?: Readonly<Record<string, string>>;
    readonly platform?: NodeJS.Platform;
  } = {},
): TemporaryWorkplace {
  const home = mkdtempSync(join(tmpdir(), 'halo home “ö” '));
  const computer = {
    platform: options.platform ?? 'linux',
    homeFolder: home,
    environment: { HOME: home, ...options.environment },
  };
  const write = (path: string, text: string | Uint8Array) => {
    const file = join(home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const command = write('apps/halo-mcp', '#!/bin/sh\nexit 1\n');
  chmodSync(command, 0o755);
  return {
    home,
    write,
    computer,
    paths: findPaths(computer),
    keychain: createMemoryKeychain(),
    clock: systemClock,
    log: silentLog,
    program: { command, args: [] },
    checkCommand: async () => {
      throw new Error('This test starts nothing');
    },
    [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true }),
  };
}
