import { afterAll, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Identity } from '../../src/release/identity.ts';
import { needs } from '../../src/testing/needs.ts';
import { makeGuid } from './msi/package-facts.ts';
import type { Artifact } from './release.ts';
import { runCommand } from './run-command.ts';
import { prepareTrialRelease } from './trial-release.ts';
import { makeWingetManifests } from './winget.ts';

const folder = mkdtempSync(join(tmpdir(), 'halo-mcp-winget-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const published = { publisher: 'Oak & Ash Ltd', releaseAddress: 'https://oak.example/halo-mcp/' };

const testPacking = await needs('zip');

testPacking('winget learns who publishes, where the installers lie, and their sums', async () => {
  const artifact = await make(published, [
    'halo-mcp-1.2.3-windows-x64.exe',
    'halo-mcp-1.2.3-windows-x64-machine.msi',
  ]);
  const unpacked = join(folder, 'unpacked');
  await runCommand(['unzip', '-q', artifact?.file ?? '', '-d', unpacked]);
  const read = (part: string): unknown => {
    const path = `manifests/o/OakAshLtd/HaloMCP/1.2.3/OakAshLtd.HaloMCP${part}.yaml`;
    return Bun.YAML.parse(readFileSync(join(unpacked, path), 'utf8'));
  };
  const [version, installers, texts] = ['', '.installer', '.locale.en-GB'].map(read);
  for (const manifest of [version, installers, texts])
    expect(manifest).toMatchObject({ PackageIdentifier: 'OakAshLtd.HaloMCP', PackageVersion: '1.2.3' });
  expect(texts).toMatchObject({ Publisher: 'Oak & Ash Ltd', PackageName: 'Halo MCP', License: 'MIT' });
  expect(texts).not.toHaveProperty('PackageUrl');
  expect(installers).toMatchObject({
    Installers: [
      {
        Scope: 'user',
        InstallerType: 'nullsoft',
        InstallerUrl: 'https://oak.example/halo-mcp/halo-mcp-1.2.3-windows-x64.exe',
        InstallerSha256: new Bun.CryptoHasher('sha256')
          .update('halo-mcp-1.2.3-windows-x64.exe')
          .digest('hex')
          .toUpperCase(),
      },
      { Scope: 'machine', InstallerType: 'msi', ProductCode: makeGuid('product', 'machine', '1.2.3') },
    ],
  });
});

test('nothing is made while nobody has decided who publishes or where, or where an installer is missing', async () => {
  const both = ['halo-mcp-1.2.3-windows-x64.exe', 'halo-mcp-1.2.3-windows-x64-machine.msi'];
  expect(await make({ ...published, publisher: null }, both)).toBeUndefined();
  expect(await make({ ...published, releaseAddress: null }, both)).toBeUndefined();
  expect(await make(published, both.slice(1))).toBeUndefined();
});

/** Installers with nothing but their name in them. */
async function make(identity: Partial<Identity>, names: readonly string[]): Promise<Artifact | undefined> {
  const release = await prepareTrialRelease(folder, { program: '', version: '1.2.3', identity });
  mkdirSync(release.folder, { recursive: true });
  const artifacts = names.map((name) => ({ file: join(release.folder, name) }));
  for (const { file } of artifacts) writeFileSync(file, basename(file));
  return makeWingetManifests(release, artifacts);
}
