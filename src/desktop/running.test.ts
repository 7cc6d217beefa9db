import { describe, expect, test } from 'bun:test';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { placeExecutable, startPretendApp } from '../testing/pretend-app.ts';
import { openTemporaryWorkplace } from '../testing/temporary-workplace.ts';
import { assistants } from './assistants/all.ts';
import { claudeCode } from './assistants/claude-code.ts';
import { claudeDesktop } from './assistants/claude-desktop.ts';
import { cursor } from './assistants/cursor.ts';
import { findMainPrograms, findRunning, listPrograms } from './running.ts';

/** Executables as they are found on people's computers, and whose they are. */
const known: readonly (readonly [platform: NodeJS.Platform, path: string, id: string | undefined])[] = [
  ['darwin', '/Applications/Claude.app/Contents/MacOS/Claude', 'claude-desktop'],
  ['darwin', '/Users/ann lee/Applications/Claude.app/Contents/MacOS/Claude', 'claude-desktop'],
  [
    'darwin',
    '/Applications/Claude.app/Contents/Frameworks/Claude Helper (Renderer).app/Contents/MacOS/Claude Helper (Renderer)',
    undefined,
  ],
  ['darwin', '/Users/ann/.local/share/claude/versions/2.1.40', undefined],
  ['darwin', '/Users/ann/.local/bin/claude', undefined],
  [
    'darwin',
    '/Users/ann/Library/Application Support/Claude/claude-code/2.1.40/claude.app/Contents/MacOS/claude',
    undefined,
  ],
  ['darwin', '/Applications/Cursor.app/Contents/MacOS/Cursor', 'cursor'],
  ['darwin', '/Applications/Visual Studio Code.app/Contents/MacOS/Electron', 'vs-code'],
  ['darwin', '/Applications/Windsurf.app/Contents/MacOS/Electron', 'windsurf'],
  ['darwin', '/Applications/Zed.app/Contents/MacOS/zed', 'zed'],
  ['darwin', '/Applications/LM Studio.app/Contents/MacOS/LM Studio', 'lm-studio'],
  [
    'win32',
    'C:\\Program Files\\WindowsApps\\Claude_1.46388.2.0_x64__pzs8sxrjxfjjc\\app\\Claude.exe',
    'claude-desktop',
  ],
  ['win32', 'C:\\Users\\Ann Lee\\AppData\\Local\\AnthropicClaude\\app-0.14.10\\claude.exe', 'claude-desktop'],
  ['win32', 'C:\\Users\\Ann\\AppData\\Local\\AnthropicClaude\\claude.exe', 'claude-desktop'],
  [
    'win32',
    'C:\\Program Files\\WindowsApps\\Claude_1.46388.2.0_x64__pzs8sxrjxfjjc\\app\\resources\\cowork-svc.exe',
    undefined,
  ],
  ['win32', 'C:\\Users\\Ann\\.local\\bin\\claude.exe', undefined],
  ['win32', 'C:\\Users\\Ann\\AppData\\Roaming\\Claude\\claude-code\\2.1.40\\claude.exe', undefined],
  [
    'win32',
    'C:\\Users\\Ann\\AppData\\Local\\Packages\\Claude_pzs8sxrjxfjjc\\LocalCache\\Roaming\\Claude\\claude-code\\2.1.40\\claude.exe',
    undefined,
  ],
  ['win32', 'C:\\Users\\Ann\\AppData\\Local\\Programs\\cursor\\Cursor.exe', 'cursor'],
  ['win32', 'C:\\Users\\Ann\\AppData\\Local\\Programs\\Microsoft VS Code\\Code.exe', 'vs-code'],
  ['win32', 'C:\\Users\\Ann\\AppData\\Local\\Programs\\Windsurf\\Windsurf.exe', 'windsurf'],
  ['win32', 'C:\\Users\\Ann\\AppData\\Local\\Programs\\Zed\\Zed.exe', 'zed'],
  ['win32', 'C:\\Users\\Ann\\AppData\\Local\\Programs\\LM Studio\\LM Studio.exe', 'lm-studio'],
  ['linux', '/usr/lib/claude-desktop/claude-desktop', 'claude-desktop'],
  ['linux', '/usr/bin/claude-desktop', 'claude-desktop'],
  ['linux', '/usr/lib/claude-desktop/app.asar', 'claude-desktop'],
  ['linux', '/nix/store/0abc-claude-desktop-1.2/lib/claude-desktop/app.asar', 'claude-desktop'],
  ['linux', '/usr/lib/claude-desktop/node_modules/electron/dist/electron', 'claude-desktop'],
  ['linux', '/usr/lib/claude-desktop/chrome_crashpad_handler', undefined],
  ['linux', '/usr/lib/claude-desktop/resources/claude', undefined],
  ['linux', '/home/ann/.config/Claude/claude-code/2.1.40/claude', undefined],
  ['linux', '/home/ann/.local/share/claude/versions/2.1.40', undefined],
  ['linux', '/usr/share/cursor/cursor', 'cursor'],
  ['linux', '/usr/share/code/code', 'vs-code'],
  ['linux', '/snap/code/190/usr/share/code/code', 'vs-code'],
  ['linux', '/usr/share/windsurf/windsurf', 'windsurf'],
  ['linux', '/home/ann/.local/zed.app/libexec/zed-editor', 'zed'],
  ['linux', '/tmp/.mount_LM-StuX1/lm-studio', 'lm-studio'],
];

