import { join } from 'node:path';
import type { Target } from '../targets.ts';
import { layOutApp } from './mac/app-folder.ts';
import type { Artifact, Release } from './release.ts';
import { makeZip } from './zip.ts';

/** The app for macOS in a zip, which people drag into their Applications. */
export async function makeMacApp(release: Release, target: Target): Promise<Artifact> {
  const folder = join(release.workplace, `app-${target.name}`);
  const { isSigned } = await layOutApp(release, target, folder);
  const file = join(release.folder, `halo-mcp-${release.version}-${target.name}.zip`);
  await makeZip(folder, file, release);
  return { file, isSigned };
}
