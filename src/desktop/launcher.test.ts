import { afterAll, expect, test } from 'bun:test';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openLauncher } from './launcher.ts';

const root = mkdtempSync(join(tmpdir(), 'halo launcher '));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const now = new Date('2026-11-15T12:00:00Z');
const launched = { command: '/opt/halo "mcp"', args: ['settings'], icon: '<svg/>' };

test('it is kept with its picture, follows the program, and goes', () => {
  const { launcher, read, icon } = open();
  launcher.keep(launched, now);
  launcher.keep({ ...launched, command: '/new/halo-mcp' }, now);
  expect([launcher.isThere(), readFileSync(icon, 'utf8')]).toEqual([true, '<svg/>']);
  expect(read()).toContain('\nExec=/new/halo-mcp settings\nTryExec=/new/halo-mcp\n');
  expect([launcher.remove(), launcher.remove()]).toEqual([true, false]);
  expect([existsSync(launcher.place), existsSync(icon), launcher.isThere()]).toEqual([false, false, false]);
});

test('it says what the packages’ entry says, but for what it starts', () => {
  const { launcher, read } = open();
  launcher.keep(launched, now);
  const packaged = readFileSync(join(import.meta.dirname, '../../installers/linux/halo-mcp.desktop'), 'utf8');
  const isCommon = (line: string) => !/^(?:Exec|TryExec|Actions|X-Halo-MCP-Kept)=|^$/.test(line);
  const [main = ''] = packaged.split('[Desktop Action');
  expect(read().split('\n').filter(isCommon)).toEqual(main.split('\n').filter(isCommon));
});

test.each(['share', 'own'])(
  'where an installer has brought one into the %s folder, that stays and suffices',
  (whose) => {
    const shared = join(mkdtempSync(join(root, 'shared ')), 'share');
    const { launcher, icon } = open({ XDG_DATA_DIRS: `relative:${shared}` });
    const path = whose === 'own' ? launcher.place : join(shared, 'applications/halo-mcp.desktop');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '[Desktop Entry]\nExec=halo-mcp settings\n');
    launcher.keep(launched, now);
    expect(launcher.remove()).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('[Desktop Entry]\nExec=halo-mcp settings\n');
    expect([existsSync(icon), existsSync(launcher.place)]).toEqual([false, whose === 'own']);
  },
);

test('a folder that can not be written is said', () => {
  const { launcher, home } = open();
  writeFileSync(join(home, '.local'), '');
  expect(() => launcher.keep(launched, now)).toThrow('is a file where a folder is expected');
});

test('other systems need none', () => {
  for (const platform of ['win32', 'darwin'] as const)
    expect(openLauncher({ platform, homeFolder: root, environment: {} })).toBeUndefined();
});

/** In a home of its own, on a computer without packages. */
function open(environment: Readonly<Record<string, string>> = { XDG_DATA_DIRS: join(root, 'nothing') }) {
  const home = mkdtempSync(join(root, 'home '));
  const launcher = openLauncher({ platform: 'linux', homeFolder: home, environment });
  if (launcher === undefined) throw new Error('Linux has launchers');
  return {
    launcher,
    home,
    icon: join(home, '.local/share/icons/hicolor/scalable/apps/halo-mcp.svg'),
    read: () => readFileSync(launcher.place, 'utf8'),
  };
}
