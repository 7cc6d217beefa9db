import { afterAll, expect } from 'bun:test';
import {
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
import { dirname, join } from 'node:path';
import { buildExecutable } from '../../scripts/build.ts';
import { signAuthenticode } from '../../scripts/release/authenticode.ts';
import { makeNsis } from '../../scripts/release/nsis.ts';
import { runCommand } from '../../scripts/release/run-command.ts';
import { prepareTrialRelease } from '../../scripts/release/trial-release.ts';
import { getTarget } from '../../scripts/targets.ts';
import { version } from '../../src/base/version.ts';
import { startDemoHalo } from '../../src/demo/demo-halo.ts';
import { makeSigner } from '../../src/testing/code-signer.ts';
import { needs } from '../../src/testing/needs.ts';
import { runProgram } from '../../src/testing/program.ts';
import { ask, connectToProgram } from '../../src/testing/program-client.ts';
import { testDay } from '../../src/testing/session.ts';
import { findWine, prepareWine, toWindowsPath, type Wine } from '../../src/testing/wine.ts';

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
    const signer = await makeSigner(folder);
    const installer = await withEnvironment(signer.env, () => pack('current', { program: buildProgram }));
    const broken = await pack('broken', { program: async () => findOtherProgram(), version: '9.9.9' });
    expect(await signer.verify(installer)).toBe(true);
    expect(await signer.verify(broken)).toBe(false);
    await using halo = disposeHalo();
    await using desk = await openDesk();

    const secret = halo.demo.clientSecret;
    const answers = desk.write('answers.json', {
      address: halo.demo.url,
      'client-id': halo.demo.clientId,
      'client-secret': secret,
      assistants: ['claude-desktop'],
    });
    const log = join(folder, 'install.log');
    const options = [
      `/SETUP=${toWindowsPath(answers)}`,
      '/DELETESETUP',
      '/AUTOSTART=on',
      `/LOG=${toWindowsPath(log)}`,
    ];
    expect({ code: await desk.run(installer, '/S', ...options), log: readLog(log) }).toMatchObject({
      code: 0,
    });

    // What is kept is the program, signed, and its way in and out.
    expect(existsSync(answers)).toBe(false);
    expect(readLog(log)).toContain(`Installed ${version}`);
    expect(readLog(log) + readFileSync(join(desk.home, '.halo-mcp/settings.json'), 'utf8')).not.toContain(
      secret,
    );
    expect(readdirSync(desk.folder).sort()).toEqual(['halo-mcp.exe', 'uninstall.exe']);
    for (const name of readdirSync(desk.folder))
      expect(await signer.verify(join(desk.folder, name))).toBe(true);
    expect(desk.listMenu()).toEqual(['Halo MCP tray.lnk', 'Halo MCP.lnk']);
    const installed = `C:\\users\\${desk.user}\\AppData\\Local\\Programs\\halo-mcp\\`;
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
    expect(await desk.run(installer, '/S', `/SETUP=${toWindowsPath(wrong)}`)).toBe(24);
    expect(await desk.readValue(runKey, 'halo-mcp')).toBeUndefined();
    expect(existsSync(wrong)).toBe(true);
    mkdirSync(join(desk.home, '.halo-mcp'), { recursive: true });
    writeFileSync(join(desk.home, '.halo-mcp/settings.json'), '{}');
    await desk.uninstall();
    expect(existsSync(join(desk.home, '.halo-mcp/settings.json'))).toBe(true);
  },
  240_000,
);

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

async function buildProgram(): Promise<string> {
  const program = join(folder, 'program', 'halo-mcp.exe');
  await buildExecutable(windows, program);
  await signAuthenticode(program);
  return program;
}

/** A program of Windows that runs and ends well, as a damaged one of ours does, which is Bun then. */
function findOtherProgram(): string {
  return join(dirname(findWine() ?? ''), '../x86_64-linux-gnu/wine/x86_64-windows/hostname.exe');
}

function disposeHalo() {
  const demo = startDemoHalo({ date: testDay });
  return { demo, [Symbol.asyncDispose]: () => demo.stop() };
}

async function withEnvironment<T>(env: Readonly<Record<string, string>>, run: () => Promise<T>): Promise<T> {
  Object.assign(process.env, env);
  try {
    return await run();
  } finally {
    for (const name of Object.keys(env)) delete process.env[name];
  }
}

function readLog(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf16le') : '';
}

/** A person's Windows, with Claude on it. */
async function openDesk() {
  const wine: Wine = await prepareWine();
  const { BUN_BE_BUN: _, ...env } = wine.env;
  const user = (await runCommand(['id', '-un'])).trim();
  const home = join(env['WINEPREFIX'] ?? '', 'drive_c/users', user);
  const programs = join(home, 'AppData/Local/Programs/halo-mcp');
  const program = join(programs, 'halo-mcp.exe');
  const menu = join(home, 'AppData/Roaming/Microsoft/Windows/Start Menu/Programs');
  const claudeFile = join(home, 'AppData/Roaming/Claude/claude_desktop_config.json');
  const claudeBefore = '{\r\n\t"theme": "dark"\r\n}\r\n';
  const traces = [programs, dirname(claudeFile), join(home, '.halo-mcp')];
  const clear = () => {
    for (const trace of traces) rmSync(trace, { recursive: true, force: true });
  };
  clear();
  mkdirSync(dirname(claudeFile), { recursive: true });
  writeFileSync(claudeFile, claudeBefore);
  const start = async (...command: readonly string[]) =>
    runProgram({ command: [findWine() ?? ''], args: command, env, lifetimeMs: 90_000 });
  return {
    home,
    user,
    program,
    folder: programs,
    claudeFile,
    claudeBefore,
    run: async (file: string, ...args: readonly string[]) => (await start(file, ...args)).code,
    write: (name: string, content: unknown) => {
      const file = join(folder, name);
      writeFileSync(file, JSON.stringify(content));
      return file;
    },
    listMenu: () =>
      readdirSync(menu)
        .filter((name) => name.startsWith('Halo MCP'))
        .sort(),
    describeProgram: () => ({ command: wine.start(program), args: ['--profile', 'default'], env: wine.env }),
    readValue: async (key: string, name: string) => {
      const { output } = await start('reg', 'query', key, '/v', name);
      return / REG_SZ {4}(.*?)\r?$/m.exec(output)?.[1];
    },
    setValue: async (key: string, name: string, value: string) => {
      await start('reg', 'add', key, '/v', name, '/d', value, '/f');
    },
    /** As "Apps" in Windows' settings does: the uninstaller goes on after its own process has ended. */
    uninstall: async (...args: readonly string[]) => {
      await start(join(programs, 'uninstall.exe'), '/S', ...args);
      for (const deadline = performance.now() + 60_000; existsSync(programs); await Bun.sleep(100))
        if (performance.now() > deadline) throw new Error(`There is left: ${readdirSync(programs)}`);
    },
    [Symbol.asyncDispose]: async () => {
      await wine.stop();
      clear();
    },
  };
}
