import { afterAll, beforeAll, expect, test } from 'bun:test';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { systemClock } from '../base/clock.ts';
import { toLocalDay } from '../base/dates.ts';
import { type DemoHalo, startDemoHalo } from '../demo/demo-halo.ts';
import { becomeInstance } from '../desktop/one-instance.ts';
import { findPaths } from '../desktop/paths.ts';
import { openBrowser, type TestBrowser } from '../testing/browser.ts';
import { demoLogin } from '../testing/demo-sign-in.ts';
import { findSecrets, readTree } from '../testing/find-secrets.ts';
import { type Keyring, startKeyring } from '../testing/keyring.ts';
import { needs } from '../testing/needs.ts';
import { getExecutable, type Program, startProgram } from '../testing/program.ts';
import { ask, connectToProgram } from '../testing/program-client.ts';
import { sendRaw, writeRequest } from '../testing/settings-attacker.ts';
import { tourSettings } from '../testing/settings-tour.ts';

/** The compiled program, a real keyring, real files of assistants and a real browser; only Halo is made up. */
const asPerson = await needs('chromium', 'keyring', 'own mounts');

let demo: DemoHalo;
let browser: TestBrowser | undefined;
let keyring: Keyring | undefined;
const root = mkdtempSync(join(tmpdir(), 'halo-mcp-settings-'));
beforeAll(() => {
  demo = startDemoHalo({ date: toLocalDay(new Date()) });
});
afterAll(async () => {
  await demo.stop();
  await browser?.[Symbol.asyncDispose]();
  await keyring?.stop();
  rmSync(root, { recursive: true, force: true });
});

const getKeyring = async () => (keyring ??= await startKeyring());
const addressOf = /^http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}$/m;

interface Desk {
  readonly home: string;
  readonly claudeFile: string;
  /** What our program is started with. */
  readonly env: Readonly<Record<string, string>>;
  /** Starts the compiled program for this person; the keyring lies where assistants find it too. */
  readonly start: (...args: readonly string[]) => Promise<Program>;
  /** Runs it to its end, with something to read. */
  readonly run: (input: string, ...args: readonly string[]) => Promise<void>;
}

/** A person's home with Claude Desktop and Cursor, and `xdg-open` as it is given. */
function openDesk(xdgOpen = 'exit 3'): Desk {
  const home = mkdtempSync(join(root, 'home of “Zoë” '));
  const claudeFile = write(home, '.config/Claude/claude_desktop_config.json', '{\n\t"theme": "dark" }\n');
  write(home, '.cursor/mcp.json', '{"mcpServers":{}}');
  chmodSync(write(home, 'bin/xdg-open', `#!/bin/sh\n${xdgOpen}\n`), 0o755);
  const env = { HOME: home, PATH: `${home}/bin:/usr/bin:/bin` };
  const start: Desk['start'] = async (...args) =>
    startProgram({
      command: (await getKeyring()).atUsualPlace([await getExecutable()]),
      args,
      env,
      lifetimeMs: 120_000,
    });
  const run: Desk['run'] = async (input, ...args) => {
    await using program = await start(...args);
    program.write(input);
    program.closeInput();
    expect([(await program.exit).code, program.errors()]).toEqual([0, expect.any(String)]);
  };
  return { home, claudeFile, env, start, run };
}

