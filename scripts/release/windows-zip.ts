import { constants } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../checks.ts';
import type { Target } from '../targets.ts';
import { signsWindowsPrograms } from './authenticode.ts';
import type { Artifact, Release } from './release.ts';
import { writeThirdPartyLicences } from './third-party-licences.ts';
import { makeZip } from './zip.ts';

/** The bare program for Windows with its licences: to be put anywhere by hand, and for processors that no installer was tried on. */
export async function makeWindowsZip(release: Release, target: Target): Promise<Artifact> {
  const name = `halo-mcp-${release.version}-${target.name}`;
  const workplace = join(release.workplace, `zip-${target.name}`);
  const folder = join(workplace, name);
  await mkdir(folder, { recursive: true });
  await copyFile(
    await release.getExecutable(target),
    join(folder, target.executable),
    constants.COPYFILE_FICLONE,
  );
  await writeFile(join(folder, 'LICENSE.txt'), await readFile(join(root, 'LICENSE')));
  await writeFile(join(folder, 'third-party-licences.txt'), await writeThirdPartyLicences());
  const file = join(release.folder, `${name}.zip`);
  await makeZip(workplace, file, release);
  return { file, isSigned: signsWindowsPrograms() };
}
