import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readMacSignature } from '../../src/testing/mac-signature.ts';
import { arm64Libraries, armEmulator, emulateArm64 } from '../../src/testing/other-systems.ts';
import { findWine, prepareWine, toWindowsPath } from '../../src/testing/wine.ts';
import { buildExecutable } from '../build.ts';
import { smoke } from '../smoke.ts';
import { getOwnTarget, type Target } from '../targets.ts';
import { signAuthenticode } from './authenticode.ts';
import { signWithDeveloperId } from './mac/developer-id.ts';

/** Builds and signs the executable of a target and returns its path below the folder. */
export async function makeExecutable(target: Target, folder: string): Promise<string> {
  const executable = join(folder, target.name, target.executable);
  await buildExecutable(target, executable);
  if (target.name.startsWith('windows-')) await signAuthenticode(executable);
  if (target.name.startsWith('darwin-')) await signForMac(executable);
  return executable;
}

/** With a Developer ID where there is one. A signature that is wrong shows only on a Mac, so each is looked at. */
async function signForMac(executable: string): Promise<void> {
  await signWithDeveloperId(executable);
  const { problems } = readMacSignature(executable);
  if (problems.length > 0)
    throw new Error(`macOS would refuse to start ${executable}: ${problems.slice(0, 3).join(', ')}`);
}

/**
 * Drives the executable as an assistant would, with an emulator where it is another system's; false where this computer has none.
 * Throws what is wrong with it.
 */
export async function tryExecutable({ name }: Target, executable: string): Promise<boolean> {
  if (name === getOwnTarget().name) await smoke({ command: [executable] });
  else if (name === 'linux-arm64' && Bun.which(armEmulator) && existsSync(arm64Libraries))
    await smoke({ command: emulateArm64(executable) });
  else if (name === 'windows-x64' && findWine() !== undefined) await tryUnderWine(executable);
  else return false;
  return true;
}

async function tryUnderWine(executable: string): Promise<void> {
  const wine = await prepareWine();
  try {
    // The Windows of before may hold a login.
    const env = { ...wine.env, HALO_MCP_HOME: toWindowsPath(join(dirname(executable), 'home')) };
    await smoke({ command: wine.start(executable), env });
  } finally {
    await wine.stop();
  }
}
