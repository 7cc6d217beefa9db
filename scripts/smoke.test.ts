import { afterAll, expect, test } from 'bun:test';
import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needs } from '../src/testing/needs.ts';
import { emulateArm64 } from '../src/testing/other-systems.ts';
import { getExecutable, runProgram } from '../src/testing/program.ts';
import { getWindowsExecutable } from '../src/testing/windows-executable.ts';
import { prepareWine } from '../src/testing/wine.ts';
import { buildExecutable } from './build.ts';
import { smoke } from './smoke.ts';
import { getOwnTarget, getTarget } from './targets.ts';

const folder = await mkdtemp(join(tmpdir(), 'halo-mcp-smoke-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the executable for this machine', async () => {
  await smoke({ command: [await getExecutable()] });
}, 60_000);

const testWithWine = await needs('wine');

testWithWine(
  'the executable for Windows, under Wine',
  async () => {
    const executable = await getWindowsExecutable();
    const wine = await prepareWine();
    try {
      await smoke({ command: wine.start(executable), env: wine.env });
    } finally {
      await wine.stop();
    }
  },
  240_000,
);

const testWithArm64 = await needs('arm64');

testWithArm64(
  'the executable for Linux on arm64, emulated',
  async () => {
    const executable = join(folder, 'arm64', 'halo-mcp');
    await buildExecutable(getTarget('linux-arm64'), executable);
    await smoke({ command: emulateArm64(executable) });
  },
  240_000,
);

test('an executable that lost its program, and became plain Bun, is found out', async () => {
  const damaged = join(folder, 'damaged');
  await cp(process.execPath, damaged);
  await chmod(damaged, 0o755);
  await expect(smoke({ command: [damaged] })).rejects.toThrow('it tells its version: ');
});

test('two builds are the same to the byte', async () => {
  const target = getOwnTarget();
  const hashes = ['first', 'second'].map(async (name) => {
    const executable = join(folder, name, target.executable);
    await buildExecutable(target, executable);
    return Bun.hash(await Bun.file(executable).bytes());
  });
  const [a, b] = await Promise.all(hashes);
  expect(a).toBe(b);
}, 60_000);

test('files of the folder it is started in configure nothing', async () => {
  const place = await mkdtemp(join(folder, 'strange-'));
  await writeFile(join(place, '.env'), 'HALO_INSTANCE_URL=https://stranger.example\nBUN_OPTIONS=--print=1\n');
  await writeFile(join(place, 'bunfig.toml'), 'preload = ["./stranger.ts"]\n');
  await writeFile(join(place, 'stranger.ts'), 'console.log("a stranger");\n');
  const script = 'cd "$1" && exec "$0" --version';
  const seen = await runProgram({ command: ['/bin/sh', '-c', script, await getExecutable(), place] });
  expect(seen).toMatchObject({ code: 0, output: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), errors: '' });
});
