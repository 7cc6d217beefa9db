import { expect, test } from 'bun:test';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listBackups } from '../desktop/file-backups.ts';
import { openTemporaryWorkplace, type TemporaryWorkplace } from '../testing/temporary-workplace.ts';
import { connectAssistants } from './assistants.ts';
import { previewUninstall, uninstall } from './uninstall.ts';

const claudeFile = '.config/Claude/claude_desktop_config.json';
const cursorFile = '.cursor/mcp.json';
const foreign = '{\n  "mcpServers": {\n    "other": { "command": "npx" }\n  }\n}\n';

/** What setup leaves for two profiles, the second of which the settings no longer know. */
async function setUp(workplace: TemporaryWorkplace): Promise<void> {
  workplace.write(claudeFile, foreign);
  workplace.write(cursorFile, foreign);
  const halo = { address: 'https://acme.halopsa.com' };
  const settings = { version: 2, profiles: { default: halo, sandbox: halo } };
  workplace.write('.config/halo-mcp/settings.json', JSON.stringify(settings));
  workplace.write('.config/halo-mcp/settings.json.halo-mcp-20261124T003142123Z.bak', '{}');
  workplace.write('.config/halo-mcp/settings.json.lock/someone', '');
  for (const file of ['halo-mcp.log', 'halo-mcp.log.1'])
    workplace.write(`.local/state/halo-mcp/${file}`, '{}\n');
  for (const profile of ['default', 'sandbox']) {
    await connectAssistants(['claude-desktop', 'cursor'], profile, workplace);
    workplace.keychain.held.set(`${profile}/client-id`, 'id');
    workplace.keychain.held.set(`${profile}/client-secret`, 'secret');
  }
  workplace.keychain.held.set('proxy-login', 'dana:pass');
}

const read = (workplace: TemporaryWorkplace, path: string) =>
  readFileSync(join(workplace.home, path), 'utf8');

test('everything goes, and what is not ours stays to the byte', async () => {
  using workplace = openTemporaryWorkplace();
  await setUp(workplace);
  const steps = await uninstall(workplace, { keepBackups: false });
  expect(steps.filter(({ done }) => !done)).toEqual([]);
  expect([...workplace.keychain.held]).toEqual([]);
  expect(read(workplace, claudeFile)).toBe(foreign);
  expect(read(workplace, cursorFile)).toBe(foreign);
  expect(readdirSync(join(workplace.home, '.cursor'))).toEqual(['mcp.json']);
  expect(existsSync(join(workplace.home, '.config/halo-mcp'))).toBe(false);
  expect(existsSync(join(workplace.home, '.local/state/halo-mcp'))).toBe(false);
  const said = steps.map(({ what }) => what.replaceAll(workplace.home, '~'));
  expect(said).toContain(`The entry halo-sandbox of Claude Desktop (~/${claudeFile})`);
  expect(said).toContain('The login of the profile "sandbox" in the keychain');
  expect(said).toContain('The login of the proxy in the keychain');
  expect(said.at(-1)).toBe('The folder ~/.local/state/halo-mcp');
});

test('the start at login goes, be it switched off, another copy’s, or all that is to be removed', async () => {
  using workplace = openTemporaryWorkplace();
  const entry = '.config/autostart/halo-mcp.desktop';
  for (const text of ['[Desktop Entry]\nExec=/old/halo-mcp tray\nHidden=true\n', 'broken']) {
    const path = workplace.write(entry, text);
    const what = `The start of the icon at login (${path})`;
    expect(previewUninstall(workplace)).toContain(what);
    const steps = await uninstall(workplace, { keepBackups: true, keepAssistants: true, keepLogin: true });
    expect(steps).toEqual([{ part: 'desktop', what, done: true }]);
    expect(existsSync(path)).toBe(false);
  }
  expect(previewUninstall(workplace)).toEqual([]);
});

test('the second time nothing is left', async () => {
  using workplace = openTemporaryWorkplace();
  await setUp(workplace);
  await uninstall(workplace, { keepBackups: false });
  expect(await uninstall(workplace, { keepBackups: false })).toEqual([]);
});

