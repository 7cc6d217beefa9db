import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../checks.ts';
import type { Target } from '../targets.ts';
import { describeInstalledFiles, type InstalledFile, layOut } from './installed-files.ts';
import type { Artifact, Release } from './release.ts';
import { runCommand } from './run-command.ts';

/** The program and what belongs beside it, as they lie below a prefix such as `~/.local`; `install.sh` and Homebrew fetch it. */
export async function makeTarball(release: Release, target: Target): Promise<Artifact> {
  const name = `halo-mcp-${release.version}-${target.name}`;
  const workplace = join(release.workplace, `tar-${target.name}`);
  const license: InstalledFile = ['share/doc/halo-mcp/LICENSE', await readFile(join(root, 'LICENSE'))];
  const files = [license, ...(await describeInstalledFiles(release, target))];
  await layOut(join(workplace, name), await release.getExecutable(target), files);
  const file = join(release.folder, `${name}.tar.gz`);
  await mkdir(release.folder, { recursive: true });
  await runCommand([
    ...['tar', '--format=ustar', '--sort=name', `--mtime=@${release.builtAtSeconds}`],
    ...['--owner=0', '--group=0', '--numeric-owner'],
    `--use-compress-program=gzip -n${release.isFast ? 1 : 9}`,
    ...['-C', workplace, '-cf', file, name],
  ]);
  return { file };
}
