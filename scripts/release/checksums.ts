import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Artifact, Release } from './release.ts';
import { runCommand } from './run-command.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The SHA-256 of a file, in hexadecimal. */
export async function hashFile(file: string): Promise<string> {
  const hasher = new Bun.CryptoHasher('sha256');
  for await (const chunk of Bun.file(file).stream()) hasher.update(chunk);
  return hasher.digest('hex');
}

/** Writes `SHA256SUMS` over all of the release's files, as `sha256sum --check` reads it. */
export async function writeChecksums(release: Release, artifacts: readonly Artifact[]): Promise<string> {
  const names = artifacts.map(({ file }) => basename(file)).sort();
  const lines = names.map(async (name) => `${await hashFile(join(release.folder, name))}  ${name}\n`);
  const file = join(release.folder, 'SHA256SUMS');
  await writeFile(file, (await Promise.all(lines)).join(''));
  return file;
}

/**
 * Signs `SHA256SUMS` into `SHA256SUMS.minisig`, in the name of this version; false, and nothing done, where the environment holds
 * no key. Throws where the key is not the one that `identity.json` names, because no program out there would believe it.
 *
 * - `HALO_SIGN_MINISIGN_KEY`: the secret key's file
 * - `HALO_SIGN_MINISIGN_PASSWORD_FILE`: a file with its password, for a key that has one
 */
export async function signChecksums(
  release: Release,
  checksums: string,
  environment: Environment = process.env,
): Promise<boolean> {
  const key = environment['HALO_SIGN_MINISIGN_KEY'] || undefined;
  if (key === undefined) return false;
  const password = environment['HALO_SIGN_MINISIGN_PASSWORD_FILE'] || undefined;
  const words = ['-t', `halo-mcp ${release.version}`, '-c', 'halo-mcp release'];
  await runCommand(['minisign', '-S', '-s', key, '-m', checksums, ...words], {}, password);
  const { minisignPublicKey } = release.identity;
  if (minisignPublicKey !== null)
    await runCommand(['minisign', '-V', '-q', '-P', minisignPublicKey, '-m', checksums]);
  return true;
}
