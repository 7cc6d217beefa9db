import { afterAll, expect } from 'bun:test';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../../scripts/release/run-command.ts';
import { startDemoHalo } from '../../src/demo/demo-halo.ts';
import { needs } from '../../src/testing/needs.ts';
import { getExecutable } from '../../src/testing/program.ts';
import { ask, connectToProgram } from '../../src/testing/program-client.ts';
import { testDay } from '../../src/testing/session.ts';

// buildah makes and starts images without an engine. It fetches nothing: what the image begins from is made of this system's files.
const testImage = await needs('buildah');
const folder = mkdtempSync(join(tmpdir(), 'halo-mcp-docker-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const places = [`--root=${join(folder, 'images')}`, `--runroot=${join(folder, 'run')}`];
const buildah = ['buildah', ...places, '--storage-driver=vfs'];

testImage(
  'the image holds the program and its C library, and answers from Halo as a nobody, by its environment alone',
  async () => {
    await makeBase('debian:12-slim');
    const context = join(folder, 'context');
    mkdirSync(context);
    cpSync(await getExecutable(), join(context, 'halo-mcp'));
    const dockerfile = join(import.meta.dirname, 'Dockerfile');
    await run('bud', '--isolation=chroot', '--pull-never', `--file=${dockerfile}`, '--tag=halo-mcp', context);

    const container = (await run('from', '--pull-never', 'localhost/halo-mcp')).trim();
    const image = (await run('mount', container)).trim();
    const files = (await runCommand(['find', image, '-type', 'f'])).split('\n').filter((file) => file !== '');
    const others = files
      .map((file) => file.slice(image.length))
      .filter((file) => !/^\/lib(64)?\//.test(file));
    expect(others).toEqual(['/usr/bin/halo-mcp']);
    const { config } = imageSchema.parse(JSON.parse(await run('inspect', '--type=image', 'halo-mcp'))).OCIv1;
    expect(config).toEqual({ User: '65532:65532', Entrypoint: ['/usr/bin/halo-mcp'] });

    const demo = startDemoHalo({ date: testDay });
    try {
      const login = {
        HALO_INSTANCE_URL: demo.url,
        HALO_CLIENT_ID: demo.clientId,
        HALO_CLIENT_SECRET: demo.clientSecret,
      };
      // As `docker run -e` would: buildah takes values from its command alone, where others could read them.
      const given = join(context, 'Dockerfile.login');
      const lines = Object.entries(login).map(([name, value]) => `ENV ${name}=${value}`);
      writeFileSync(given, ['FROM localhost/halo-mcp', ...lines].join('\n'));
      await run('bud', '--isolation=chroot', '--pull-never', `--file=${given}`, '--tag=tried', context);
      const tried = (await run('from', '--pull-never', 'localhost/tried')).trim();
      const start = [...buildah, 'run', '--isolation=chroot', tried, '--'];
      await using server = await connectToProgram({
        command: [...start, ...config.Entrypoint],
        env: { PATH: process.env['PATH'] ?? '' },
      });
      expect(await ask(server.client, 'list_agents')).toStartWith('agents ');
    } finally {
      await demo.stop();
    }
  },
  120_000,
);

const imageSchema = z.object({
  OCIv1: z.object({ config: z.object({ User: z.string(), Entrypoint: z.array(z.string()) }) }),
});

function run(...args: readonly string[]): Promise<string> {
  return runCommand([...buildah, ...args]);
}

/** What the Dockerfile uses of the image it begins from, from the same packages of this system. */
async function makeBase(name: string): Promise<void> {
  const tree = join(folder, 'base');
  for (const place of ['bin', 'lib', 'lib64', 'sbin']) {
    mkdirSync(join(tree, 'usr', place), { recursive: true });
    symlinkSync(join('usr', place), join(tree, place));
  }
  const packages = ['bash', 'dash', 'coreutils', 'grep', 'findutils', 'libc-bin', 'libc6'];
  const libraries = ['libacl1', 'libattr1', 'libgmp10', 'libpcre2-8-0', 'libselinux1', 'libtinfo6'];
  const copy = `dpkg -L "$@" | grep -E '^/(usr/)?(s?bin|lib(64)?)/' | sort -u |
    tar -C / --no-recursion --files-from=- -cf - | tar -C "$0" --keep-directory-symlink -xf -`;
  await runCommand(['sh', '-c', copy, tree, ...packages, ...libraries]);
  const container = (await run('from', 'scratch')).trim();
  await run('copy', container, tree, '/');
  await run('commit', container, `docker.io/library/${name}`);
}
