import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Identity } from '../../src/release/identity.ts';
import type { Target } from '../targets.ts';
import { listArtifacts, type Make } from './artifacts.ts';
import { signChecksums, writeChecksums } from './checksums.ts';
import { makeExecutable, tryExecutable } from './executables.ts';
import { makeHomebrewFormula } from './homebrew.ts';
import type { Artifact, Release } from './release.ts';
import { makeWingetManifests } from './winget.ts';

/** What is to be released, and where. */
export interface ReleaseOrder {
  readonly version: string;
  readonly identity: Identity;
  readonly builtAtSeconds: number;
  readonly targets: readonly Target[];
  readonly isFast: boolean;
  /** Holds a whole release afterwards; the one of before where anything fails. */
  readonly folder: string;
  readonly tell: (line: string) => void;
}

/** What came of it. */
export interface MadeRelease {
  /** By their names in the folder, sorted. */
  readonly files: readonly string[];
  /** What whoever publishes it has to know: unsigned files, and programs that were not tried. */
  readonly warnings: readonly string[];
}

/** Packing keeps one processor busy. */
const packersAtOnce = 2;

/** Builds, tries, packs and signs everything that gets published. The same sources give the same bytes, signatures aside. */
export async function makeRelease(order: ReleaseOrder): Promise<MadeRelease> {
  const { folder, tell, targets, ...about } = order;
  await mkdir(dirname(folder), { recursive: true });
  const workplace = await mkdtemp(join(dirname(folder), '.releasing-'));
  try {
    const warnings: string[] = [];
    const warn = (words: string) => void warnings.push(words);
    const executables = new Map(
      targets.map((target) => [target.name, once(() => prepare(target, workplace, { tell, warn }))]),
    );
    const release: Release = {
      ...about,
      warn,
      folder: join(workplace, 'release'),
      workplace,
      getExecutable: async ({ name }) => {
        const executable = executables.get(name);
        if (executable === undefined) throw new Error(`This release has no executable for ${name}`);
        return executable();
      },
    };
    const open = Object.entries(release.identity).filter(([, value]) => value === null);
    if (open.length > 0)
      warn(`src/release/identity.json leaves open: ${open.map(([name]) => name).join(', ')}`);
    await mkdir(release.folder);
    const packed = await makeAll(listArtifacts(release, targets), tell);
    const managers = [makeHomebrewFormula, makeWingetManifests].map((make) => () => make(release, packed));
    const artifacts = [...packed, ...(await makeAll(managers, tell))];
    const checksums = await writeChecksums(release, artifacts);
    const isSigned = await signChecksums(release, checksums);
    await rm(folder, { recursive: true, force: true });
    await rename(release.folder, folder);
    return {
      files: (await readdir(folder)).sort(),
      warnings: [...describeUnsigned([...artifacts, { file: checksums, isSigned }]), ...warnings],
    };
  } finally {
    await rm(workplace, { recursive: true, force: true });
  }
}

async function prepare(
  target: Target,
  workplace: string,
  { tell, warn }: Pick<ReleaseOrder, 'tell'> & Pick<Release, 'warn'>,
): Promise<string> {
  const executable = await makeExecutable(target, join(workplace, 'executables'));
  const wasTried = await tryExecutable(target, executable);
  if (!wasTried) warn(`Not tried: the program for ${target.name}, because it can't run here`);
  tell(`The program for ${target.name} ${wasTried ? 'is built and answers' : 'is built'}`);
  return executable;
}

/** After a failure nothing new is begun, and what is under way ends before the workplace goes. */
async function makeAll(list: readonly Make[], tell: (line: string) => void): Promise<readonly Artifact[]> {
  const waiting = [...list];
  const artifacts: Artifact[] = [];
  const work = async () => {
    for (let make = waiting.shift(); make !== undefined; make = waiting.shift()) {
      const made = await make().catch((error) => {
        waiting.length = 0;
        throw error;
      });
      if (made === undefined) continue;
      artifacts.push(made);
      tell(basename(made.file));
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: packersAtOnce }, work));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return artifacts;
}

function describeUnsigned(artifacts: readonly Artifact[]): readonly string[] {
  return artifacts
    .filter(({ isSigned }) => isSigned === false)
    .map(({ file }) => `UNSIGNED: ${basename(file)}`);
}

function once<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= run();
    return running;
  };
}
