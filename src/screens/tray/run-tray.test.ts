import { expect, test } from 'bun:test';
import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import { createLog } from '../../base/log.ts';
import type { Status } from '../../setup/status.ts';
import { exampleAssistant, exampleSetup } from '../../testing/tray-examples.ts';
import type { ItemId, TrayView } from './menu.ts';
import { runTray } from './run-tray.ts';
import type { Tray, TrayListener, TrayMessage } from './tray.ts';
import type { TrayActions } from './tray-actions.ts';

const minuteMs = 60_000;

test('it shows the icon before Halo has answered, then what Halo said', async () => {
  await using icon = await show();
  expect(icon.views[0]?.icon).toBe('offline');
  expect(icon.firstLine(0)).toBe('Looking at the connection…');
  await icon.settle();
  expect(icon.last().icon).toBe('connected');
  expect(icon.last().items[0]).toMatchObject({ label: 'Connected to acme.halopsa.com as Dana Bishop' });
});

test('while all is well Halo is asked each ten minutes, and nothing is said', async () => {
  await using icon = await show();
  await icon.pass(61 * minuteMs);
  expect(icon.looks()).toBe(7);
  expect(icon.messages).toEqual([]);
});

test('after trouble Halo is asked sooner, then more and more seldom', async () => {
  await using icon = await show();
  icon.found = offline;
  await icon.pass(60 * minuteMs);
  // At first, ten minutes later, then after half a minute, 1, 2, 4, 8 and from then on 10 minutes.
  expect(icon.looks()).toBe(1 + 1 + 5 + 3);
  expect(icon.titles()).toEqual(['acme.halopsa.com can’t be reached']);
  icon.found = exampleSetup;
  await icon.pass(11 * minuteMs);
  expect(icon.last().icon).toBe('connected');
});

test('a computer that wakes up looks at once, and says nothing of a network that is not there yet', async () => {
  await using icon = await show();
  await icon.settle();
  icon.found = offline;
  await icon.sleep(8 * 60 * minuteMs);
  expect(icon.last().items[0]).toMatchObject({ label: 'Looking at the connection…' });
  await icon.pass(5_000);
  expect(icon.looks()).toBe(2);
  expect(icon.last().icon).toBe('offline');
  icon.found = exampleSetup;
  await icon.pass(30_000);
  expect(icon.last().icon).toBe('connected');
  expect(icon.messages).toEqual([]);
});

test('another network, and other settings, are looked at within seconds', async () => {
  await using icon = await show();
  await icon.settle();
  icon.stamps.network = '192.0.2.7';
  await icon.pass(10_000);
  expect(icon.looks()).toBe(2);
  icon.stamps.settings = 'changed';
  await icon.pass(5_000);
  expect(icon.looks()).toBe(3);
});

test('an entry that Claude lost is seen without asking Halo, told once, and can be repaired', async () => {
  await using icon = await show();
  await icon.settle();
  icon.claude = { ...exampleAssistant, connected: false, files: [] };
  icon.stamps.claude = 'rewritten';
  await icon.pass(5_000);
  expect(icon.last().icon).toBe('attention');
  await icon.pass(60 * minuteMs);
  expect(icon.titles()).toEqual(['Claude Desktop has lost its connection to Halo']);
  const looks = icon.looks();
  await icon.pick('connect-claude');
  expect(icon.done).toEqual(['connect default']);
  expect(icon.last().icon).toBe('connected');
  expect(icon.titles().at(-1)).toBe('Claude Desktop is connected');
  expect(icon.looks()).toBe(looks);
});

test('while Claude runs the settings page leads through the repair', async () => {
  await using icon = await show();
  await icon.settle();
  icon.connecting = async () => 'settings';
  await icon.pick('connect-claude', 'let-me');
  expect(icon.done).toEqual(['connect default', 'settings let-me']);
});

test('an entry that was taken out on purpose is nothing to warn of', async () => {
  await using icon = await show();
  await icon.settle();
  icon.running.forgetClaude();
  icon.claude = { ...exampleAssistant, connected: false, files: [] };
  icon.stamps.claude = 'rewritten';
  await icon.pass(5_000);
  expect(icon.last().icon).toBe('connected');
  expect(icon.messages).toEqual([]);
});

test('each item does what it says, and a click brings its token along', async () => {
  await using icon = await show();
  await icon.settle();
  await icon.pick('open-settings', 'one');
  await icon.pick('ask-claude', 'two');
  await icon.pick('view-log');
  icon.listener.onActivate('three');
  await icon.settle();
  await icon.running.activate('four');
  expect(icon.done).toEqual(['settings one', 'ask two', 'log', 'settings three', 'settings four']);
  await icon.pick('about');
  expect(icon.titles()[0]).toStartWith('halo-mcp ');
});

