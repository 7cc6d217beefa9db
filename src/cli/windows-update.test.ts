import { afterAll, beforeAll, expect } from 'bun:test';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeNsis } from '../../scripts/release/nsis.ts';
import { makeWindowsZip } from '../../scripts/release/windows-zip.ts';
import { getTarget } from '../../scripts/targets.ts';
import { needs } from '../testing/needs.ts';
import { runProgram } from '../testing/program.ts';
import { ask, connectToProgram } from '../testing/program-client.ts';
import { buildTrialProgram } from '../testing/trial-program.ts';
import { openTrialReleases, placeProgram, type TrialReleases } from '../testing/trial-releases.ts';
import { findOtherProgram, findWine, prepareWine, toWindowsPath, type Wine } from '../testing/wine.ts';

const onWindows = await needs('wine', 'minisign', 'nsis', 'zip');
const folder = mkdtempSync(join(tmpdir(), 'halo-mcp update for Windows '));
const target = getTarget('windows-x64');
let wine: Wine | undefined;
let releases: TrialReleases | undefined;
/** Version 1.0.0, which knows where the releases are; and 2.0.0. */
let old: string;
let newer: string;

beforeAll(async () => {
  if (findWine() === undefined || !Bun.which('minisign')) return;
  wine = await prepareWine();
  releases = await openTrialReleases(folder);
  const identity = { releaseAddress: releases.url, minisignPublicKey: releases.publicKey };
  [old, newer] = await Promise.all([
    buildTrialProgram(folder, target, { version: '1.0.0', identity }),
    buildTrialProgram(folder, target, { version: '2.0.0' }),
  ]);
  releases.prepare(describeInstaller());
}, 240_000);
afterAll(async () => {
  await wine?.stop();
  await releases?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

onWindows(
  "a newer program takes the place of the one that Claude runs, and one that does not run takes nobody's",
  async () => {
    const program = await placeProgram(folder, old, 'halo-mcp.exe');
    const listed = () => readdirSync(dirname(program)).sort();
    await releases?.publish({
      version: '2.0.0',
      program: findOtherProgram('hostname'),
      target,
      pack: makeWindowsZip,
    });
    const broken = await run(program, 'update', '--yes');
    expect(broken.errors).toContain(
      'The new program does not run on this computer, so the one of before stays',
    );
    expect(broken.code).toBe(1);
    expect(listed()).toEqual(['halo-mcp.exe']);
    // As our package for Windows Installer leaves it.
    const mark = ['HKCU\\Software\\halo-mcp', '/v', 'InstalledBy'];
    await startReg('add', ...mark, '/d', 'msi', '/f');
    const packaged = await run(program, 'update', '--yes').finally(() => startReg('delete', ...mark, '/f'));
    expect(packaged.errors).toContain('It is installed as a package, so install the new package over it');
    expect(packaged.code).toBe(1);

    await using claude = await connectToProgram({
      ...describe(program),
      args: ['--demo'],
      lifetimeMs: 150_000,
    });
    await releases?.publish({ version: '2.0.0', program: newer, target, pack: makeWindowsZip });
    const updated = await run(program, 'update', '--yes');
    expect(updated).toMatchObject({ code: 0, errors: '' });
    expect(updated.output).toContain(`halo-mcp 2.0.0 is installed: ${toWindowsPath(program)}`);
    expect((await run(program, '--version')).output.trim()).toBe('2.0.0');
    expect(await ask(claude.client, 'list_agents')).toContain('agents 1–');
    expect(listed()).toEqual(['halo-mcp.exe', 'halo-mcp.old-1.exe']);
    await claude.program.stop();
    await using restarted = await connectToProgram({
      ...describe(program),
      args: ['--demo'],
      lifetimeMs: 150_000,
    });
    expect(await ask(restarted.client, 'list_agents')).toContain('agents 1–');
    expect(listed()).toEqual(['halo-mcp.exe']);
  },
  180_000,
);

onWindows(
  'what the installer put there the new installer replaces, unless a policy of the computer forbids it',
  async () => {
    const program = await placeProgram(folder, old, 'halo-mcp.exe');
    const home = dirname(program);
    writeFileSync(join(home, 'uninstall.exe'), '');
    await releases?.publish(describeInstaller());
    const policy = ['HKLM\\Software\\Policies\\halo-mcp', '/v', 'DisableUpdate'];
    await startReg('add', ...policy, '/t', 'REG_DWORD', '/d', '1', '/f');
    const forbidden = await run(program, 'update', '--yes').finally(() =>
      startReg('delete', ...policy, '/f'),
    );
    expect(forbidden.errors).toContain(
      'does not update itself: DisableUpdate is set in HKEY_LOCAL_MACHINE\\Software\\Policies\\halo-mcp',
    );
    const updated = await run(program, 'update', '--yes');
    expect(updated.code).toBe(0);
    const path = toWindowsPath(program);
    expect(updated.output).toContain(`Running the installer\nhalo-mcp 2.0.0 is installed: ${path}\n`);
    expect((await run(program, '--version')).output.trim()).toBe('2.0.0');
    // Of the program of before, the update itself still ran.
    expect(readdirSync(home).sort()).toEqual(['halo-mcp.exe', 'halo-mcp.old-1.exe', 'uninstall.exe']);
    await runProgram({
      command: [findWine() ?? '', join(home, 'uninstall.exe')],
      args: ['/S'],
      ...describeWine(),
    });
    await until(() => !existsSync(home));
  },
  180_000,
);

/** What a release has for people on Windows. */
function describeInstaller() {
  return { version: '2.0.0', program: newer, target, pack: makeNsis };
}

function describeWine() {
  const { BUN_BE_BUN: _, ...env } = wine?.env ?? {};
  return { env, lifetimeMs: 90_000 };
}

function startReg(...args: readonly string[]) {
  return runProgram({ command: [findWine() ?? '', 'reg'], args, ...describeWine() });
}

async function until(isSo: () => boolean): Promise<void> {
  for (const deadline = performance.now() + 60_000; !isSo(); await Bun.sleep(100))
    if (performance.now() > deadline) throw new Error('It did not come about within a minute');
}

function describe(program: string) {
  if (wine === undefined) throw new Error('Wine is not prepared');
  return { command: wine.start(program), env: wine.env };
}

function run(program: string, ...args: readonly string[]) {
  return runProgram({ ...describe(program), args, lifetimeMs: 90_000 });
}
