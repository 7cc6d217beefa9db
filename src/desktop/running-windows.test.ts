import { afterAll, beforeAll, expect } from 'bun:test';
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildExecutable } from '../../scripts/build.ts';
import { getTarget } from '../../scripts/targets.ts';
import { needs } from '../testing/needs.ts';
import { findWine, prepareWine, toWindowsPath, type Wine } from '../testing/wine.ts';

const testWithWine = await needs('wine');
const lifetimeMs = 120_000;
const policyKey = 'SOFTWARE\\Policies\\Claude';

let wine: Wine | undefined;
let folder = '';

testWithWine(
  'the programs of this user are listed with their paths and parents',
  async () => {
    const path = toWindowsPath(observer());
    expect(await observe('programs')).toEqual({ self: path, parent: path }); // the relay is its parent
  },
  lifetimeMs,
);

testWithWine(
  "Claude's app is found where its older installer puts it, and is ended when asked to; Claude Code never is",
  async () => {
    await using code = await startApp('.local/bin/claude.exe');
    expect(await observe('running')).toBe(false);
    await using app = await startApp('AppData/Local/AnthropicClaude/app-1.0/claude.exe');
    expect(await observe('running')).toBe(true);
    expect(await observe('canQuit')).toBe(true);
    expect(await observe('quit')).toBe(null);
    await app.exit;
    expect(await observe('running')).toBe(false);
    expect(code.hasEnded()).toBe(false);
  },
  lifetimeMs,
);

testWithWine(
  'a packaged Claude is found and not ended, and the person is told how to do it',
  async () => {
    await using app = await startApp('WindowsApps/Claude_1.46388.2.0_x64__pzs8sxrjxfjjc/app/claude.exe');
    expect(await observe('running')).toBe(true);
    expect(await observe('canQuit')).toBe(false);
    expect(await observe('quit')).toContain('Right-click the icon of Claude Desktop beside the clock');
    expect(app.hasEnded()).toBe(false);
  },
  lifetimeMs,
);

testWithWine(
  'a policy that forbids local servers is named, with its place; the machine comes before the person',
  async () => {
    expect(await observe('policy')).toBe(null);
    await using _person = await setPolicy('HKCU', 'REG_SZ', 'false');
    expect(await observe('policy')).toContain(
      `isLocalDevMcpEnabled is off in HKEY_CURRENT_USER\\${policyKey}`,
    );
    {
      await using _allowed = await setPolicy('HKLM', 'REG_DWORD', '1');
      expect(await observe('policy')).toBe(null);
    }
    await using _forbidden = await setPolicy('HKLM', 'REG_DWORD', '0');
    expect(await observe('policy')).toContain(
      `isLocalDevMcpEnabled is off in HKEY_LOCAL_MACHINE\\${policyKey}`,
    );
  },
  lifetimeMs,
);

beforeAll(async () => {
  if (findWine() === undefined) return;
  folder = mkdtempSync(join(tmpdir(), 'halo-windows-'));
  wine = await prepareWine();
  await buildExecutable(getTarget('windows-x64'), observer(), 'src/testing/windows-desktop.ts');
}, lifetimeMs);

afterAll(async () => {
  await wine?.stop();
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

function observer(): string {
  return join(folder, 'observer.exe');
}

/** What the program that runs inside Wine finds out. */
async function observe(action: string): Promise<unknown> {
  const child = run([...getWine().start(observer()), action]);
  const output = await readAll(child);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}

async function startApp(path: string) {
  const executable = join(folder, path);
  mkdirSync(dirname(executable), { recursive: true });
  copyFileSync(observer(), executable); // Wine takes a link for what it leads to
  const child = run([...getWine().start(executable), 'wait']);
  const exit = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await new Promise((resolve, reject) => {
    child.stdout?.once('data', resolve);
    child.once('close', () => reject(new Error(`${path} ended at once`)));
  });
  return {
    exit,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    [Symbol.asyncDispose]: async () => {
      child.stdin?.end();
      await exit;
    },
  };
}

async function setPolicy(root: string, type: string, value: string) {
  const key = `${root}\\${policyKey}`;
  await registry(['add', key, '/v', 'isLocalDevMcpEnabled', '/t', type, '/d', value, '/f']);
  return { [Symbol.asyncDispose]: () => registry(['delete', key, '/f']) };
}

async function registry(args: readonly string[]): Promise<void> {
  const [program = ''] = getWine().start('');
  await readAll(run([program, 'reg', ...args]));
}

function run([command = '', ...args]: readonly string[]): ChildProcess {
  return spawn(command, args, { env: { ...getWine().env }, stdio: ['pipe', 'pipe', 'ignore'] });
}

async function readAll(child: ChildProcess): Promise<string> {
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`It ended with ${code}: ${output}`);
  return output;
}

function getWine(): Wine {
  if (wine === undefined) throw new Error('Wine is not prepared');
  return wine;
}
