import { afterAll, expect } from 'bun:test';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signAuthenticode } from '../../scripts/release/authenticode.ts';
import { makeGuid, type Scope } from '../../scripts/release/msi/package-facts.ts';
import { makeMachineMsi, makeUserMsi } from '../../scripts/release/msi.ts';
import { runCommand } from '../../scripts/release/run-command.ts';
import { prepareTrialRelease } from '../../scripts/release/trial-release.ts';
import { getTarget } from '../../scripts/targets.ts';
import { version } from '../../src/base/version.ts';
import { type CodeSigner, makeSigner } from '../../src/testing/code-signer.ts';
import { needs } from '../../src/testing/needs.ts';
import { runProgram } from '../../src/testing/program.ts';
import { ask, connectToProgram } from '../../src/testing/program-client.ts';
import { getWindowsExecutable } from '../../src/testing/windows-executable.ts';
import { readWindowsResources } from '../../src/testing/windows-resources.ts';
import { findOtherProgram, toWindowsPath } from '../../src/testing/wine.ts';
import { withEnvironment } from '../../src/testing/with-environment.ts';
import { disposeHalo, openDesk, readLog } from './desk.ts';

const testInstalling = await needs('wine', 'msitools', 'osslsigncode', 'icoutils');
const testMaking = await needs('wine', 'msitools');
const folder = mkdtempSync(join(tmpdir(), 'halo-mcp-msi-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const windows = getTarget('windows-x64');
const runKey = 'Software\\Microsoft\\Windows\\CurrentVersion\\Run';
const machineFolder = 'Program Files/Halo MCP';
/** Where Wine lists all programs; Windows lists a person's own below their key. */
const programsKey = 'HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall';
/** Only the last eight bits of an exit code get out of Wine. It ends with another one than Windows where the program failed. */
const [refused, programFailed] = [1603 % 256, 1627 % 256];

testMaking(
  'a package is the same to the byte again, and a new program is tried while the old one can come back',
  async () => {
    const packages = [];
    for (const name of ['once', 'again'])
      packages.push(await pack(name, 'user', findOtherProgram('whoami'), '1.2.3-beta.1'));
    const [once = '', again = ''] = packages;
    expect(Bun.hash(readFileSync(again))).toBe(Bun.hash(readFileSync(once)));
    const order = await readTable(once, 'InstallExecuteSequence');
    const at = (action: string) => Number(order.find(([name]) => name === action)?.[2]);
    // All between the two is taken back by Windows Installer where a part of it fails.
    const change = [
      'InstallInitialize',
      'RemoveExistingProducts',
      'InstallFiles',
      'TryProgram',
      'InstallFinalize',
    ];
    expect(change.map(at)).toEqual(change.map(at).sort((a, b) => a - b));
    const actions = await readTable(once, 'CustomAction');
    const [, type, , command] = actions.find(([name]) => name === 'TryProgram') ?? [];
    expect({ type, command }).toEqual({ type: String(18 + 1024), command: '--is 1.2.3-beta.1' });
    expect((await readTable(once, 'File'))[0]).toContain('1.2.3.0');
  },
);

testMaking('a publisher may be called as people are', async () => {
  const release = await prepareTrialRelease(join(folder, 'once'), {
    program: findOtherProgram('whoami'),
    identity: { publisher: 'Łódź & Söhne' },
  });
  const { file } = await makeUserMsi(release, windows);
  expect(await readTable(file, 'Property')).toContainEqual(['Manufacturer', 'Łódź & Söhne']);
  expect(await runCommand(['msiinfo', 'suminfo', file])).toContain('Author: Łódź & Söhne');
});

testInstalling(
  'the package for one person sets up, takes the place of an older one, and goes without a trace',
  async () => {
    const signer = await makeSigner(folder);
    const msi = await packProgram('user', signer);
    const older = await pack('older', 'user', findOtherProgram('whoami'), '0.0.9');
    const broken = await pack('broken', 'user', findOtherProgram('hostname'), '9.9.9');
    await using halo = disposeHalo();
    await using desk = await openDesk(folder);
    await using _rest = clean(desk, [msi, older, broken]);
    const installed = desk.windowsFolder;

    expect(await install(desk, older, 'AUTOSTART=1')).toBe(0);
    const answers = desk.write('answers.json', {
      address: halo.demo.url,
      'client-id': halo.demo.clientId,
      'client-secret': halo.demo.clientSecret,
      assistants: ['claude-desktop'],
    });
    const log = join(folder, 'install.log');
    const setUp = [`SETUP=${toWindowsPath(answers)}`, 'DELETESETUP=1'];
    const code = await install(desk, msi, ...setUp, '/l*v', toWindowsPath(log));
    expect({ code, said: readLog(join(desk.folder, 'set-up.txt')) }).toMatchObject({ code: 0 });
    expect(existsSync(answers)).toBe(false);
    expect(readFileSync(log, 'latin1') + readLog(join(desk.folder, 'set-up.txt'))).not.toContain(
      halo.demo.clientSecret,
    );
    expect(readdirSync(desk.folder).sort()).toEqual(['halo-mcp.exe', 'set-up.txt']);
    expect(await signer.verify(desk.program)).toBe(true);
    expect(readWindowsResources(desk.program).fileVersion).toBe(`${version}.0`);
    expect(desk.listMenu()).toEqual(['Halo MCP tray.lnk', 'Halo MCP.lnk']);
    // As it was chosen for the older one.
    expect(await desk.readValue(`HKCU\\${runKey}`, 'halo-mcp')).toBe(
      `"${installed}halo-mcp.exe" tray --at-login`,
    );
    const programs = await desk.readKey(programsKey);
    expect(programs).toContain(makeGuid('product', 'user', version));
    expect(programs).toMatch(new RegExp(` DisplayVersion +REG_SZ +${version}\r`));
    expect(programs).toContain(` ${installed}\r`);
    expect(programs).not.toContain(makeGuid('product', 'user', '0.0.9'));

    // Claude finds it, the login is in the Credential Manager, and questions are answered.
    expect(JSON.parse(readFileSync(desk.claudeFile, 'utf8'))).toMatchObject({
      mcpServers: { halo: { command: `${installed}halo-mcp.exe`, args: ['--profile', 'default'] } },
    });
    await using claude = await connectToProgram({ ...desk.describeProgram(), lifetimeMs: 150_000 });
    expect(await ask(claude.client, 'list_agents')).toStartWith('agents ');

    // An older one is refused, and where set-up fails the program stays and says why.
    expect(await install(desk, older)).toBe(refused);
    const wrong = desk.write('wrong.json', {
      address: halo.demo.url,
      'client-id': 'x',
      'client-secret': 'y',
    });
    expect(await install(desk, msi, `SETUP=${toWindowsPath(wrong)}`)).toBe(programFailed);
    expect(readLog(join(desk.folder, 'set-up.txt'))).toContain(`halo-mcp ${version} ended with 4`);
    expect(readLog(join(desk.folder, 'set-up.txt'))).toContain(
      'does not accept the client ID or client secret',
    );
    expect(await ask(claude.client, 'list_agents')).toStartWith('agents ');
    await claude.program.stop();

    // One that does not run is not installed. Wine brings back no old program then; what set-up did is not touched.
    expect(await install(desk, broken)).toBe(programFailed);
    expect(await desk.readKey(programsKey)).not.toContain(makeGuid('product', 'user', '9.9.9'));
    expect(readFileSync(desk.claudeFile, 'utf8')).toContain('halo-mcp.exe');
    expect(await install(desk, msi)).toBe(0);

    // Claude may run it while it is removed.
    await using again = await connectToProgram({ ...desk.describeProgram(), lifetimeMs: 150_000 });
    expect(await desk.run('msiexec', '/x', toWindowsPath(msi), '/qn', 'REMOVELOGIN=1')).toBe(0);
    await again.program.exit;
    expect(readFileSync(desk.claudeFile, 'utf8')).toBe(desk.claudeBefore);
    expect(existsSync(desk.folder) ? readdirSync(desk.folder) : []).toEqual([]);
    expect(existsSync(join(desk.home, '.halo-mcp'))).toBe(false);
    expect(desk.listMenu()).toEqual([]);
    expect(await desk.readValue('HKCU\\Software\\halo-mcp', 'InstalledBy')).toBeUndefined();
    expect(await desk.readKey(programsKey)).not.toContain('Halo MCP');
  },
  240_000,
);

testInstalling(
  'the package for a whole computer installs for everybody, leaves set-up to each, and takes nobody’s login away',
  async () => {
    const msi = await pack('machine', 'machine', await getWindowsExecutable(), version);
    await using desk = await openDesk(folder);
    await using _rest = clean(desk, [msi]);
    const programs = join(desk.disk, machineFolder);
    expect(await install(desk, msi, 'SETUP=C:\\answers.json')).toBe(refused);
    expect(await install(desk, msi, 'AUTOSTART=1')).toBe(0);
    expect(readdirSync(programs)).toEqual(['halo-mcp.exe']);
    const command = '"C:\\Program Files\\Halo MCP\\halo-mcp.exe" tray --at-login';
    expect(await desk.readValue(`HKLM\\${runKey}`, 'halo-mcp')).toBe(command);
    // Wine puts them into this person's menu also where they are for everybody.
    expect(desk.listMenu()).toEqual(['Halo MCP tray.lnk', 'Halo MCP.lnk']);
    const { output } = await runProgram({
      ...desk.describe(join(programs, 'halo-mcp.exe')),
      args: ['--version'],
    });
    expect(output.trim()).toBe(version);

    mkdirSync(join(desk.home, '.halo-mcp'), { recursive: true });
    const kept = desk.write('kept.json', {});
    copyFileSync(kept, join(desk.home, '.halo-mcp/settings.json'));
    expect(await desk.run('msiexec', '/x', toWindowsPath(msi), '/qn', 'REMOVELOGIN=1')).toBe(0);
    expect(existsSync(programs)).toBe(false);
    expect(existsSync(join(desk.home, '.halo-mcp/settings.json'))).toBe(true);
    expect(await desk.readKey(programsKey)).not.toContain('Halo MCP');
  },
  120_000,
);

type Desk = Awaited<ReturnType<typeof openDesk>>;

function install(desk: Desk, msi: string, ...properties: readonly string[]) {
  return desk.run('msiexec', '/i', toWindowsPath(msi), '/qn', ...properties);
}

/** After a failure the next test would find it there. */
function clean(desk: Desk, packages: readonly string[]) {
  return {
    [Symbol.asyncDispose]: async () => {
      if (![desk.folder, join(desk.disk, machineFolder)].some(existsSync)) return;
      for (const msi of packages) await desk.run('msiexec', '/x', toWindowsPath(msi), '/qn');
    },
  };
}

async function packProgram(scope: Scope, signer: CodeSigner): Promise<string> {
  const program = join(folder, 'halo-mcp.exe');
  copyFileSync(await getWindowsExecutable(), program);
  const msi = await withEnvironment(signer.env, async () => {
    await signAuthenticode(program);
    return await pack('current', scope, program, version);
  });
  expect(await signer.verify(msi)).toBe(true);
  return msi;
}

async function pack(name: string, scope: Scope, program: string, as: string): Promise<string> {
  const place = join(folder, name);
  mkdirSync(place);
  const release = await prepareTrialRelease(place, { program, version: as });
  const make = scope === 'user' ? makeUserMsi : makeMachineMsi;
  return (await make(release, windows)).file;
}

/** Rows of a table, read by another program than the one that wrote it. */
async function readTable(msi: string, table: string): Promise<readonly (readonly string[])[]> {
  const lines = (await runCommand(['msiinfo', 'export', msi, table])).trimEnd().split(/\r?\n/);
  return lines.slice(3).map((line) => line.split('\t'));
}
