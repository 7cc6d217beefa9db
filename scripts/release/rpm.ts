import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../checks.ts';
import type { Target } from '../targets.ts';
import { describeInstalledFiles, layOut, linuxSources } from './installed-files.ts';
import { description, readLinuxScripts, summary, toPackageVersion } from './linux-package.ts';
import type { Artifact, Release } from './release.ts';
import { runCommand } from './run-command.ts';

/** The package for Fedora, Red Hat, SUSE and their relatives. */
export async function makeRpm(release: Release, target: Target): Promise<Artifact> {
  // rpmbuild takes a path with a blank in it for two, and a checkout may lie in one.
  const workplace = await mkdtemp(join(tmpdir(), 'halo-mcp-rpm-'));
  try {
    const name = await build(release, target, workplace);
    await mkdir(release.folder, { recursive: true });
    await copyFile(join(workplace, name), join(release.folder, name));
    return { file: join(release.folder, name) };
  } finally {
    await rm(workplace, { recursive: true, force: true });
  }
}

async function build(release: Release, target: Target, workplace: string): Promise<string> {
  const architecture = getArchitecture(target);
  const tree = join(workplace, 'tree');
  const license = await readFile(join(root, 'LICENSE'));
  const files = [
    ...(await describeInstalledFiles(release, target)),
    ['share/licenses/halo-mcp/LICENSE', license] as const,
  ];
  await layOut(join(tree, 'usr'), await release.getExecutable(target), files);
  const spec = join(workplace, 'halo-mcp.spec');
  await writeFile(spec, await writeSpec(release));
  const definitions = {
    tree,
    _topdir: join(workplace, 'build'),
    _rpmdir: workplace,
    _build_name_fmt: '%%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm',
    _binary_payload: release.isFast ? 'w1.zstdio' : 'w9.zstdio',
  };
  await runCommand(
    [
      ...['rpmbuild', '-bb', '--quiet', `--target=${architecture}-linux`],
      ...Object.entries(definitions).flatMap(([name, value]) => ['--define', `${name} ${value}`]),
      spec,
    ],
    { SOURCE_DATE_EPOCH: String(release.builtAtSeconds) },
  );
  return `halo-mcp-${toPackageVersion(release.version)}-1.${architecture}.rpm`;
}

/** What Red Hat calls the processor. */
function getArchitecture({ name }: Target): string {
  if (name === 'linux-x64') return 'x86_64';
  if (name === 'linux-arm64') return 'aarch64';
  throw new Error(`There is no rpm package for ${name}`);
}

async function writeSpec(release: Release): Promise<string> {
  const { publisher, repository } = release.identity;
  const scripts = await readLinuxScripts(release);
  const head = [
    'Name: halo-mcp',
    `Version: ${toPackageVersion(release.version)}`,
    'Release: 1',
    `Summary: ${summary}`,
    ...(publisher === null ? [] : [`Vendor: ${publisher}`]),
    ...(repository === null ? [] : [`URL: ${repository}`]),
  ];
  const sections = {
    description: description.join('\n'),
    pre: scripts.beforeInstall,
    post: scripts.afterInstall,
    preun: scripts.beforeRemoval,
    postun: scripts.afterRemoval,
  };
  const rest = Object.entries(sections).map(([name, text]) => `\n%${name}\n${escapeMacros(text)}`);
  const fixed = await readFile(join(linuxSources, 'halo-mcp.spec'), 'utf8');
  return `${escapeMacros(head.join('\n'))}\n${fixed}${rest.join('\n')}\n`;
}

function escapeMacros(text: string): string {
  return text.replaceAll('%', '%%');
}
