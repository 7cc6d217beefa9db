import { link, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Answer, serveRelease } from '../../installers/trial-install.ts';
import { signChecksums, writeChecksums } from '../../scripts/release/checksums.ts';
import type { Artifact, Release } from '../../scripts/release/release.ts';
import { runCommand } from '../../scripts/release/run-command.ts';
import { makeTarball } from '../../scripts/release/tarball.ts';
import { prepareTrialRelease } from '../../scripts/release/trial-release.ts';
import { getOwnTarget, type Target } from '../../scripts/targets.ts';

/** A release server on this computer, the key its releases are signed with, and what lies there. */
export interface TrialReleases extends AsyncDisposable {
  readonly url: string;
  /** What it serves. */
  readonly folder: string;
  /** As it stands in `identity.json`. */
  readonly publicKey: string;
  /** Every path that was asked for. */
  readonly asked: readonly string[];
  /** Begins to pack, because it takes a while; publishing the same then waits for that. */
  readonly prepare: (publication: TrialPublication) => void;
  /** Puts a signed release in the place of what lay there. */
  readonly publish: (release: TrialPublication) => Promise<void>;
  /** From now on requests are answered in this way first. */
  readonly answer: (answer: Answer) => void;
}

export interface TrialPublication {
  readonly version: string;
  /** Packed as the program. */
  readonly program: string;
  readonly target?: Target;
  /** Makes the file that is published: an archive where left out. */
  readonly pack?: (release: Release, target: Target) => Promise<Artifact>;
  /** The signed comment, where it is not the usual one. */
  readonly comment?: string;
  /** The file of a secret key other than the makers' own. */
  readonly key?: string;
  /** What is new in it. */
  readonly notes?: string;
}

/** Opens one whose files lie in the folder, which the test deletes. Needs minisign. */
export async function openTrialReleases(folder: string): Promise<TrialReleases> {
  const served = join(folder, 'served');
  const { secretFile, publicKey } = await makeKey(folder);
  let answer: Answer = () => false;
  const packed = new Map<string, Promise<string>>();
  /** Packing a real program takes some seconds. */
  const packOnce = (publication: TrialPublication): Promise<string> => {
    const { version, program, target = getOwnTarget(), pack = makeTarball } = publication;
    const key = [version, program, target.name, pack.name].join(' ');
    const packing = packed.get(key) ?? packProgram(folder, { version, program, target, pack });
    packed.set(key, packing);
    return packing;
  };
  const server = await serveRelease(served, (request, response) => answer(request, response));
  return {
    url: server.url,
    asked: server.asked,
    folder: served,
    publicKey,
    prepare: (publication) => void packOnce(publication).catch(() => undefined), // publishing it tells
    publish: async (publication) => {
      const { version, program, comment, key = secretFile, notes } = publication;
      const packedFile = await packOnce(publication);
      await rm(served, { recursive: true, force: true });
      await mkdir(served);
      const file = join(served, basename(packedFile));
      await link(packedFile, file);
      const notesFile = join(served, `halo-mcp-${version}-release-notes.md`);
      if (notes !== undefined) await writeFile(notesFile, notes);
      // As `npm run release` does it.
      const release = { ...(await prepareTrialRelease(folder, { program, version })), folder: served };
      const artifacts = notes === undefined ? [{ file }] : [{ file }, { file: notesFile }];
      const list = await writeChecksums(release, artifacts);
      await signChecksums(release, list, { HALO_SIGN_MINISIGN_KEY: key });
      if (comment !== undefined) await sign(list, comment, key);
    },
    answer: (next) => {
      answer = next;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

type Packing = Required<Pick<TrialPublication, 'version' | 'program' | 'target' | 'pack'>>;

async function packProgram(folder: string, { version, program, target, pack }: Packing): Promise<string> {
  const place = await mkdtemp(join(folder, 'packed-'));
  return (await pack(await prepareTrialRelease(place, { program, version }), target)).file;
}

/** A key of minisign without a password. */
export async function makeKey(folder: string) {
  const place = await mkdtemp(join(folder, 'key-'));
  const [publicFile, secretFile] = [join(place, 'key.pub'), join(place, 'key')];
  await runCommand(['minisign', '-G', '-W', '-p', publicFile, '-s', secretFile]);
  return { secretFile, publicKey: (await readFile(publicFile, 'utf8')).split('\n')[1] ?? '' };
}

/** Signs a file as releases are. */
export async function sign(file: string, comment: string, secretFile: string): Promise<void> {
  await runCommand(['minisign', '-S', '-s', secretFile, '-m', file, '-t', comment]);
}

/** Installs an executable for one person, in a folder where nothing else lies, and gives its path. */
export async function placeProgram(folder: string, executable: string, name = 'halo-mcp'): Promise<string> {
  const program = join(await mkdtemp(join(folder, 'home-')), 'bin', name);
  await mkdir(dirname(program));
  await link(executable, program);
  return program;
}
