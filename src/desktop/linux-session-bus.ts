import { dlopen } from 'bun:ffi';
import { existsSync } from 'node:fs';
import { type Computer, readVariable } from './computer.ts';

/** Of glibc, then of musl. */
const libraries = ['libc.so.6', 'libc.so'];

let isPrepared = false;

/**
 * Tells the keyring's library where the session bus is, because assistants start us without the two variables that say so.
 * They go into the C environment: what is assigned to `process.env` never reaches that library (measured with Bun 1.4.5).
 * Does nothing on other systems, or where a variable is set already.
 */
export function prepareSessionBus(computer: Computer): void {
  if (isPrepared || computer.platform !== 'linux') return;
  isPrepared = true;
  const folder = readVariable(computer, 'XDG_RUNTIME_DIR') ?? `/run/user/${process.getuid?.() ?? 0}`;
  if (!existsSync(`${folder}/bus`)) return;
  setVariable('XDG_RUNTIME_DIR', folder);
  setVariable('DBUS_SESSION_BUS_ADDRESS', `unix:path=${folder}/bus`);
}

/** Leaves a variable that has a value as it is. */
function setVariable(name: string, value: string): void {
  for (const library of libraries) {
    try {
      const { symbols } = dlopen(library, {
        setenv: { args: ['cstring', 'cstring', 'i32'], returns: 'i32' },
      });
      symbols.setenv(Buffer.from(`${name}\0`), Buffer.from(`${value}\0`), 0);
      return;
    } catch (error) {
      if (library === libraries.at(-1)) throw error;
    }
  }
}
