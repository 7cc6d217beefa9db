import { afterAll, describe, expect } from 'bun:test';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildExecutable } from '../../scripts/build.ts';
import { makeDeb } from '../../scripts/release/deb.ts';
import { makeRpm } from '../../scripts/release/rpm.ts';
import { runCommand } from '../../scripts/release/run-command.ts';
import { prepareTrialRelease } from '../../scripts/release/trial-release.ts';
import { smoke } from '../../scripts/smoke.ts';
import { getTarget } from '../../scripts/targets.ts';
import { version } from '../../src/base/version.ts';
import { openDisposableSystem } from '../../src/testing/disposable-system.ts';
import { needs } from '../../src/testing/needs.ts';
import { emulateArm64 } from '../../src/testing/other-systems.ts';
import { getExecutable, startProgram } from '../../src/testing/program.ts';

const folder = await mkdtemp(join(tmpdir(), 'halo-mcp-packages-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const testInstalling = await needs('disposable system', 'rpm');
const testArm64 = await needs('disposable system', 'rpm', 'arm64');

// On Debian, rpm knows nothing of what dpkg installed.
const rpm = (...args: readonly string[]) => ['rpm', '--force-debian', '--nodeps', ...args];

/** How each is told the same things. */
const managers = {
  dpkg: {
    make: makeDeb,
    install: (file: string) => ['dpkg', '--no-triggers', '--install', file],
    verify: ['dpkg', '--verify', 'halo-mcp'],
    remove: ['dpkg', '--no-triggers', '--purge', 'halo-mcp'],
    // Of the lists that menus and manual pages keep dpkg notes that they are to be made anew.
    isOwnFile: (path: string) => /^\/var\/(lib\/dpkg|log)\//.test(path),
    refusal: 1,
    unpackForeign: (file: string) => ['dpkg', '--force-architecture', '--unpack', file],
  },
  rpm: {
    make: makeRpm,
    install: (file: string) => rpm('--upgrade', '--oldpackage', '--replacepkgs', file),
    verify: rpm('--verify', 'halo-mcp'),
    remove: rpm('--erase', 'halo-mcp'),
    // Debian has no such folder of its own, unlike the systems that use rpm.
    isOwnFile: (path: string) => /^\/root\/\.rpmdb\/|^\/usr\/share\/licenses$/.test(path),
    refusal: 0,
    unpackForeign: (file: string) => rpm('--install', '--ignorearch', '--noscripts', file),
  },
};

const getPrograms = once(buildPrograms);
const getArm64Program = once(buildArm64);

for (const [name, manager] of Object.entries(managers)) {
  describe(name, () => {
    const pack = async (of: 'older' | 'current' | 'damaged') => {
      const release = await prepareTrialRelease(folder, (await getPrograms())[of]);
      return (await manager.make(release, getTarget('linux-x64'))).file;
    };

    testInstalling(
      'a person notices nothing of an upgrade, not even of a broken one, and nothing is left in the end',
      async () => {
        const [older, current, damaged] = [await pack('older'), await pack('current'), await pack('damaged')];
        await using system = await openDisposableSystem(folder);

        expect(await system.run(...manager.install(older))).toMatchObject({ code: 0 });
        await using assistants = await startProgram({ command: system.describe('/usr/bin/halo-mcp') });
        assistants.write('before\n');
        await assistants.says('older: before');
        // Bun listens to such variables, whoever's they are.
        const strange = ['env', 'BUN_BE_BUN=1', 'BUN_OPTIONS=--print=1'];
        expect(await system.run(...strange, ...manager.install(current))).toMatchObject({ code: 0 });
        assistants.write('after\n');
        await assistants.says('older: after');
        expect(await system.run(...manager.verify)).toEqual({ code: 0, text: '' });
        await smoke({ command: system.describe('/usr/bin/halo-mcp') });

        const broken = await system.run(...manager.install(damaged));
        expect(broken.text).toContain(
          'halo-mcp 9.9.9 does not run on this computer. Instead of its name it said: Bun is',
        );
        expect(broken.text).toContain('The version from before was put back and goes on working');
        expect(broken.code).toBe(manager.refusal);
        expect(await system.run('/usr/bin/halo-mcp', '--version')).toEqual({ code: 0, text: `${version}\n` });
        expect(await system.run(...manager.verify)).not.toEqual({ code: 0, text: '' });
        expect(await system.run(...manager.install(current))).toMatchObject({ code: 0 });
        expect(await system.run(...manager.verify)).toEqual({ code: 0, text: '' });

        const removal = await system.run(...manager.remove);
        expect(removal.text).toContain('what people set up with it stays');
        expect(removal.code).toBe(0);
        expect((await system.listChanges()).filter((path) => !manager.isOwnFile(path))).toEqual([]);
      },
      120_000,
    );

    testInstalling(
      'a damaged program is told of, and can be removed again',
      async () => {
        const damaged = await pack('damaged');
        await using system = await openDisposableSystem(folder);
        const broken = await system.run(...manager.install(damaged));
        expect(broken.text).toContain('Download the package again');
        expect(broken.code).toBe(manager.refusal);
        expect(await system.run(...manager.remove)).toMatchObject({ code: 0 });
        await system.run('umount', '/proc');
        const untried = await system.run(...manager.install(damaged));
        expect(untried.text).toContain('could not be tried, because /proc is not mounted here');
        expect(await system.run(...manager.remove)).toMatchObject({ code: 0 });
        expect((await system.listChanges()).filter((path) => !manager.isOwnFile(path))).toEqual([]);
      },
      60_000,
    );

    testArm64(
      'the package for arm64 brings the program for arm64',
      async () => {
        const program = await getArm64Program();
        const release = await prepareTrialRelease(folder, { program });
        const { file } = await manager.make(release, getTarget('linux-arm64'));
        await using system = await openDisposableSystem(folder);
        expect(await system.run(...manager.unpackForeign(file))).toMatchObject({ code: 0 });
        expect(await system.run('cmp', program, '/usr/bin/halo-mcp')).toEqual({ code: 0, text: '' });
        const help = await system.run(...emulateArm64('/usr/bin/halo-mcp'), '--help');
        expect(help.text).toStartWith(`halo-mcp ${version}: `);
      },
      120_000,
    );

    testInstalling('two runs make the same package, whoever packs', async () => {
      const program = join(folder, `program-${name}`);
      await writeFile(program, '#!/bin/sh\n', { mode: 0o755 });
      const hashes: string[] = [];
      for (const umask of [0o022, 0o077]) {
        const usual = process.umask(umask);
        try {
          const release = await prepareTrialRelease(await mkdtemp(join(folder, 'run-')), { program });
          const { file } = await manager.make(release, getTarget('linux-arm64'));
          hashes.push(new Bun.CryptoHasher('sha256').update(await Bun.file(file).bytes()).digest('hex'));
        } finally {
          process.umask(usual);
        }
      }
      expect(hashes[0]).toBe(hashes[1] ?? '');
    });
  });
}

testArm64(
  'the programs need no newer C library than is asked for',
  async () => {
    for (const program of [await getExecutable(), await getArm64Program()]) {
      const found = await runCommand([
        'grep',
        '--text',
        '--only-matching',
        '--perl-regexp',
        '\\bGLIBC_2\\.\\K[0-9]+',
        program,
      ]);
      expect(Math.max(...found.trim().split('\n').map(Number))).toBe(17);
    }
  },
  60_000,
);

/** A program of before, the program, and what becomes of it when it is stripped: Bun alone. */
async function buildPrograms() {
  const older = join(folder, 'older', 'halo-mcp');
  await buildExecutable(getTarget('linux-x64'), older, 'src/testing/older-program.ts');
  return {
    older: { program: older, version: '0.0.9' },
    current: { program: await getExecutable() },
    damaged: { program: process.execPath, version: '9.9.9' },
  };
}

async function buildArm64(): Promise<string> {
  const program = join(folder, 'arm64', 'halo-mcp');
  await buildExecutable(getTarget('linux-arm64'), program);
  return program;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
