import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../checks.ts';
import { compress, type InstalledFile, linuxSources } from './installed-files.ts';
import { description, summary, toPackageVersion } from './linux-package.ts';
import type { Release } from './release.ts';

/** What Debian wants to lie beside a program, below `/usr`. */
export async function describeDocs(release: Release): Promise<readonly InstalledFile[]> {
  return [
    ['share/doc/halo-mcp/copyright', toCopyright(await readFile(join(root, 'LICENSE'), 'utf8'))],
    ['share/doc/halo-mcp/changelog.gz', compress(writeChangelog(release))],
    ['share/lintian/overrides/halo-mcp', await readFile(join(linuxSources, 'lintian-overrides'))],
  ];
}

/** What dpkg has to know of the files that are laid out below the tree. */
export async function describeControl(
  tree: string,
  release: Release,
  architecture: string,
): Promise<readonly InstalledFile[]> {
  const { sums, kibibytes } = await lookAtFiles(tree);
  const { repository } = release.identity;
  const control = [
    'Package: halo-mcp',
    `Version: ${toPackageVersion(release.version)}`,
    `Architecture: ${architecture}`,
    `Maintainer: ${getMaintainer(release)}`,
    `Installed-Size: ${kibibytes}`,
    'Depends: libc6 (>= 2.17)',
    'Recommends: libsecret-1-0, xdg-utils', // the keychain, and opening a browser
    'Suggests: gnome-keyring | kwalletmanager',
    'Section: utils',
    'Priority: optional',
    ...(repository === null ? [] : [`Homepage: ${repository}`]),
    `Description: ${summary}`,
    ...description.map((line) => ` ${line}`),
  ];
  return [
    ['control', `${control.join('\n')}\n`],
    ['md5sums', sums],
  ];
}

/** `dpkg --verify` compares with the sums. A file takes whole blocks, and a folder one. */
async function lookAtFiles(tree: string): Promise<{ readonly sums: string; readonly kibibytes: number }> {
  let sums = '';
  let kibibytes = 0;
  for (const path of (await readdir(join(tree, 'usr'), { recursive: true })).sort()) {
    const file = join(tree, 'usr', path);
    const status = await stat(file);
    kibibytes += status.isFile() ? Math.ceil(status.size / 1024) : 1;
    if (!status.isFile()) continue;
    const sum = new Bun.CryptoHasher('md5').update(await Bun.file(file).bytes()).digest('hex');
    sums += `${sum}  usr/${path}\n`;
  }
  return { sums, kibibytes };
}

/** While nobody has given an address, its brackets stay empty. */
function getMaintainer({ identity }: Release): string {
  return `${identity.publisher ?? 'halo-mcp contributors'} <${identity.contact ?? ''}>`;
}

/** Debian's own form: an empty line is a point. */
function toCopyright(license: string): string {
  const owner = license.match(/^Copyright \(c\) (.*)$/m)?.[1];
  if (owner === undefined) throw new Error('LICENSE names no owner');
  const terms = license.slice(license.indexOf('Permission is')).trimEnd().split('\n');
  return [
    'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/',
    'Upstream-Name: halo-mcp',
    '',
    'Files: *',
    `Copyright: ${owner}`,
    'Comment: Bun and the packages in the program are listed in third-party-licences.txt.gz',
    'License: Expat',
    ...terms.map((line) => ` ${line.trim() || '.'}`),
    '',
  ].join('\n');
}

function writeChangelog(release: Release): string {
  const date = new Date(release.builtAtSeconds * 1000).toUTCString().replace('GMT', '+0000');
  return [
    `halo-mcp (${toPackageVersion(release.version)}) stable; urgency=medium`,
    '',
    `  * Release ${release.version}.`,
    '',
    ` -- ${getMaintainer(release)}  ${date}`,
    '',
  ].join('\n');
}