test('starting at login is switched, and shown as it then is', async () => {
  await using icon = await show();
  await icon.settle();
  expect(icon.item('start-at-login')).toMatchObject({ isChecked: false });
  await icon.pick('start-at-login');
  expect(icon.item('start-at-login')).toMatchObject({ isChecked: true });
  await icon.pick('start-at-login');
  expect(icon.item('start-at-login')).toMatchObject({ isChecked: false });
});

test('another profile is shown once it is picked', async () => {
  await using icon = await show();
  const [profile] = exampleSetup.profiles;
  if (!profile) throw new Error('There is no profile');
  icon.found = { ...exampleSetup, profiles: [profile, { ...profile, name: 'sandbox', agent: 'Sam Reed' }] };
  await icon.pass(11 * minuteMs);
  await icon.pick('profile sandbox');
  expect(icon.last().items[0]).toMatchObject({ label: 'Connected to acme.halopsa.com as Sam Reed' });
  await icon.pick('connect-claude');
  expect(icon.done).toEqual(['connect sandbox']);
});

test('a test of the connection asks Halo now, and tells what came of it', async () => {
  await using icon = await show();
  await icon.settle();
  await icon.pick('test-connection');
  expect(icon.looks()).toBe(2);
  expect(icon.views.some((view) => JSON.stringify(view).includes('Testing the connection…'))).toBe(true);
  expect(icon.messages.at(-1)).toEqual({
    title: 'The connection works',
    text: 'Connected to acme.halopsa.com as Dana Bishop',
  });
  icon.found = refused;
  await icon.pick('test-connection');
  expect(icon.titles()).toEqual(['The connection works', 'Halo needs your attention']);
  await icon.pick('test-connection');
  expect(icon.titles()).toHaveLength(3);
});

test('what goes wrong is said in plain words, and the icon stays', async () => {
  await using icon = await show();
  await icon.settle();
  icon.connecting = () => Promise.reject(new UserError('Claude’s file is locked'));
  await icon.pick('connect-claude');
  expect(icon.messages.at(-1)).toEqual({ title: 'That did not work', text: 'Claude’s file is locked' });
  icon.connecting = () => Promise.reject(new Error('x is undefined'));
  await icon.pick('connect-claude');
  expect(icon.messages.at(-1)?.text).toContain('a fault of its own: x is undefined');
  icon.showsMessages = false;
  await icon.pick('connect-claude');
  expect(icon.done.at(-1)).toBe('settings undefined');
  expect(icon.isGone()).toBe(false);
});

test('a look that fails is shown as a problem, and tried again', async () => {
  await using icon = await show();
  await icon.settle();
  icon.looking = () => Promise.reject(new Error('x is undefined'));
  await icon.pick('test-connection');
  expect(icon.last().icon).toBe('attention');
  expect(icon.log.join()).toContain('x is undefined');
  icon.looking = async () => exampleSetup;
  await icon.pass(minuteMs);
  expect(icon.last().icon).toBe('connected');
});

test('a bar that is missing for long is explained once; one that comes is not', async () => {
  await using missing = await show({ hasBar: false });
  await missing.pass(minuteMs);
  expect(missing.done).toEqual(['explain']);
  expect(missing.isGone()).toBe(false);
  await using late = await show({ hasBar: false });
  await late.pass(4_000);
  late.listener.onShown(true);
  await late.pass(minuteMs);
  expect(late.done).toEqual([]);
  await using atLogin = await show({ hasBar: false, isAtLogin: true });
  await atLogin.pass(19_000);
  expect(atLogin.done).toEqual([]);
  atLogin.listener.onShown(true);
  await atLogin.pass(minuteMs);
  expect(atLogin.done).toEqual([]);
});

test('quitting, the end of the session and a signal take the icon away', async () => {
  for (const end of ['quit', 'session', 'signal'] as const) {
    await using icon = await show();
    await icon.settle();
    if (end === 'quit') icon.listener.onItem('quit', undefined);
    if (end === 'session') icon.listener.onEnd();
    if (end === 'signal') icon.end.abort();
    await icon.running.ended;
    expect(icon.isGone()).toBe(true);
    const views = icon.views.length;
    icon.listener.onItem('profile default', undefined);
    await icon.settle();
    expect(icon.views).toHaveLength(views);
  }
});

