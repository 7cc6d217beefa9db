import { expect } from 'bun:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoHalo } from '../demo/demo-halo.ts';
import { startDesktopScreen } from '../testing/desktop-screen.ts';
import { keyringPassword, startKeyring } from '../testing/keyring.ts';
import { needs } from '../testing/needs.ts';
import { getExecutable } from '../testing/program.ts';
import { testDay } from '../testing/session.ts';
import { openTestTerminal } from '../testing/terminal.ts';

const testOnDesktop = await needs('desktop', 'keyring', 'keyring window', 'terminal', 'own mounts');

testOnDesktop(
  'set-up has a locked keyring unlocked by the person, who may decline and be asked again',
  async () => {
    const demo = startDemoHalo({ date: testDay });
    const home = await mkdtemp(join(tmpdir(), 'halo-mcp-home-'));
    await using screen = await startDesktopScreen();
    const { DISPLAY = '' } = screen.env;
    const run = (...command: readonly string[]) =>
      Bun.spawn(['xdotool', ...command], {
        env: { DISPLAY, PATH: process.env['PATH'] ?? '' },
        stdio: ['ignore', 'ignore', 'ignore'],
        timeout: 20_000,
      }).exited;
    const use = async (...command: readonly string[]) => expect(await run(...command)).toBe(0);
    // A window that was just found may not take the keyboard yet, and xdotool then gives up.
    const waitForWindow = async () => {
      const focus = ['search', '--sync', '--onlyvisible', '--name', '^Unlock', 'windowfocus', '--sync'];
      for (const deadline = performance.now() + 20_000; (await run(...focus)) !== 0; await Bun.sleep(100))
        if (performance.now() > deadline) throw new Error('No window asks for the password');
    };
    await using keyring = await startKeyring('locked', { DISPLAY });
    const login = ['--address', demo.url, '--client-id', demo.clientId];
    await using terminal = await openTestTerminal({
      command: keyring.atUsualPlace([await getExecutable(), 'setup', ...login]),
      env: {
        HOME: home,
        PATH: process.env['PATH'] ?? '',
        LANG: 'C.UTF-8',
        HALO_CLIENT_SECRET: demo.clientSecret,
      },
    });
    await terminal.waitForQuestion('Shall I?');
    await terminal.press('Enter');
    await waitForWindow();
    await use('key', 'Escape');
    await terminal.waitForQuestion('What would you like to do?');
    expect(await terminal.screen()).toContain('The keyring of this session is locked. Unlock it');
    expect(await terminal.screen()).toContain('Nothing was stored');
    await terminal.press('Enter');
    await waitForWindow();
    await use('type', keyringPassword);
    await use('key', 'Return');
    expect(await terminal.waitForEnd()).toBe(0);
    expect(await keyring.lookUp('default/client-id')).toBe(demo.clientId);
    expect(await keyring.lookUp('unlocking')).toBeUndefined();
    await demo.stop();
    await rm(home, { recursive: true, force: true });
  },
);
