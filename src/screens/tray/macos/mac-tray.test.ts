import { expect } from 'bun:test';
import { startDesktopScreen } from '../../../testing/desktop-screen.ts';
import { needs } from '../../../testing/needs.ts';
import { runProgram } from '../../../testing/program.ts';
import { buildTrayProgram } from '../../../testing/tray-program.ts';

// No Mac: the same messages to the same classes, in a free copy of AppKit.
const testOnGnustep = await needs('gnustep');

testOnGnustep(
  'macOS: the menu, its checks, its submenu, what is picked, 200 changes, and quitting',
  async () => {
    await using screen = await startDesktopScreen();
    const command = [await buildTrayProgram(undefined, 'tray-gnustep-main')];
    const { code, output, errors } = await runProgram({
      command,
      env: { DISPLAY: screen.env['DISPLAY'] ?? '' },
    });
    expect({ code, errors: errors.replace(/.*Failed to determine offsets.*\n/g, '') }).toMatchObject({
      code: 0,
    });
    expect(JSON.parse(output)).toEqual({
      first: [
        '(Connected to acme.halopsa.com as Dana Bishop)',
        '-',
        'Open settings…',
        'Ask Claude',
        '-',
        'Test connection',
        '(Claude Desktop is connected)',
        'Profile',
        '-',
        'Start at login',
        'View log',
        'About halo-mcp 0.1.0',
        '-',
        'Quit',
      ],
      submenu: ['[x] default', 'sand_box'],
      second: expect.arrayContaining(['(acme.halopsa.com can’t be reached)', '[x] Start at login']),
      // What can't be picked stays silent.
      heard: ['shown true', 'start-at-login', 'profile sand_box', 'activated', 'quit'],
    });
  },
  30_000,
);