const [profile] = exampleSetup.profiles;
const broken = { ...exampleSetup, ok: false };
const offline: Status = {
  ...broken,
  profiles: profile
    ? [{ ...profile, halo: { reachable: false, name: null, version: null }, problem: 'No answer' }]
    : [],
};
const refused: Status = {
  ...broken,
  profiles: profile ? [{ ...profile, problem: 'Halo refused the client secret' }] : [],
};

/** A running tray on a system, a clock and a computer that the test holds in its hands. */
async function show({ hasBar = true, isAtLogin = false } = {}) {
  const clock = createHandClock();
  const end = new AbortController();
  const views: TrayView[] = [];
  const messages: TrayMessage[] = [];
  const done: string[] = [];
  const log: string[] = [];
  const heard = Promise.withResolvers<TrayListener>();
  let [isOn, isGone, looks] = [false, false, 0];
  const hands = {
    found: exampleSetup,
    claude: exampleAssistant,
    stamps: { claude: '', settings: '', network: '' },
    showsMessages: true,
    looking: async (): Promise<Status> => ({ ...hands.found, assistants: [hands.claude] }),
    connecting: async (): Promise<TrayMessage | 'settings'> => {
      hands.claude = exampleAssistant;
      return { title: 'Claude Desktop is connected', text: 'Open it' };
    },
  };
  const tray: Tray = {
    show: async (view, listener) => {
      views.push(view);
      heard.resolve(listener);
      listener.onShown(hasBar);
    },
    update: (view) => void views.push(view),
    notify: async (message) => {
      messages.push(message);
      return hands.showsMessages;
    },
    quit: async () => {
      isGone = true;
    },
  };
  const actions: TrayActions = {
    readStatus: async () => {
      looks++;
      return hands.looking();
    },
    readClaude: async () => hands.claude,
    readStamps: () => ({ ...hands.stamps }),
    openSettings: async (token) => void done.push(`settings ${token}`),
    askClaude: async (token) => void done.push(`ask ${token}`),
    viewLog: async () => void done.push('log'),
    connectClaude: async (name) => {
      done.push(`connect ${name}`);
      return hands.connecting();
    },
    startAtLogin: {
      place: '/autostart',
      read: () => (isOn ? 'on' : 'off'),
      set: (next) => {
        isOn = next;
      },
    },
    explainNoBar: async () => void done.push('explain'),
  };
  const diary = createLog('info', [(line) => log.push(line)], () => new Date(clock.now()));
  const running = await runTray(tray, actions, { clock, log: diary, isAtLogin, signal: end.signal });
  const listener = await heard.promise;
  const last = () => views.at(-1) ?? { icon: 'offline' as const, tooltip: '', items: [] };
  return Object.assign(hands, {
    running,
    listener,
    end,
    views,
    messages,
    done,
    log,
    last,
    looks: () => looks,
    isGone: () => isGone,
    titles: () => messages.map(({ title }) => title),
    firstLine: (at: number) => {
      const item = views[at]?.items[0];
      return item && 'label' in item ? item.label : undefined;
    },
    item: (id: ItemId) => last().items.find((item) => 'id' in item && item.id === id),
    settle: clock.settle,
    sleep: clock.sleep,
    pass: clock.pass,
    pick: async (id: ItemId, token?: string) => {
      listener.onItem(id, token);
      await clock.settle();
    },
    [Symbol.asyncDispose]: async () => {
      end.abort();
      await running.ended;
    },
  });
}

/** Time passes when the test says so. */
function createHandClock() {
  let nowMs = Date.parse('2026-11-15T12:00:00Z');
  const waiting = new Set<{ readonly untilMs: number; readonly wake: () => void }>();
  const settle = async () => {
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
  };
  const wake = async () => {
    for (const one of waiting) if (one.untilMs <= nowMs) one.wake();
    await settle();
  };
  const clock: Clock = {
    now: () => nowMs,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        const stop = () => {
          waiting.delete(one);
          reject(signal.reason);
        };
        const one = {
          untilMs: nowMs + ms,
          wake: () => {
            waiting.delete(one);
            signal.removeEventListener('abort', stop);
            resolve();
          },
        };
        waiting.add(one);
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop);
      }),
  };
  return {
    ...clock,
    settle,
    /** Timers go on in their steps. */
    pass: async (ms: number) => {
      for (const endMs = nowMs + ms; nowMs < endMs; await wake()) nowMs = Math.min(nowMs + 1_000, endMs);
    },
    /** The computer stands still meanwhile. */
    sleep: async (ms: number) => {
      await settle();
      nowMs += ms;
      await wake();
    },
  };
}
