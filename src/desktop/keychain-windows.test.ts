import { afterAll, beforeAll, expect } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildExecutable } from '../../scripts/build.ts';
import { getTarget } from '../../scripts/targets.ts';
import { needs } from '../testing/needs.ts';
import { runProgram } from '../testing/program.ts';
import { findWine, prepareWine, type Wine } from '../testing/wine.ts';

const testWithWine = await needs('wine');
const lifetimeMs = 120_000;

let wine: Wine | undefined;
let folder = '';

testWithWine(
  'a short and a long value are kept by the Credential Manager from one start of the program to the next',
  async () => {
    const names = [`short-${process.pid}/client-secret`, `long-${process.pid}/refresh-token`];
    const parts = [1, 2, 3, 4].map((number) => `${names[1]}/part-a${number}`);
    expect(await use('write', ...names)).toEqual([null, null]);
    expect(await use('check', ...names)).toEqual([true, true]);
    // The limit of a real Windows, which Wine does not know: without splitting it would take them whole.
    for (const bytes of await use('measure', ...names, ...parts)) expect(bytes).toBeLessThanOrEqual(2_560);
    expect(await use('remove', ...names, ...names)).toEqual([true, true, false, false]);
    expect(await use('measure', ...names, ...parts)).toEqual([0, 0, 0, 0, 0, 0]);
  },
  lifetimeMs,
);

beforeAll(async () => {
  if (findWine() === undefined) return;
  folder = mkdtempSync(join(tmpdir(), 'halo-windows-'));
  wine = await prepareWine();
  await buildExecutable(getTarget('windows-x64'), keeper(), 'src/testing/windows-keychain.ts');
}, lifetimeMs);

afterAll(async () => {
  await wine?.stop();
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

function keeper(): string {
  return join(folder, 'keeper.exe');
}

/** What the program that runs inside Wine finds out. */
async function use(...args: readonly string[]): Promise<unknown[]> {
  if (wine === undefined) throw new Error('Wine is not prepared');
  const command = wine.start(keeper());
  const { output } = await runProgram({ command, args, env: wine.env, lifetimeMs });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}
