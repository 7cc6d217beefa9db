import { afterAll, beforeAll, expect, test } from 'bun:test';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DemoHalo, startDemoHalo } from '../demo/demo-halo.ts';
import { type KeyringState, startKeyring } from '../testing/keyring.ts';
import { needs } from '../testing/needs.ts';
import { runProgram, startProgram } from '../testing/program.ts';
import { testDay } from '../testing/session.ts';

let halo: DemoHalo;
const root = mkdtempSync(join(tmpdir(), 'halo-mcp-uninstall-'));
beforeAll(() => {
  halo = startDemoHalo({ date: testDay });
});
afterAll(async () => {
  await halo.stop();
  rmSync(root, { recursive: true, force: true });
});

const testWithKeyring = await needs('keyring');
const before = '{\r\n  // mine\r\n  "mcpServers": { "other": { "command": "x" } }\r\n}';

/** A home with settings of three assistants, one of them with a server of others, the folder of a fourth, and a keyring. */
async function openLife(state: KeyringState = 'unlocked') {
  const home = mkdtempSync(join(root, "home of O'Neil “ö” "));
  const keyring = await startKeyring(state);
  const write = (path: string, text: string) => {
    mkdirSync(join(home, path, '..'), { recursive: true });
    writeFileSync(join(home, path), text);
    return join(home, path);
  };
  const claude = write('.config/Claude/claude_desktop_config.json', '{\r\n\t"theme": "dark"\r\n}\r\n');
  write('.cursor/mcp.json', before);
  mkdirSync(join(home, '.codeium', 'windsurf'), { recursive: true });
  const codex = write('.codex/config.toml', '# mine\nmodel = "o9"\n');
  mkdirSync(join(home, '.local', 'state'), { recursive: true });
  // The system's own library makes it when it looks for a keyring.
  mkdirSync(join(home, '.cache'), { mode: 0o700 });
  const env = { ...keyring.env, HOME: home, PATH: '/usr/bin:/bin' };
  return {
    home,
    keyring,
    claude,
    codex,
    env,
    settings: join(home, '.config', 'halo-mcp', 'settings.json'),
    /** The last check fails, because assistants pass on no keyring but the usual one; all the rest is done. */
    setUp: async (profile: string) => {
      await using program = await startProgram({
        args: [
          ...['setup', '--yes', '--profile', profile, '--address', halo.url, '--client-id', halo.clientId],
          ...['--client-secret-stdin', '--assistants', 'claude-desktop,cursor,codex-cli,windsurf'],
        ],
        env,
      });
      program.write(`${halo.clientSecret}\n`);
      expect((await program.exit).code).toBe(1);
      expect(program.output()).toContain('Stored: the login');
    },
    run: (...args: readonly string[]) => runProgram({ args: ['uninstall', ...args], env }),
    [Symbol.asyncDispose]: async () => {
      await keyring.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Everything below the home, by its bytes and permissions. */
function describeTree(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .map((path) => ({ path, stat: lstatSync(path) }))
    .map(({ path, stat }) => `${path} ${stat.mode} ${stat.isFile() ? readFileSync(path, 'base64') : ''}`)
    .sort();
}

testWithKeyring('after set-up it leaves the home by the byte as it was', async () => {
  await using life = await openLife();
  const tree = describeTree(life.home);
  await life.setUp('default');
  await life.setUp('sandbox');
  expect(describeTree(life.home)).not.toEqual(tree);
  const { code, output, errors } = await life.run('--yes');
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(output).toContain('The entry halo-sandbox of Codex CLI');
  expect(output).toContain('The login of the profile "sandbox" in the keychain');
  expect(describeTree(life.home)).toEqual(tree);
  for (const name of ['default/client-id', 'default/client-secret', 'sandbox/client-secret']) {
    expect(await life.keyring.lookUp(name)).toBeUndefined();
  }
  const again = await life.run('--yes');
  expect(again).toMatchObject({ code: 0, output: 'Nothing was left to remove\n' });
});

testWithKeyring('--keep-backups leaves the copies of assistants’ files', async () => {
  await using life = await openLife();
  await life.setUp('default');
  const { code, output } = await life.run('--yes', '--keep-backups', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ ok: true, exitCode: 0, running: [] });
  const copies = readdirSync(join(life.home, '.cursor')).filter((name) => name.endsWith('.bak'));
  expect(copies.map((name) => readFileSync(join(life.home, '.cursor', name), 'utf8'))).toContain(before);
});

testWithKeyring('half gone already, and with broken settings, the rest goes', async () => {
  await using life = await openLife();
  await life.setUp('sandbox');
  writeFileSync(life.settings, '{"version": 2, "profiles": {"sandbox": {');
  rmSync(life.codex);
  expect((await life.run('--yes')).code).toBe(0);
  expect(existsSync(life.settings)).toBe(false);
  expect(await life.keyring.lookUp('sandbox/client-secret')).toBeUndefined();
});

testWithKeyring('7: an assistant’s file that can not be read stays, all else goes', async () => {
  await using life = await openLife();
  await life.setUp('default');
  const broken = `${readFileSync(life.claude, 'utf8')}}`;
  writeFileSync(life.claude, broken);
  const { code, output } = await life.run('--yes');
  expect(code).toBe(7);
  expect(output).toContain('Still there\n');
  expect(readFileSync(life.claude, 'utf8')).toBe(broken);
  expect(existsSync(life.settings)).toBe(false);
  expect(await life.keyring.lookUp('default/client-secret')).toBeUndefined();
});

testWithKeyring('6: the keychain is locked', async () => {
  await using life = await openLife();
  await life.setUp('default');
  await life.keyring.lock();
  const { code, output } = await life.run('--yes', '--json');
  expect(code).toBe(6);
  expect(JSON.parse(output)).toMatchObject({ ok: false, exitCode: 6 });
  expect(readFileSync(life.codex, 'utf8')).not.toContain('halo');
});

test('2: nobody can be asked, or an option is none', async () => {
  const asked = await runProgram({ args: ['uninstall'] });
  expect(asked).toMatchObject({ code: 2, output: '' });
  expect(asked.errors).toContain('Give --yes');
  expect((await runProgram({ args: ['uninstall', '--yse'] })).code).toBe(2);
});
