import { dlopen } from 'bun:ffi';
import { existsSync } from 'node:fs';
import { type Computer, readVariable } from './computer.ts';

let isPrepared = false;

/**
 * Tells the keyring's library where the session bus is, because assistants start us without the two variables that say so.
 * They go into the C environment: what is assigned to `process.env` never reaches that library (measured with Bun 1.4.5).
 * Does nothing on other systems, where the bus is not at its usual place, or for a variable that has a value already.
 */
export function prepareSessionBus(computer: Computer): void {
  if (isPrepared || computer.platform !== 'linux') return;
  isPrepared = true;
  const usual = `/run/user/${process.getuid?.() ?? 0}`;
  // A sandbox's own folder need not hold the bus.
  const folder = [readVariable(computer, 'XDG_RUNTIME_DIR') ?? usual, usual].find((one) =>
    existsSync(`${one}/bus`),
  );
  if (folder === undefined) return;
  const missing = Object.entries({
    XDG_RUNTIME_DIR: folder,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${folder}/bus`,
  }).filter(([name]) => readVariable(computer, name) === undefined);
  if (missing.length > 0) setVariables(missing);
}

/** Where the C library is another one, nothing is set, and the keychain then says that it finds no keyring. */
function setVariables(variables: readonly (readonly [string, string])[]): void {
  try {
    const { symbols } = dlopen('libc.so.6', {
      setenv: { args: ['cstring', 'cstring', 'i32'], returns: 'i32' },
    });
    for (const [name, value] of variables)
      symbols.setenv(Buffer.from(`${name}\0`), Buffer.from(`${value}\0`), 1);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}
