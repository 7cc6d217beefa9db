import { afterAll, expect, test } from 'bun:test';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { needs } from '../../src/testing/needs.ts';
import { root } from '../checks.ts';
import runtimes from '../runtimes.json' with { type: 'json' };
import { unpackRuntime } from './unpack-runtime.ts';

const folder = await mkdtemp(join(tmpdir(), 'halo-mcp-runtime-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the runtimes are the Bun that everything else is run with, and the lock file has the same hashes', async () => {
  expect(runtimes.version).toBe(manifest.devDependencies.bun);
  const lock = await Bun.file(join(root, 'bun.lock')).text();
  for (const [name, integrity] of Object.entries(runtimes.integrity)) {
    const line = lock.split('\n').find((candidate) => candidate.trimStart().startsWith(`"${name}":`));
    expect(line).toContain(`"${name}@${runtimes.version}"`);
    expect(line).toContain(`"${integrity}"`);
  }
});

test('a package that was tampered with is refused and deleted, and nothing of it is unpacked', async () => {
  const cache = join(folder, 'cache');
  const archive = join(cache, `bun-linux-aarch64-${runtimes.version}.tgz`);
  await mkdir(cache);
  await writeFile(archive, 'not the package');
  const target = join(folder, 'tampered');
  await expect(unpackRuntime('@oven/bun-linux-aarch64', target, cache)).rejects.toThrow(
    'is not the one that scripts/runtimes.json names',
  );
  expect(await Bun.file(archive).exists()).toBe(false);
  expect(await Bun.file(join(target, 'package')).exists()).toBe(false);
});

const testOnline = await needs('registry');

testOnline(
  'the pinned runtime of another system is fetched and found to be for that system',
  async () => {
    const program = await unpackRuntime('@oven/bun-windows-x64', join(folder, 'windows'));
    expect(program).toEndWith('bun.exe');
    expect(await Bun.file(program).slice(0, 2).text()).toBe('MZ');
  },
  120_000,
);
