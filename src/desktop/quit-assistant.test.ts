import { describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { createFixedClock } from '../testing/fixed-clock.ts';
import { startPretendApp } from '../testing/pretend-app.ts';
import { openTemporaryWorkplace } from '../testing/temporary-workplace.ts';
import { claudeDesktop } from './assistants/claude-desktop.ts';
import { isAlive } from './processes.ts';
import { canQuit, explainQuit, quitAssistant } from './quit-assistant.ts';
import { findRunning } from './running.ts';

const signal = new AbortController().signal;

describe.skipIf(process.platform !== 'linux')('with real processes', () => {
  test("Claude's app is asked to quit and has gone afterwards; Claude Code stays", async () => {
    using place = openTemporaryWorkplace();
    const environment = { HOME: place.home };
    await using code = await startPretendApp(join(place.home, '.local/bin/claude'), [], environment);
    await using other = await startPretendApp(
      join(place.home, 'opt/claude'),
      ['claude-desktop'],
      environment,
    );
    await using app = await startPretendApp(join(place.home, 'claude-desktop'), ['helps'], environment);
    expect(await canQuit(claudeDesktop, place.computer)).toBe(true);
    await quitAssistant(claudeDesktop, place.computer, { clock: systemClock, signal });
    expect(await app.exit).toBe(0); // it ended by itself
    expect(await findRunning(claudeDesktop, place.computer)).toBe(false);
    expect([code, other].map(({ pid }) => isAlive(pid))).toEqual([true, true]);
  });

  test('one that does not quit is left alone, and the person is told how to do it', async () => {
    using place = openTemporaryWorkplace();
    await using app = await startPretendApp(join(place.home, 'claude-desktop'), ['stays'], {
      HOME: place.home,
    });
    const quitting = quitAssistant(claudeDesktop, place.computer, { clock: createFixedClock(), signal });
    await expect(quitting).rejects.toThrow(
      'Claude Desktop is still running. Choose Quit in the menu of its icon',
    );
    expect(isAlive(app.pid)).toBe(true);
  });

  test('nothing happens where it does not run', async () => {
    using place = openTemporaryWorkplace();
    await quitAssistant(claudeDesktop, place.computer, { clock: createFixedClock(), signal });
  });
});

test('where programs are not known, it says how to quit by hand', async () => {
  const other = process.platform === 'win32' ? 'linux' : 'win32';
  using place = openTemporaryWorkplace({ platform: other });
  const quitting = quitAssistant(claudeDesktop, place.computer, { clock: createFixedClock(), signal });
  await expect(quitting).rejects.toThrow("Claude Desktop can't be quit from here. ");
});

test('how to quit by hand names the place on each system', () => {
  const explain = (platform: NodeJS.Platform) =>
    explainQuit(claudeDesktop, { platform, homeFolder: '/home/ann', environment: {} });
  expect(explain('win32')).toContain('beside the clock');
  expect(explain('darwin')).toContain('Cmd-Q');
  expect(explain('linux')).toContain('Ctrl-Q');
});