test.each([...known])('on %s, %s is told by its path', (platform, path, id) => {
  const program = { pid: 7, parent: 1, path };
  const computer = { platform, homeFolder: '/home/ann', environment: {} };
  const found = assistants.filter((one) => findMainPrograms(one, [program], computer).length > 0);
  expect(found.map((one): string => one.id)).toEqual(id === undefined ? [] : [id]);
});

test('of all the processes of an app, the one that none of them started is its main one', () => {
  const path = '/usr/lib/claude-desktop/claude-desktop';
  const programs = [
    { pid: 12, parent: 11, path },
    { pid: 10, parent: 9, path },
    { pid: 11, parent: 10, path },
    { pid: 9, parent: 1, path: '/usr/bin/bash' },
  ];
  const computer = { platform: 'linux' as const, homeFolder: '/home/ann', environment: {} };
  expect(findMainPrograms(claudeDesktop, programs, computer).map(({ pid }) => pid)).toEqual([10]);
});

test('what can not be told is not guessed: another computer, or an assistant of the terminal', async () => {
  const other = process.platform === 'win32' ? 'linux' : 'win32';
  using elsewhere = openTemporaryWorkplace({ platform: other });
  expect(await findRunning(claudeDesktop, elsewhere.computer)).toBeUndefined();
  using here = openTemporaryWorkplace({ platform: process.platform });
  expect(await findRunning(claudeCode, here.computer)).toBeUndefined();
});

describe.skipIf(process.platform !== 'linux')('with real processes', () => {
  test('an app is found while it runs, and only that one', async () => {
    using place = openTemporaryWorkplace();
    expect(await findRunning(claudeDesktop, place.computer)).toBe(false);
    {
      await using _app = await startPretendApp(join(place.home, 'opt/my apps/claude-desktop'), [], {
        HOME: place.home,
      });
      expect(await findRunning(claudeDesktop, place.computer)).toBe(true);
      expect(await findRunning(cursor, place.computer)).toBe(false);
    }
    expect(await findRunning(claudeDesktop, place.computer)).toBe(false);
  });

  test('Claude Code is never taken for it', async () => {
    using place = openTemporaryWorkplace();
    const environment = { HOME: place.home };
    const path = join(place.home, '.config/Claude/claude-code/2.1.40/claude');
    await using _own = await startPretendApp(path, [], environment);
    await using _bundled = await startPretendApp(join(place.home, '.local/bin/claude'), [], environment);
    const programs = await listPrograms(place.computer);
    expect(programs?.filter((program) => program.path.endsWith('/claude'))).toHaveLength(2);
    expect(await findRunning(claudeDesktop, place.computer)).toBe(false);
  });

  test('an app that a general Electron runs is told by its archive', async () => {
    using place = openTemporaryWorkplace();
    const archive = '/usr/lib/claude-desktop/app.asar';
    await using app = await startPretendApp(join(place.home, 'lib/electron37'), ['waits', archive], {
      HOME: place.home,
    });
    const programs = await listPrograms(place.computer);
    expect(programs?.find(({ pid }) => pid === app.pid)?.path).toBe(archive);
    expect(await findRunning(claudeDesktop, place.computer)).toBe(true);
  });

  test("an app with another home is another person's", async () => {
    using place = openTemporaryWorkplace();
    await using _app = await startPretendApp(join(place.home, 'claude-desktop'), [], { HOME: '/home/other' });
    expect(await findRunning(claudeDesktop, place.computer)).toBe(false);
  });

  test('an app whose executable was updated meanwhile still runs', async () => {
    using place = openTemporaryWorkplace();
    const path = join(place.home, 'claude-desktop');
    await using _app = await startPretendApp(path, [], { HOME: place.home });
    placeExecutable(`${path}.new`);
    renameSync(`${path}.new`, path);
    expect(await findRunning(claudeDesktop, place.computer)).toBe(true);
  });

  test('its helpers are not other apps of its kind', async () => {
    using place = openTemporaryWorkplace();
    await using app = await startPretendApp(join(place.home, 'claude-desktop'), ['helps'], {
      HOME: place.home,
    });
    const programs = (await listPrograms(place.computer)) ?? [];
    expect(programs.filter(({ path }) => path === app.path)).toHaveLength(2);
    expect(findMainPrograms(claudeDesktop, programs, place.computer).map(({ pid }) => pid)).toEqual([
      app.pid,
    ]);
  });
});
