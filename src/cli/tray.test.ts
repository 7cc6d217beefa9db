import { afterAll, beforeAll, expect, test } from 'bun:test';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { type DemoHalo, startDemoHalo } from '../demo/demo-halo.ts';
import { startDesktopBus } from '../testing/desktop-bus.ts';
import { startKeyring } from '../testing/keyring.ts';
import { needs } from '../testing/needs.ts';
import { getExecutable, runProgram, startProgram } from '../testing/program.ts';
import { testDay } from '../testing/session.ts';
import { findImports, readTokens } from '../testing/source-tokens.ts';
import { type ShownItem, startTrayHost, type TrayHost } from '../testing/tray-host.ts';

// The compiled program on a bus of its own; the test is the panel and the person.
const testOnBus = await needs('session bus');
const testToStart = await needs('session bus', 'gio');
const testWithKeyring = await needs('session bus', 'keyring', 'own mounts');

let demo: DemoHalo;
const root = mkdtempSync(join(tmpdir(), 'halo tray “ö” '));
beforeAll(async () => {
  demo = startDemoHalo({ date: testDay });
  await getExecutable();
}, 60_000);
afterAll(async () => {
  await demo.stop();
  rmSync(root, { recursive: true, force: true });
});

testWithKeyring(
  'from set-up to quitting: connected, a lost entry repaired in Claude’s file, a test, and a second start',
  async () => {
    await using keyring = await startKeyring();
    const desk = openDesk(keyring.env);
    const claudeFile = desk.write('.config/Claude/claude_desktop_config.json', '{"theme":"dark"}');
    await using setup = await startProgram({
      command: keyring.atUsualPlace([await getExecutable()]),
      args: [
        ...['setup', '--yes', '--address', demo.url, '--client-id', demo.clientId],
        ...['--client-secret-stdin', '--assistants', 'claude-desktop'],
      ],
      env: desk.env,
    });
    setup.write(demo.clientSecret);
    setup.closeInput();
    expect([(await setup.exit).code, setup.errors()]).toEqual([0, expect.any(String)]);
    const good = readFileSync(claudeFile, 'utf8');
    expect(good).toContain('mcpServers');

    const messages = { capabilities: ['body'], shown: [] };
    using host = await startTrayHost(join(keyring.env.XDG_RUNTIME_DIR, 'bus'), { messages });
    await using tray = await startProgram({ args: ['tray'], env: desk.env });
    const item = await host.nextItem();
    await shows(host, item, /^Connected to 127\.0\.0\.1:\d+ as /);
    expect(await readLabels(host, item)).toContain('Claude Desktop is connected');
    expect(existsSync(desk.opened)).toBe(false);

    writeFileSync(claudeFile, '{"theme":"light"}');
    await shows(host, item, 'Claude Desktop has lost its connection');
    await pick(host, item, 'Repair Claude Desktop');
    await shows(host, item, 'Claude Desktop is connected');
    const repaired = JSON.parse(readFileSync(claudeFile, 'utf8'));
    expect(repaired).toEqual({ ...JSON.parse(good), theme: 'light' });

    await pick(host, item, 'Ask Claude');
    await desk.hasOpened('claude://claude.ai/new');
    await pick(host, item, 'Test connection');
    await shows(host, item, 'Test connection');

    const second = await runProgram({ args: ['tray'], env: { ...desk.env, XDG_ACTIVATION_TOKEN: 'second' } });
    expect(second.code).toBe(0);
    expect(second.output).toContain('there already');
    await desk.hasOpened(/^http:\/\/127\.0\.0\.1:\d+\/#\S+ second$/m);

    await pick(host, item, 'View log');
    await desk.hasOpened('halo-mcp.log');
    await pick(host, item, 'Quit');
    expect(await tray.exit).toEqual({ code: 0, signal: null });
    expect(tray.output() + tray.errors()).toBe('');
    expect(readFileSync(join(desk.home, '.local/state/halo-mcp/halo-mcp.log'), 'utf8')).not.toMatch(
      /#[\w-]{20}/,
    );
  },
  120_000,
);

testOnBus('started by hand with nothing set up it opens the settings; at login it waits', async () => {
  await using bus = await startDesktopBus();
  const desk = openDesk(bus.env);
  using host = await startTrayHost(bus.socket);
  await using quiet = await startProgram({ args: ['tray', '--at-login'], env: desk.env });
  await shows(host, await host.nextItem(), 'Not set up yet');
  expect(existsSync(desk.opened)).toBe(false);
  // A second start at login, of another entry, is one too many and no reason to open anything.
  expect((await runProgram({ args: ['tray', '--at-login'], env: desk.env })).code).toBe(0);
  expect(existsSync(desk.opened)).toBe(false);
  quiet.process.kill('SIGTERM');
  expect((await quiet.exit).code).toBe(130);
  await using loud = await startProgram({ args: ['tray'], env: desk.env });
  await desk.hasOpened(/^http:\/\/127\.0\.0\.1:\d+\/#/m);
  expect(loud.process.exitCode).toBeNull();
});

testOnBus(
  'a left click opens the settings, in front; so does one after the panel has come again',
  async () => {
    await using bus = await startDesktopBus();
    const desk = openDesk(bus.env);
    const first = await startTrayHost(bus.socket);
    await using _tray = await startProgram({ args: ['tray', '--at-login'], env: desk.env });
    const item = await first.nextItem();
    await click(first, item, 'one');
    await desk.hasOpened(/ one$/m);
    first[Symbol.dispose]();
    using again = await startTrayHost(bus.socket);
    expect(await again.nextItem()).toBe(item);
    await click(again, item, 'two');
    await desk.hasOpened(/ two$/m);
  },
);

testToStart(
  'start at login: on and off in the menu, repaired where another copy starts, really started, and undone by uninstall',
  async () => {
    await using bus = await startDesktopBus();
    const desk = openDesk(bus.env);
    const command = join(desk.home, 'an "odd" $place', 'halo-mcp');
    mkdirSync(dirname(command));
    copyFileSync(await getExecutable(), command);
    const entry = desk.write(
      '.config/autostart/halo-mcp.desktop',
      '[Desktop Entry]\nExec=/old/halo-mcp tray\n',
    );
    const host = await startTrayHost(bus.socket);
    await using first = await startProgram({
      command: [command],
      args: ['tray', '--at-login'],
      env: desk.env,
    });
    const item = await host.nextItem();
    const isOn = async () => {
      const items = await host.readMenu(item);
      return items.find(({ properties }) => properties['label'] === 'Start at login')?.properties[
        'toggle-state'
      ];
    };
    await shows(host, item, 'Not set up yet');
    const status = async () =>
      JSON.parse(
        (await runProgram({ command: [command], args: ['status', '--json'], env: desk.env })).output,
      );
    expect([await isOn(), (await status()).startAtLogin]).toEqual([0, 'other']);
    await pick(host, item, 'Start at login');
    await until(async () => (await isOn()) === 1, 'the check mark');
    expect((await status()).startAtLogin).toBe('on');
    await pick(host, item, 'Start at login');
    await until(async () => (await isOn()) === 0, 'the check mark to go');
    expect(existsSync(entry)).toBe(false);
    await pick(host, item, 'Start at login');
    await until(() => existsSync(entry), 'the entry');
    await pick(host, item, 'Quit');
    expect((await first.exit).code).toBe(0);

    host[Symbol.dispose]();
    using again = await startTrayHost(bus.socket);
    // What it starts holds its output open.
    const launch = ['sh', '-c', 'gio launch "$0" >/dev/null 2>&1', entry];
    expect((await runProgram({ command: launch, env: desk.env })).code).toBe(0);
    const started = await again.nextItem();
    await shows(again, started, 'Not set up yet');
    const removal = await runProgram({ command: [command], args: ['uninstall', '--yes'], env: desk.env });
    expect(removal).toMatchObject({ code: 0, errors: '' });
    expect(removal.output).toContain('The start of the icon at login');
    expect(existsSync(entry)).toBe(false);
    await pick(again, started, 'Quit');
    expect(existsSync(desk.opened)).toBe(false);
  },
  60_000,
);

testToStart(
  'on a desktop without a bar it says so and opens the settings, which the menu of applications opens again',
  async () => {
    await using bus = await startDesktopBus();
    const desk = openDesk(bus.env);
    await using tray = await startProgram({ args: ['tray'], env: desk.env });
    await tray.says(
      'This desktop has no bar that shows icons. The settings open in your browser, and "Halo MCP"',
    );
    await desk.hasOpened(/^http:\/\/127\.0\.0\.1:\d+\/#/m);
    const launcher = join(desk.home, '.local/share/applications/halo-mcp.desktop');
    rmSync(desk.opened);
    const launch = ['gio', 'launch', launcher];
    expect((await runProgram({ command: launch, env: desk.env })).code).toBe(0);
    await desk.hasOpened(/^http:\/\/127\.0\.0\.1:\d+\/#/m);
    using host = await startTrayHost(bus.socket); // a bar that comes late
    await shows(host, await host.nextItem(), 'Not set up yet');
    const removal = await runProgram({ args: ['uninstall', '--yes'], env: desk.env });
    expect(removal.output).toContain('The entry in the menu of applications');
    expect(existsSync(launcher)).toBe(false);
    expect(existsSync(join(desk.home, '.local/share/icons/hicolor/scalable/apps/halo-mcp.svg'))).toBe(false);
    tray.process.kill('SIGTERM');
    expect((await tray.exit).code).toBe(130);
  },
  60_000,
);

testOnBus('where no session can show an icon, it says so and opens the settings', async () => {
  const desk = openDesk({ XDG_RUNTIME_DIR: '/nowhere' });
  await using program = await startProgram({ args: ['tray'], env: desk.env });
  await program.says('There is no desktop session that could show an icon');
  await desk.hasOpened(/^http:\/\/127\.0\.0\.1:\d+\/#/m);
  program.process.kill('SIGINT');
  expect((await program.exit).code).toBe(130);
  const quiet = await runProgram({
    args: ['tray', '--at-login'],
    env: openDesk({ XDG_RUNTIME_DIR: '/nowhere' }).env,
  });
  expect(quiet.code).toBe(1);
});

test('nothing of the icon or the settings page is loaded by the server', () => {
  const loaded = new Set<string>();
  const follow = (path: string) => {
    if (loaded.has(path)) return;
    loaded.add(path);
    const source = readFileSync(join(import.meta.dirname, '..', path), 'utf8');
    // What is imported by a call is loaded when it is called.
    const atOnce = source.replace(/\bimport\(/g, '(').replace(/^import type .*$/gm, '');
    for (const { from } of findImports(readTokens(atOnce)))
      if (from?.startsWith('.') && from.endsWith('.ts')) follow(normalize(join(dirname(path), from)));
  };
  follow('main.ts');
  follow('cli/commands/serve.ts');
  expect(loaded.has('mcp/server.ts')).toBe(true);
  expect([...loaded].filter((path) => path.startsWith('screens/'))).toEqual([]);
});

/** A home of its own, where what would be opened is written down, with the token that came along. */
function openDesk(session: Readonly<Record<string, string>>) {
  const home = mkdtempSync(join(root, 'h'));
  const opened = join(home, 'opened');
  const write = (path: string, text: string) => {
    const file = join(home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const script = `#!/bin/sh\nprintf '%s %s\\n' "$1" "$XDG_ACTIVATION_TOKEN" >> '${opened}'\n`;
  chmodSync(write('bin/xdg-open', script), 0o755);
  return {
    home,
    opened,
    write,
    // No package of ours on this computer is to be seen.
    env: { ...session, HOME: home, PATH: `${home}/bin:/usr/bin:/bin`, XDG_DATA_DIRS: home },
    hasOpened: (what: string | RegExp) =>
      until(() => {
        const text = readdirSync(home).includes('opened') ? readFileSync(opened, 'utf8') : '';
        return typeof what === 'string' ? text.includes(what) : what.test(text);
      }, `${what} to be opened`),
  };
}

async function readLabels(host: TrayHost, item: string): Promise<readonly unknown[]> {
  return (await host.readMenu(item)).map(({ properties }) => properties['label']);
}

/** Resolves once an item of the menu says so and can be picked, or is one that never can. */
async function shows(host: TrayHost, item: string, text: string | RegExp): Promise<void> {
  const says = (label: unknown) => (typeof text === 'string' ? label === text : text.test(String(label)));
  await until(async () => (await readLabels(host, item)).some(says), `the menu to say ${text}`);
}

async function pick(host: TrayHost, item: string, label: string): Promise<void> {
  const found = (await host.readMenu(item)).find((one: ShownItem) => one.properties['label'] === label);
  if (found === undefined) throw new Error(`There is no item ${label}`);
  await host.click(item, found.id);
}

async function click(host: TrayHost, item: string, token: string): Promise<void> {
  const [path, face] = ['/StatusNotifierItem', 'org.kde.StatusNotifierItem'];
  await host.call(item, path, face, 'ProvideXdgActivationToken', 's', [token]);
  await host.call(item, path, face, 'Activate', 'ii', [10, 10]);
}

async function until(look: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const deadline = performance.now() + 40_000; !(await look()); await Bun.sleep(50))
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}`);
}
