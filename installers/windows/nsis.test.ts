import { afterAll, expect } from 'bun:test';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signAuthenticode } from '../../scripts/release/authenticode.ts';
import { makeNsis } from '../../scripts/release/nsis.ts';
import { prepareTrialRelease } from '../../scripts/release/trial-release.ts';
import { getTarget } from '../../scripts/targets.ts';
import { version } from '../../src/base/version.ts';
import { makeSigner } from '../../src/testing/code-signer.ts';
import { startDesktopScreen } from '../../src/testing/desktop-screen.ts';
import { needs } from '../../src/testing/needs.ts';
import { ask, connectToProgram } from '../../src/testing/program-client.ts';
import { getWindowsExecutable } from '../../src/testing/windows-executable.ts';
import { findOtherProgram, toWindowsPath } from '../../src/testing/wine.ts';
import { withEnvironment } from '../../src/testing/with-environment.ts';
import { disposeHalo, openDesk, readLog } from './desk.ts';

// A real Windows in all but its makers: what is installed here was made and signed as releases are.
const testInstalling = await needs('wine', 'nsis', 'osslsigncode');
const folder = mkdtempSync(join(tmpdir(), 'halo-mcp-nsis-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const windows = getTarget('windows-x64');
const runKey = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run';
const ownKey = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\halo-mcp';

testInstalling(
  'an unattended install sets up, is upgraded while Claude runs it, outlives a broken upgrade, and goes without a trace',
  async () => {
    const { signer, installer } = await getInstaller();
    const broken = await pack('broken', {
      program: async () => findOtherProgram('whoami'),
      version: '9.9.9',
    });
    expect(await signer.verify(installer)).toBe(true);
    expect(await signer.verify(broken)).toBe(false);
    await using halo = disposeHalo();
    await using desk = await openDesk(folder);

    const secret = halo.demo.clientSecret;
    const answers = desk.write('answers.json', {
      address: halo.demo.url,
      'client-id': halo.demo.clientId,
      'client-secret': secret,
      assistants: ['claude-desktop'],
    });
    const log = join(folder, 'install.log');
    const logging = `/LOG=${toWindowsPath(log)}`;
    const options = [`/SETUP=${toWindowsPath(answers)}`, '/DELETESETUP', '/AUTOSTART=on', logging];
    expect({ code: await desk.run(installer, '/S', ...options), log: readLog(log) }).toMatchObject({
      code: 0,
    });

    // What is kept is the program, signed, and its way in and out.
    expect(existsSync(answers)).toBe(false);
    expect(readLog(log)).toContain(`Installed ${version}`);
    expect(readLog(log)).toContain('Claude Desktop is connected');
    expect(readLog(log) + readFileSync(join(desk.home, '.halo-mcp/settings.json'), 'utf8')).not.toContain(
      secret,
    );
    expect(readdirSync(desk.folder).sort()).toEqual(['halo-mcp.exe', 'uninstall.exe']);
    for (const name of readdirSync(desk.folder))
      expect(await signer.verify(join(desk.folder, name))).toBe(true);
    expect(desk.listMenu()).toEqual(['Halo MCP tray.lnk', 'Halo MCP.lnk']);
    const installed = desk.windowsFolder;
    expect(await desk.readValue(runKey, 'halo-mcp')).toBe(`"${installed}halo-mcp.exe" tray --at-login`);
    expect(await desk.readValue(ownKey, 'DisplayVersion')).toBe(version);
    expect(await desk.readValue(ownKey, 'QuietUninstallString')).toBe(`"${installed}uninstall.exe" /S`);

    // Claude finds it, the login is in the Credential Manager, and questions are answered.
    expect(JSON.parse(readFileSync(desk.claudeFile, 'utf8'))).toEqual({
      theme: 'dark',
      mcpServers: { halo: { command: `${installed}halo-mcp.exe`, args: ['--profile', 'default'] } },
    });
    await using claude = await connectToProgram({ ...desk.describeProgram(), lifetimeMs: 150_000 });
    expect(await ask(claude.client, 'list_agents')).toStartWith('agents ');

    // Over it, while Claude runs it.
    await desk.setValue(ownKey, 'DisplayVersion', '0.0.9');
    const before = statSync(desk.program).ino;
    expect(await desk.run(installer, '/S')).toBe(0);
    expect(statSync(desk.program).ino).not.toBe(before);
    expect(await desk.readValue(ownKey, 'DisplayVersion')).toBe(version);
    expect(await desk.readValue(runKey, 'halo-mcp')).toContain('--at-login');
    expect(await ask(claude.client, 'list_agents')).toStartWith('agents ');

    // One that does not run puts back what did.
    const good = statSync(desk.program).ino;
    expect(await desk.run(broken, '/S')).toBe(14);
    expect(statSync(desk.program).ino).toBe(good);
    // Of the one before, Claude still runs what was moved aside.
    expect(readdirSync(desk.folder).sort()).toEqual(['halo-mcp.exe', 'halo-mcp.old-1.exe', 'uninstall.exe']);
    expect(await desk.readValue(ownKey, 'DisplayVersion')).toBe(version);
    await desk.setValue(ownKey, 'DisplayVersion', '99.0.0');
    expect(await desk.run(installer, '/S')).toBe(16);
    await desk.setValue('HKCU\\Software\\halo-mcp', 'InstalledBy', 'msi');
    expect(await desk.run(installer, '/S')).toBe(17);
    await desk.run('reg', 'delete', 'HKCU\\Software\\halo-mcp', '/f');

    await desk.uninstall('/REMOVELOGIN');
    await claude.program.exit;
    expect(readFileSync(desk.claudeFile, 'utf8')).toBe(desk.claudeBefore);
    expect(existsSync(join(desk.home, '.halo-mcp'))).toBe(false);
    expect(desk.listMenu()).toEqual([]);
    expect(await desk.readValue(runKey, 'halo-mcp')).toBeUndefined();
    expect(await desk.readValue(ownKey, 'DisplayName')).toBeUndefined();

    // Bun puts the whole option into quotes, because of the blanks.
    expect(await desk.run(installer, '/S', '/SETUP=C:\\answers of IT.json')).toBe(11);
    expect(existsSync(desk.folder)).toBe(false);
    // Where set-up fails the program stays, and where nothing else is asked for, so does the login.
    const wrong = desk.write('wrong.json', {
      address: halo.demo.url,
      'client-id': 'x',
      'client-secret': 'wrong',
    });
    expect(await desk.run(installer, '/S', `/SETUP=${toWindowsPath(wrong)}`, logging)).toBe(24);
    expect(readLog(log)).toContain("The program ended with '4'.\r\n");
    expect(readLog(log)).toContain('does not accept the client ID or client secret');
    expect(await desk.readValue(runKey, 'halo-mcp')).toBeUndefined();
    expect(existsSync(wrong)).toBe(true);
    mkdirSync(join(desk.home, '.halo-mcp'), { recursive: true });
    writeFileSync(join(desk.home, '.halo-mcp/settings.json'), '{}');
    await desk.uninstall();
    expect(existsSync(join(desk.home, '.halo-mcp/settings.json'))).toBe(true);
  },
  240_000,
);

const testClicking = await needs('windows desktop', 'nsis', 'osslsigncode');

testClicking(
  'with windows, what is ticked is what happens, and the settings open',
  async () => {
    const { installer } = await getInstaller();
    await using screen = await startDesktopScreen();
    // What Windows would open in a browser, Wine hands on to this system.
    const opened = join(folder, 'opened');
    writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\nprintf '%s' "$1" > '${opened}'\n`, { mode: 0o755 });
    const env = { DISPLAY: screen.env['DISPLAY'] ?? '', PATH: `${folder}:/usr/bin:/bin` };
    await using desk = await openDesk(folder, { wine: 'wine-desktop', env });
    const untickOrTick = async (photo: string) => {
      const page = await screen.findWindow('^Halo MCP');
      await screen.findColour(selected, 1_500);
      await screen.click({ x: page.x + secondBox.x, y: page.y + secondBox.y });
      await screen.shoot(join(folder, photo));
      expect(statSync(join(folder, photo)).size).toBeGreaterThan(10_000);
      await screen.press('Return');
    };

    const installing = desk.open(installer);
    await untickOrTick('install.png');
    expect(await installing).toBe(0);
    await until(() => existsSync(opened) && readFileSync(opened, 'utf8').startsWith('http://127.0.0.1:'));
    expect(await desk.readValue(runKey, 'halo-mcp')).toBeUndefined();

    // Ticked there is the entry in Claude, and now the login too.
    const halo = { command: `${desk.windowsFolder}halo-mcp.exe`, args: ['--profile', 'default'] };
    writeFileSync(desk.claudeFile, JSON.stringify({ theme: 'dark', mcpServers: { halo } }));
    mkdirSync(join(desk.home, '.halo-mcp'), { recursive: true });
    writeFileSync(join(desk.home, '.halo-mcp/settings.json'), '{}');
    await desk.open(join(desk.folder, 'uninstall.exe'));
    await untickOrTick('remove.png');
    await until(() => !existsSync(desk.folder));
    await screen.shoot(join(folder, 'removed.png'));
    await screen.press('Return');
    await screen.losesWindow('^Halo MCP');
    expect(readFileSync(desk.claudeFile, 'utf8')).not.toContain('halo');
    expect(existsSync(join(desk.home, '.halo-mcp'))).toBe(false);
    expect(desk.listMenu()).toEqual([]);
  },
  180_000,
);

/** The first row of a list is selected, in this colour; the box of the second one lies there in the window. */
const selected = [48, 150, 250];
const secondBox = { x: 213, y: 143 };

let making: ReturnType<typeof makeInstaller> | undefined;

/** The installer as it gets published, made once. */
function getInstaller() {
  making ??= makeInstaller();
  return making;
}

async function makeInstaller() {
  const signer = await makeSigner(folder);
  const installer = await withEnvironment(signer.env, () => pack('current', { program: signProgram }));
  return { signer, installer };
}

async function until(look: () => boolean): Promise<void> {
  for (const deadline = performance.now() + 40_000; !look(); await Bun.sleep(100))
    if (performance.now() > deadline) throw new Error('Waited in vain');
}

async function pack(
  name: string,
  of: { readonly program: () => Promise<string>; readonly version?: string },
) {
  const place = join(folder, name);
  mkdirSync(place);
  const { program, ...rest } = of;
  const release = await prepareTrialRelease(place, { program: await program(), ...rest });
  return (await makeNsis(release, windows)).file;
}

async function signProgram(): Promise<string> {
  const program = join(folder, 'halo-mcp.exe');
  copyFileSync(await getWindowsExecutable(), program);
  await signAuthenticode(program);
  return program;
}
