import { afterAll, expect } from 'bun:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../../src/base/version.ts';
import { identity } from '../../src/release/identity.ts';
import { needs } from '../../src/testing/needs.ts';
import { readWindowsResources } from '../../src/testing/windows-resources.ts';
import { buildExecutable } from '../build.ts';
import { getTarget } from '../targets.ts';
import { toFileVersion } from './file-version.ts';
import { unpackRuntime } from './unpack-runtime.ts';
import { dressRuntime } from './windows-resources.ts';

const folder = await mkdtemp(join(tmpdir(), 'halo-mcp-resources-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const testResources = await needs('icoutils', 'registry');

testResources(
  'a finished executable shows our icon, name and version, and asks for no window of a terminal',
  async () => {
    const executable = join(folder, 'halo-mcp.exe');
    await buildExecutable(getTarget('windows-arm64'), executable);
    const { icons, readDetail, fileVersion, manifest } = readWindowsResources(executable);
    expect(icons).toEqual([16, 20, 24, 32, 48, 64, 256]);
    expect(fileVersion).toBe(toFileVersion(version));
    expect(readDetail('FileVersion')).toBe(version);
    expect(readDetail('ProductVersion')).toBe(version);
    expect(readDetail('ProductName')).toBe(identity.product);
    expect(readDetail('FileDescription')).toBe(identity.product);
    expect(readDetail('CompanyName')).toBe(identity.publisher ?? identity.product);
    expect(readDetail('OriginalFilename')).toBe('halo-mcp.exe');
    expect(readDetail('LegalCopyright')).toStartWith('Copyright ');
    expect(manifest).toContain('>detached</consoleAllocationPolicy>');
    expect(manifest).toContain('>PerMonitorV2</dpiAwareness>');
    expect(manifest).toContain('>true</longPathAware>');
    expect(manifest).toContain('{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}'); // Windows 10 and 11
  },
  120_000,
);

testResources(
  'the same Bun is dressed the same each time',
  async () => {
    const runtime = await unpackRuntime('@oven/bun-windows-aarch64', join(folder, 'runtime'));
    const hashes = ['first.exe', 'second.exe'].map(async (name) => {
      await dressRuntime(runtime, join(folder, name));
      return Bun.hash(await Bun.file(join(folder, name)).bytes());
    });
    const [first, second] = await Promise.all(hashes);
    expect(first).toBe(second);
  },
  120_000,
);
