import { afterAll, expect } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needs } from '../../src/testing/needs.ts';
import { getTarget } from '../targets.ts';
import { runCommand } from './run-command.ts';
import { prepareTrialRelease } from './trial-release.ts';
import { makeWindowsZip } from './windows-zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'halo-mcp-zip-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const testPacking = await needs('zip');

testPacking(
  'who has Windows on ARM gets the bare program with its licences, the same to the byte each time',
  async () => {
    const program = join(folder, 'program');
    writeFileSync(program, 'a program');
    const make = async () => {
      const release = await prepareTrialRelease(folder, { program, version: '1.2.3' });
      return (await makeWindowsZip(release, getTarget('windows-arm64'))).file;
    };
    const first = readFileSync(await make());
    const file = await make();
    expect(readFileSync(file)).toEqual(first);
    const list = (await runCommand(['unzip', '-Z1', file])).trim().split('\n');
    expect(list).toEqual([
      'halo-mcp-1.2.3-windows-arm64/LICENSE.txt',
      'halo-mcp-1.2.3-windows-arm64/halo-mcp.exe',
      'halo-mcp-1.2.3-windows-arm64/third-party-licences.txt',
    ]);
    expect(await runCommand(['unzip', '-p', file, list[1] ?? ''])).toBe('a program');
  },
);
