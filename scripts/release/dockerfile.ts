import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../checks.ts';
import type { Artifact, Release } from './release.ts';

/** What makes a container's image of the Linux programs. */
export async function makeDockerfile(release: Release): Promise<Artifact> {
  const file = join(release.folder, 'Dockerfile');
  await copyFile(join(root, 'installers', 'docker', 'Dockerfile'), file);
  return { file };
}
