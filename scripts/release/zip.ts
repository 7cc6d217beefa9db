import { mkdir, readdir, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Release } from './release.ts';
import { runCommand } from './run-command.ts';

/** Packs the files below a folder, with their permissions; the same files give the same bytes. */
export async function makeZip(
  folder: string,
  file: string,
  { isFast, builtAtSeconds }: Pick<Release, 'isFast' | 'builtAtSeconds'>,
): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();
  for (const name of names) await utimes(join(folder, name), builtAtSeconds, builtAtSeconds);
  await mkdir(dirname(file), { recursive: true });
  await rm(file, { force: true }); // else it would be added to
  const options = ['-q', '-X', '-D', isFast ? '-1' : '-9'];
  await runCommand(['env', `--chdir=${folder}`, 'TZ=UTC', 'zip', ...options, file, ...names]);
}
