import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFixedClock } from '../testing/fixed-clock.ts';
import { startPretendApp } from '../testing/pretend-app.ts';
import { openTemporaryWorkplace, type TemporaryWorkplace } from '../testing/temporary-workplace.ts';
import { checkAfterReopen, connectAssistants, inspectAssistants } from './assistants.ts';
import {
  canBeClosed,
  closeAssistant,
  explainClosing,
  mustBeClosed,
  waitUntilClosed,
  waitUntilOpened,
} from './close-assistant.ts';

const signal = new AbortController().signal;
const file = '.config/Claude/claude_desktop_config.json';

describe.skipIf(process.platform !== 'linux')('with a Claude that keeps its file in memory', () => {
  test('closed first, it finds our entry when it is opened again, and keeps it', async () => {
    using workplace = openTemporaryWorkplace();
    const path = workplace.write(file, '{"theme":"dark"}');
    await using first = await openClaude(workplace);
    expect(await mustBeClosed(['cursor', 'claude-desktop'], workplace)).toEqual(['claude-desktop']);
    expect(await canBeClosed('claude-desktop', workplace)).toBe(true);
    await closeAssistant('claude-desktop', workplace, signal);
    expect(await first.exit).toBe(0);
    expect(await mustBeClosed(['claude-desktop'], workplace)).toEqual([]);

    await connectAssistants(['claude-desktop'], 'default', workplace);
    await using _second = await openClaude(workplace);
    await closeAssistant('claude-desktop', workplace, signal);
    const outcome = await checkAfterReopen('claude-desktop', 'default', workplace);
    expect(outcome).toMatchObject({ problem: undefined, nextStep: undefined });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      theme: 'dark',
      mcpServers: { halo: { command: workplace.program.command } },
    });
  });

  test('written while it runs, our entry is lost; the check after reopening finds that and repairs it', async () => {
    using workplace = openTemporaryWorkplace();
    const path = workplace.write(file, '{"theme":"dark"}');
    await using _first = await openClaude(workplace);
    await connectAssistants(['claude-desktop'], 'default', workplace);
    await closeAssistant('claude-desktop', workplace, signal);
    expect(readFileSync(path, 'utf8')).not.toContain('halo');

    await using _second = await openClaude(workplace);
    const lost = await checkAfterReopen('claude-desktop', 'default', workplace);
    expect(lost.problem).toStartWith('Claude Desktop had dropped the entry');
    expect(lost.problem).toContain('It runs now and may drop it again. Choose Quit');
    await closeAssistant('claude-desktop', workplace, signal);
    const repaired = await checkAfterReopen('claude-desktop', 'default', workplace);
    expect(repaired.problem).toEndWith('written once more. Open it, then check again');

    await using _third = await openClaude(workplace);
    const kept = await checkAfterReopen('claude-desktop', 'default', workplace);
    expect(kept.problem).toBeUndefined();
    await closeAssistant('claude-desktop', workplace, signal);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      theme: 'dark',
      mcpServers: { halo: { command: workplace.program.command } },
    });
  });

  test('a person who quits it by hand, and opens it again, is waited for', async () => {
    using workplace = openTemporaryWorkplace();
    workplace.write(file, '{}');
    await using app = await openClaude(workplace);
    let looks = 0;
    const clock = {
      ...createFixedClock(),
      wait: async () => {
        looks += 1;
        if (looks === 2) process.kill(app.pid, 'SIGTERM');
        if (looks >= 2) await app.exit;
      },
    };
    await waitUntilClosed('claude-desktop', { ...workplace, clock }, signal);
    expect(looks).toBe(2);

    let opened: Awaited<ReturnType<typeof openClaude>> | undefined;
    const opening = {
      ...createFixedClock(),
      wait: async () => {
        opened = await openClaude(workplace);
      },
    };
    await waitUntilOpened('claude-desktop', { ...workplace, clock: opening }, signal);
    await opened?.[Symbol.asyncDispose]();
    expect(opened).toBeDefined();
  });

  test('waiting ends with the signal', async () => {
    using workplace = openTemporaryWorkplace();
    workplace.write(file, '{}');
    await using _app = await openClaude(workplace);
    const waiting = waitUntilClosed('claude-desktop', workplace, AbortSignal.abort(new Error('Ctrl-C')));
    await expect(waiting).rejects.toThrow('Ctrl-C');
  });

  test('its state says that it runs', async () => {
    using workplace = openTemporaryWorkplace();
    workplace.write(file, '{}');
    const isRunning = async () =>
      (await inspectAssistants(workplace, [])).find(({ id }) => id === 'claude-desktop')?.isRunning;
    expect(await isRunning()).toBe(false);
    await using _app = await openClaude(workplace);
    expect(await isRunning()).toBe(true);
  });
});

test('where nobody can tell what runs, nothing must be closed, nothing is waited for, and closing is left to the person', async () => {
  const platform = process.platform === 'win32' ? 'linux' : 'win32';
  using workplace = openTemporaryWorkplace({ platform });
  expect(await mustBeClosed(['claude-desktop'], workplace)).toEqual([]);
  await waitUntilClosed('claude-desktop', workplace, signal);
  await waitUntilOpened('claude-desktop', workplace, signal);
  expect(await canBeClosed('claude-desktop', workplace)).toBe(false);
  await expect(closeAssistant('claude-desktop', workplace, signal)).rejects.toThrow(
    explainClosing('claude-desktop', workplace),
  );
});

function openClaude(workplace: TemporaryWorkplace) {
  const path = join(workplace.home, 'apps/claude-desktop');
  return startPretendApp(path, ['keeps', join(workplace.home, file)], { HOME: workplace.home });
}
