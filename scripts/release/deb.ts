import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Target } from '../targets.ts';
import { describeControl, describeDocs } from './deb-control.ts';
import { describeInstalledFiles, layOut } from './installed-files.ts';
import { readLinuxScripts, toPackageVersion } from './linux-package.ts';
import type { Artifact, Release } from './release.ts';
import { runCommand } from './run-command.ts';

/** The package for Debian, Ubuntu and their relatives. */
export async function makeDeb(release: Release, target: Target): Promise<Artifact> {
  const architecture = getArchitecture(target);
  const tree = join(release.workplace, `deb-${target.name}`);
  const files = [...(await describeInstalledFiles(release, target)), ...(await describeDocs(release))];
  await layOut(join(tree, 'usr'), await release.getExecutable(target), files);
  await addControl(tree, release, architecture);
  const file = join(release.folder, `halo-mcp_${toPackageVersion(release.version)}_${architecture}.deb`);
  await mkdir(release.folder, { recursive: true });
  // Debian 11 can't read zstd. The number of threads is part of what comes out.
  const compression = release.isFast ? ['-Zzstd', '-z1'] : ['-Zxz', '-z6', '--threads-max=2'];
  await runCommand(['dpkg-deb', '--root-owner-group', ...compression, '--build', tree, file], {
    SOURCE_DATE_EPOCH: String(release.builtAtSeconds),
  });
  return { file };
}

/** What Debian calls the processor. */
function getArchitecture({ name }: Target): string {
  if (name === 'linux-x64') return 'amd64';
  if (name === 'linux-arm64') return 'arm64';
  throw new Error(`There is no Debian package for ${name}`);
}

async function addControl(tree: string, release: Release, architecture: string): Promise<void> {
  const folder = join(tree, 'DEBIAN');
  await mkdir(folder);
  for (const [name, content] of await describeControl(tree, release, architecture)) {
    await writeFile(join(folder, name), content);
    await chmod(join(folder, name), 0o644);
  }
  const scripts = await readLinuxScripts(release);
  const names = {
    preinst: scripts.beforeInstall,
    postinst: scripts.afterInstall,
    prerm: scripts.beforeRemoval,
    postrm: scripts.afterRemoval,
  };
  for (const [name, script] of Object.entries(names)) {
    await writeFile(join(folder, name), script);
    await chmod(join(folder, name), 0o755);
  }
  await chmod(folder, 0o755);
  await chmod(tree, 0o755);
}