test('where nothing was ever set up, nothing is removed', async () => {
  using workplace = openTemporaryWorkplace();
  workplace.write(claudeFile, foreign);
  workplace.write('.config/zed/settings.json', '{ broken');
  expect(await uninstall(workplace, { keepBackups: false })).toEqual([]);
  workplace.keychain.fail('missing');
  expect(await uninstall(workplace, { keepBackups: false })).toEqual([]);
});

test('copies of the assistants’ files can be kept', async () => {
  using workplace = openTemporaryWorkplace();
  await setUp(workplace);
  await uninstall(workplace, { keepBackups: true });
  const copies = listBackups(join(workplace.home, claudeFile));
  expect(copies.length).toBeGreaterThan(0);
  expect(readFileSync(copies[0] ?? '', 'utf8')).toBe(foreign);
});

test('a locked keychain is said, and the rest goes on but for what names the logins in it', async () => {
  using workplace = openTemporaryWorkplace();
  await setUp(workplace);
  workplace.keychain.fail('locked');
  const steps = await uninstall(workplace, { keepBackups: false });
  expect(steps.filter(({ done }) => !done)).toEqual([
    {
      part: 'keychain',
      what: 'Logins in the keychain',
      done: false,
      problem: 'The keychain is locked. Mend it, then try again',
    },
    {
      part: 'file',
      what: `The file ${workplace.paths.settingsFile}`,
      done: false,
      problem: 'Kept, because without it nobody would find the logins that are still in the keychain',
    },
  ]);
  workplace.keychain.fail(undefined);
  await uninstall(workplace, { keepBackups: false });
  expect([...workplace.keychain.held]).toEqual([]);
  expect(existsSync(workplace.paths.settingsFile)).toBe(false);
});

test('a settings file that is cut off still tells the names of its profiles', async () => {
  using workplace = openTemporaryWorkplace();
  workplace.write('.config/halo-mcp/settings.json', '{"version":2,"profiles":{"lab":{"addr');
  workplace.keychain.held.set('lab/client-secret', 'secret');
  const steps = await uninstall(workplace, { keepBackups: false });
  expect(steps.map(({ what }) => what)).toContain('The login of the profile "lab" in the keychain');
  expect([...workplace.keychain.held]).toEqual([]);
});

test('a broken file that names us is left, with its copies, and said', async () => {
  using workplace = openTemporaryWorkplace();
  await setUp(workplace);
  const broken = `${read(workplace, claudeFile).trimEnd().slice(0, -1)}`;
  workplace.write(claudeFile, broken);
  const steps = await uninstall(workplace, { keepBackups: false });
  expect(read(workplace, claudeFile)).toBe(broken);
  const left = steps.filter(({ done }) => !done).map(({ what }) => what.replaceAll(workplace.home, '~'));
  expect(left).toEqual([
    `The entry of Claude Desktop (~/${claudeFile})`,
    expect.stringMatching(/copies of ~\/\.config\/Claude/),
  ]);
  expect(read(workplace, cursorFile)).toBe(foreign);
});

test('another program under our name, and files of others in our folder, stay', async () => {
  using workplace = openTemporaryWorkplace();
  const other = '{"mcpServers":{"halo":{"command":"npx","args":["some-halo"]}}}';
  workplace.write(cursorFile, other);
  workplace.write('.config/halo-mcp/notes.txt', 'mine');
  workplace.write('.config/halo-mcp/settings.json', '{"version":2,"profiles":{}}');
  const steps = await uninstall(workplace, { keepBackups: false });
  expect(steps).toHaveLength(1);
  expect(read(workplace, cursorFile)).toBe(other);
  expect(readdirSync(join(workplace.home, '.config/halo-mcp'))).toEqual(['notes.txt']);
});

test('a folder of everything is emptied of ours alone', async () => {
  using place = openTemporaryWorkplace();
  const folder = join(place.home, 'all');
  using workplace = openTemporaryWorkplace({ environment: { HALO_MCP_HOME: folder } });
  mkdirSync(folder);
  place.write('all/settings.json', '{"version":2,"profiles":{}}');
  place.write('all/halo-mcp.log', '{}\n');
  const steps = await uninstall(workplace, { keepBackups: false });
  expect(steps).toHaveLength(3);
  expect(existsSync(folder)).toBe(false);
});
