import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashFile } from './checksums.ts';
import { runCommand } from './run-command.ts';

/** How to start the compiler of Windows installers. */
export interface Makensis {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What whoever publishes must know; undefined where all is well. */
  readonly warning: string | undefined;
}

/** The first release whose installers a local user can't abuse where an administrator runs them (CVE-2025-43715, CVE-2026-42171). */
const version = '3.12';

/** What ends up in installers, from Debian's coming release, by its SHA-256. */
const pinned: Readonly<Record<string, string>> = {
  [`nsis=${version}-1`]: '7df43fb0dee49146089c4c9cde11621305fe6c978e1654c061c19b7451ffa340',
  [`nsis-common=${version}-1`]: '03e1944ea80c1f8f833baafffde085c0c68ccd0dca7ada3a0274fa3d239b9274',
};
const [comingRelease, release] = ['forky', 'trixie'];

/** What the compiler itself runs with; apt checks who made it. */
const libraries = ['libc6', 'libgcc-s1', 'libstdc++6', 'zlib1g'].map((name) => `${name}/${release}`);

const folder = join(import.meta.dirname, `../../node_modules/.cache/nsis-${version}`);

/** NSIS of that release, fetched once from Debian beside this system's own packages; else the system's own, with a warning. */
export async function findMakensis(): Promise<Makensis> {
  try {
    if (!existsSync(folder)) await fetchNsis();
    const libraryFolder = join(folder, 'usr/lib/x86_64-linux-gnu');
    const loader = join(libraryFolder, 'ld-linux-x86-64.so.2');
    return {
      command: [loader, '--library-path', libraryFolder, join(folder, 'usr/bin/makensis')],
      env: { NSISDIR: join(folder, 'usr/share/nsis') },
      warning: undefined,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      command: ['makensis'],
      env: {},
      warning: `NSIS ${version} could not be had, so this system's own makes the installer. Do not publish it: before ${version}, whoever else uses the computer may gain the rights of an administrator who runs it. ${reason}`,
    };
  }
}

async function fetchNsis(): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const workplace = await mkdtemp(`${folder}-`);
  try {
    const apt = await describeApt(workplace);
    await runCommand([...apt, 'update']);
    await mkdir(join(workplace, 'packages'));
    const names = [...Object.keys(pinned), ...libraries];
    await runCommand([
      'sh',
      '-c',
      'cd "$0" && exec "$@"',
      join(workplace, 'packages'),
      ...apt,
      'download',
      ...names,
    ]);
    const files = (await readdir(join(workplace, 'packages'))).map((name) =>
      join(workplace, 'packages', name),
    );
    for (const [name, hash] of Object.entries(pinned)) await checkHash(files, name, hash);
    for (const file of files) await runCommand(['dpkg-deb', '--extract', file, join(workplace, 'root')]);
    await rename(join(workplace, 'root'), folder).catch((error) => {
      if (!existsSync(folder)) throw error; // else another one was quicker
    });
  } finally {
    await rm(workplace, { recursive: true, force: true });
  }
}

/** An apt that knows other releases than this system's, and leaves the system as it is. */
async function describeApt(workplace: string): Promise<readonly string[]> {
  const format = '$(REPO_URI) $(ORIGIN) $(COMPONENT)';
  const known = await runCommand(['apt-get', 'indextargets', '--format', format, 'Created-By: Packages']);
  const mirror = /^(\S+\/debian\/?) Debian main$/m.exec(known)?.[1];
  if (mirror === undefined) throw new Error('No source of Debian packages is known here');
  const from = `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror}`;
  const sources = join(workplace, 'sources.list');
  await writeFile(sources, `${from} ${release} main\n${from} ${comingRelease} main\n`);
  for (const name of ['lists/partial', 'cache/archives/partial'])
    await mkdir(join(workplace, name), { recursive: true });
  await writeFile(join(workplace, 'status'), '');
  const options = {
    'Dir::Etc::sourcelist': sources,
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State': workplace,
    'Dir::State::lists': join(workplace, 'lists'),
    'Dir::State::status': join(workplace, 'status'),
    'Dir::Cache': join(workplace, 'cache'),
    'Acquire::Languages': 'none',
    'APT::Architecture': 'amd64',
    'APT::Sandbox::User': 'root',
  };
  return [
    'apt-get',
    '-qq',
    ...Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
  ];
}

async function checkHash(files: readonly string[], name: string, expected: string): Promise<void> {
  const start = `/${name.replace('=', '_')}_`;
  const file = files.find((path) => path.includes(start));
  if (file === undefined) throw new Error(`Debian has no ${name} any more: pin the newer one`);
  if ((await hashFile(file)) !== expected) throw new Error(`${name} is not the package that was pinned`);
}
