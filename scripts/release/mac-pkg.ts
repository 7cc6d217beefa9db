import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Target } from '../targets.ts';
import { layOutApp } from './mac/app-folder.ts';
import { signPackage, signsPackages } from './mac/developer-id.ts';
import { identifier } from './mac/sign-ad-hoc.ts';
import type { Artifact, Release } from './release.ts';
import { findTool, runCommand } from './run-command.ts';

/**
 * The installer package that device management on macOS wants; undefined where there is no key for it or no `productbuild`, which
 * only macOS has. Nobody could install an unsigned one.
 */
export async function makeMacPkg(release: Release, target: Target): Promise<Artifact | undefined> {
  if (!signsPackages() || findTool('productbuild') === undefined) return undefined;
  const app = await layOutApp(release, target, join(release.workplace, `pkg-${target.name}`));
  const file = join(release.folder, `halo-mcp-${release.version}-${target.name}.pkg`);
  await mkdir(release.folder, { recursive: true });
  const about = ['--identifier', identifier, '--version', release.version];
  await runCommand(['productbuild', ...about, '--component', app.path, '/Applications', file]);
  return { file, isSigned: await signPackage(file) };
}
