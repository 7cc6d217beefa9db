import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import manifest from '../package.json' with { type: 'json' };
import { identity } from '../src/release/identity.ts';
import { root } from './checks.ts';
import { makeRelease } from './release/make-release.ts';
import { runCommand } from './release/run-command.ts';
import { getOwnTarget, targets } from './targets.ts';

/** `npm run release`: everything that gets published, in `dist/release`. `-- --fast`: this system and Windows, packed less tightly. */
async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { fast: { type: 'boolean', default: false } } });
  const quick = new Set([getOwnTarget().name, 'windows-x64']);
  const folder = join(root, 'dist', 'release');
  const startedAt = performance.now();
  const { files, warnings } = await makeRelease({
    version: manifest.version,
    identity,
    builtAtSeconds: await readTime(process.env['SOURCE_DATE_EPOCH']),
    targets: values.fast ? targets.filter(({ name }) => quick.has(name)) : targets,
    isFast: values.fast,
    folder,
    tell: console.log,
  });
  console.log(`\ndist/release after ${Math.round((performance.now() - startedAt) / 1000)} s:`);
  for (const name of files) {
    const megabytes = (await stat(join(folder, name))).size / 1_000_000;
    console.log(`${megabytes.toFixed(1).padStart(7)} MB  ${name}`);
  }
  if (warnings.length > 0)
    console.error(`\nBefore you publish this:\n${warnings.map((warning) => `! ${warning}\n`).join('')}`);
}

/** When the sources were last changed, so that who builds them later gets the same bytes. */
async function readTime(given: string | undefined): Promise<number> {
  const seconds = Number(given ?? (await runCommand(['git', '-C', root, 'log', '-1', '--format=%ct'])));
  if (!Number.isInteger(seconds)) throw new Error('SOURCE_DATE_EPOCH must be a number of seconds');
  return seconds;
}

await main(Bun.argv.slice(2));
