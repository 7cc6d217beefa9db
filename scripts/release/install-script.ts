import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../checks.ts';
import type { Artifact, Release } from './release.ts';

/** The script that installs without root on Linux and macOS, told where the releases lie and who signs them. */
export async function makeInstallScript(release: Release): Promise<Artifact> {
  const { releaseAddress, minisignPublicKey } = release.identity;
  const script = (await readFile(join(root, 'installers', 'install.sh'), 'utf8'))
    .replace("release_address=''", () => `release_address=${quote(releaseAddress ?? '')}`)
    .replace("public_key=''", () => `public_key=${quote(minisignPublicKey ?? '')}`);
  const file = join(release.folder, 'install.sh');
  await mkdir(release.folder, { recursive: true });
  await writeFile(file, script, { mode: 0o755 });
  return { file };
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
