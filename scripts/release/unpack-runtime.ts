import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../checks.ts';
import runtimes from '../runtimes.json' with { type: 'json' };

/** A package that holds Bun for one system. */
export type Runtime = keyof typeof runtimes.integrity;

/** Where the packages are kept once they were fetched, unless told otherwise. */
const usualCache = join(root, 'node_modules', '.cache', 'runtimes');

/**
 * Puts the pinned Bun of another system into the folder and returns its path. The package is fetched once; before
 * anything of it is used it is checked against `runtimes.json`, each time, and this throws when it is another one.
 * As a dependency it could not be had: installing refuses what is made for another system.
 */
export async function unpackRuntime(runtime: Runtime, folder: string, cache = usualCache): Promise<string> {
  const archive = join(cache, `${runtime.replace('@oven/', '')}-${runtimes.version}.tgz`);
  if (!(await Bun.file(archive).exists())) await fetchPackage(runtime, archive, cache);
  const found = new Bun.CryptoHasher('sha512').update(await Bun.file(archive).bytes()).digest('base64');
  if (`sha512-${found}` !== runtimes.integrity[runtime]) {
    await rm(archive);
    throw new Error(
      `The package ${runtime} ${runtimes.version} is not the one that scripts/runtimes.json names, so it was deleted and nothing was built: run this again, and if it stays so find out who changed it`,
    );
  }
  await mkdir(folder, { recursive: true });
  await run(['tar', '-xzf', archive, '-C', folder]);
  const programs = join(folder, 'package', 'bin');
  const [program = 'bun'] = await readdir(programs);
  return join(programs, program);
}

/** Others may fetch the same at the same time: it appears in one step. */
async function fetchPackage(runtime: Runtime, archive: string, cache: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const arriving = await mkdtemp(join(cache, '.arriving-'));
  try {
    await run(['npm', 'pack', `${runtime}@${runtimes.version}`, `--pack-destination=${arriving}`]);
    const [file] = await readdir(arriving);
    if (!file) throw new Error(`npm fetched nothing for ${runtime}`);
    await rename(join(arriving, file), archive);
  } finally {
    await rm(arriving, { recursive: true, force: true });
  }
}

async function run([program = '', ...args]: readonly string[]): Promise<void> {
  const child = Bun.spawn([Bun.which(program) ?? program, ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const errors = await child.stderr.text();
  if ((await child.exited) !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${errors}`);
}