function write(home: string, path: string, text: string): string {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** The address that the program printed, once it has. */
async function readAddress(program: Program): Promise<string> {
  await program.says(addressOf);
  return addressOf.exec(program.output())?.[0] ?? '';
}

async function openPage(): Promise<Page> {
  browser ??= await openBrowser({ reducedMotion: 'reduce' });
  const chromium = browser.page.context().browser();
  if (chromium === null) throw new Error('There is a browser');
  const page = await (await chromium.newContext({ reducedMotion: 'reduce' })).newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

const configSchema = z.object({
  mcpServers: z.record(z.string(), z.object({ command: z.string(), args: z.array(z.string()) })),
});

asPerson(
  'from nothing to a Claude that answers, and back to nothing',
  async () => {
    const desk = openDesk();
    await using program = await desk.start('settings', '--no-open');
    const url = await readAddress(program);
    expect(program.output()).toBe(`${url}\n`);
    const before = { ...readTree(desk.home), printed: program.errors() };
    const page = await openPage();
    await tourSettings(page, url, demo, async (stop) => {
      expect(await page.content()).not.toContain(demo.clientSecret);
      if (stop !== 'done') return;
      const held = await (await getKeyring()).lookUp('default/client-secret');
      expect(held).toContain(demo.clientSecret);
      const { halo } = configSchema.parse(JSON.parse(readFileSync(desk.claudeFile, 'utf8'))).mcpServers;
      await using claude = await connectToProgram({
        command: (await getKeyring()).atUsualPlace([halo?.command ?? '', ...(halo?.args ?? [])]),
        env: desk.env,
      });
      expect(await ask(claude.client, 'list_agents')).toContain('Rosalind Pemberton');
      const kept = { ...readTree(desk.home), printed: program.errors() };
      expect(findSecrets([demo.clientSecret, new URL(url).hash.slice(1)], { ...before, ...kept })).toEqual(
        [],
      );
    });
    expect(readFileSync(desk.claudeFile, 'utf8')).toBe('{\n\t"theme": "dark" }\n');
    expect(await (await getKeyring()).lookUp('default/client-secret')).toBeUndefined();
    await page.getByRole('button', { name: 'Set up again' }).click();
    await page.getByText('Connect your assistant to Halo').waitFor();
    program.process.kill('SIGINT');
    expect((await program.exit).code).toBe(130);
    expect(existsSync(join(desk.home, '.config/halo-mcp'))).toBe(false);
    expect(existsSync(join(desk.home, '.local/state/halo-mcp'))).toBe(false);
    await page.context().close();
  },
  120_000,
);

asPerson(
  'the page opens by itself: signed in, repaired, tried and closed with its own button',
  async () => {
    const desk = openDesk('printf "%s\\n" "$1" >> "$HOME/opened"');
    const opened = join(desk.home, 'opened');
    const profile = ['--profile', 'second'];
    const login = ['--address', demo.url, '--client-id', demo.clientId, '--client-secret-stdin'];
    await desk.run(
      demo.clientSecret,
      'setup',
      '--yes',
      ...profile,
      ...login,
      '--assistants',
      'claude-desktop',
    );
    const good = readFileSync(desk.claudeFile, 'utf8');
    writeFileSync(desk.claudeFile, good.replace('"second"', '"gone"'));

    await using program = await desk.start('settings');
    const [url = ''] = await waitForLines(opened, 1);
    expect(program.output()).not.toContain('127.0.0.1');
    const page = await openPage();
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    const see = (text: string | RegExp) => page.getByText(text).first().waitFor();
    await page.goto(url);
    await see(/^Connected to .* as API Connector$/);
    await see('Needs repair');
    await press('Repair: Claude Desktop');
    await see(/^Claude Desktop: /);
    expect(readFileSync(desk.claudeFile, 'utf8')).toBe(good);

    await press('Try it');
    await page.getByLabel('Tool', { exact: true }).selectOption('list_agents');
    await press('Ask Halo');
    await see(/about [\d,]+ tokens/);
    expect(await page.locator('pre').textContent()).toContain('Rosalind Pemberton');

    await press('Overview');
    await press('Add another Halo');
    await page.getByLabel('A short name for this Halo').fill('mine');
    await page.getByLabel('The address of your Halo').fill(demo.url);
    await press('Continue');
    await page.getByText('Sign in with Halo as myself').click();
    await page.getByLabel('Client ID', { exact: true }).fill(demo.nativeClientId);
    await press('Sign in with Halo');
    const [, signInUrl = ''] = await waitForLines(opened, 2);
    const signIn = await page.context().newPage();
    await signIn.goto(signInUrl);
    const { email, password } = demoLogin(demo);
    await signIn.locator('input[name=agent]').fill(email);
    await signIn.locator('input[name=password]').fill(password);
    await signIn.locator('button[value=allow]').click();
    await see('Halo knows this login as Rosalind Pemberton');
    await press('Continue');
    await press('Store and connect');
    await see('Done: you can ask now');
    expect(await (await getKeyring()).lookUp('mine/refresh-token')).toBeDefined();

    await press('Go to the overview');
    await see(/^Connected to .* as Rosalind Pemberton$/);
    await press('Close the settings');
    await see('The settings are closed');
    expect((await program.exit).code).toBe(0);
    const log = readFileSync(join(desk.home, '.local/state/halo-mcp/halo-mcp.log'), 'utf8');
    expect(log).toContain('"client":"settings page"');
    expect(log).not.toContain(new URL(url).hash.slice(1));
    await desk.run('', 'uninstall', '--yes');
    expect(readdirSync(join(desk.home, '.config'))).toEqual(['Claude']);
    await page.context().close();
  },
  120_000,
);

/** Lines that another program writes into a file, once there are so many. */
async function waitForLines(path: string, count: number): Promise<readonly string[]> {
  for (let left = 400; left > 0; left--) {
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
    if (lines.length >= count) return lines;
    await Bun.sleep(50);
  }
  throw new Error(`${path} has not got ${count} lines`);
}

test('whoever comes without the address gets nothing of the compiled program, and it lives on', async () => {
  await using program = await startProgram({ args: ['settings', '--no-open'] });
  const url = new URL(await readAddress(program));
  const token = url.hash.slice(1);
  const headers = { origin: url.origin, 'content-type': 'application/json' };
  const post = (path: string, body: string, more: Readonly<Record<string, string>> = {}) =>
    fetch(`${url.origin}${path}`, { method: 'POST', body, headers: { ...headers, ...more } }).then(
      ({ status }) => status,
      () => 0,
    );
  expect(await post('/look', '{}')).toBe(401);
  expect(await post('/look', '{}', { origin: 'https://evil.example' })).toBe(403);
  expect(await post('/session', JSON.stringify({ token }), { origin: 'http://127.0.0.1:1' })).toBe(403);
  expect(await post('/look', '{}', { 'content-type': 'text/plain' })).toBe(415);
  expect(await post('/look', '{}', { 'sec-fetch-site': 'same-site' })).toBe(403);
  const port = Number(url.port);
  const rebound = writeRequest('POST /session', ['Host: evil.example'], JSON.stringify({ token }));
  expect((await sendRaw(port, rebound)).status).toBe(421);
  expect([0, 413]).toContain(await post('/look', 'a'.repeat(100_000_000)));
  for (let batch = 0; batch < 100; batch++) {
    const statuses = await Promise.all(Array.from({ length: 100 }, () => post('/look', '{}')));
    expect(new Set(statuses)).toEqual(new Set([401]));
  }
  // Nothing of that has used the token up; it then works once.
  expect(await post('/session', JSON.stringify({ token }))).toBe(200);
  expect(await post('/session', JSON.stringify({ token }))).toBe(401);
}, 60_000);

test('where no browser can be opened the address is shown, with what to do', async () => {
  await using program = await startProgram({ args: ['settings'], env: { PATH: '' } });
  const url = await readAddress(program);
  expect(program.output()).toContain('No browser could be opened. Open this address');
  expect((await fetch(new URL('/', url))).status).toBe(200);
  expect(findSecrets([new URL(url).hash.slice(1)], { ...readTree(program.home) })).toEqual([]);
  program.process.kill('SIGTERM');
  expect((await program.exit).code).toBe(130);
});

test.skipIf(process.platform !== 'linux')(
  'while an icon is in the bar, that one is asked to open the settings',
  async () => {
    const { home, env } = openDesk();
    const computer = { platform: process.platform, homeFolder: home, environment: env };
    const place = { computer, paths: findPaths(computer), clock: systemClock };
    const asked = Promise.withResolvers<unknown>();
    const signal = new AbortController().signal;
    const icon = await becomeInstance(place, { opensSettings: false }, asked.resolve, signal);
    await using program = await startProgram({
      args: ['settings'],
      env: { ...env, XDG_ACTIVATION_TOKEN: 'comes to the front' },
    });
    expect((await program.exit).code).toBe(0);
    expect(await asked.promise).toEqual({ opensSettings: true, token: 'comes to the front' });
    expect(program.output()).not.toContain('127.0.0.1');
    icon?.release();
  },
);

test('it says no to what it does not know', async () => {
  await using program = await startProgram({ args: ['settings', '--open'] });
  expect((await program.exit).code).toBe(2);
  expect(program.errors()).toContain('There is no option "--open"');
});
