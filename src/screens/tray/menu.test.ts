import { expect, test } from 'bun:test';
import { findItem, type MenuItem, toView } from './menu.ts';
import type { TrayStatus } from './tray-status.ts';

const connected: TrayStatus = {
  connection: { kind: 'connected', host: 'acme.halopsa.com', agent: 'Dana Bishop' },
  claude: 'connected',
  profiles: ['default'],
  profile: 'default',
  startsAtLogin: true,
  isTesting: false,
  version: '0.1.0',
};

test('when all is well the menu says to whom one is connected, and offers the daily things', () => {
  const view = toView(connected);
  expect(view.icon).toBe('connected');
  expect(view.tooltip).toBe('halo-mcp\nConnected to acme.halopsa.com as Dana Bishop');
  expect(write(view.items)).toEqual([
    '(Connected to acme.halopsa.com as Dana Bishop)',
    '-',
    'Open settings…',
    'Ask Claude',
    '-',
    'Test connection',
    '(Claude Desktop is connected)',
    '-',
    '[x] Start at login',
    'View log',
    'About halo-mcp 0.1.0',
    '-',
    'Quit',
  ]);
});

test('before anything is set up, the first thing to pick is setting it up', () => {
  const view = toView({
    ...connected,
    connection: { kind: 'not-set-up' },
    claude: 'not-connected',
    profiles: [],
    profile: undefined,
    startsAtLogin: false,
  });
  expect(view.icon).toBe('not-set-up');
  expect(write(view.items)).toEqual([
    '(Not set up yet)',
    '-',
    'Set up…',
    'Ask Claude',
    '-',
    '(Test connection)',
    '(Connect Claude Desktop)',
    '-',
    '[ ] Start at login',
    'View log',
    'About halo-mcp 0.1.0',
    '-',
    'Quit',
  ]);
});

test('a Halo that can not be reached is named', () => {
  const view = toView({ ...connected, connection: { kind: 'offline', host: 'acme.halopsa.com' } });
  expect(view.icon).toBe('offline');
  expect(write(view.items)[0]).toBe('(acme.halopsa.com can’t be reached)');
});

test('a problem is one short line; the settings page says the rest', () => {
  const say = (problem: string) => {
    const view = toView({ ...connected, connection: { kind: 'attention', problem } });
    expect(view.icon).toBe('attention');
    return write(view.items)[0];
  };
  expect(say('Your sign-in has ended. Sign in again with "halo-mcp setup"')).toBe('(Your sign-in has ended)');
  expect(say('Halo at acme.halopsa.com refused the client secret')).toBe(
    '(Halo at acme.halopsa.com refused the client secret)',
  );
  expect(
    say('This login may read nothing in Halo but the agents, ask your Halo admin to tick the permissions'),
  ).toBe('(This login may read nothing in Halo but the agents, ask…)');
});

test('Claude Desktop that has lost our entry can be repaired, and the icon says so', () => {
  const view = toView({ ...connected, claude: 'needs-repair' });
  expect(view.icon).toBe('attention');
  expect(write(view.items).slice(0, 2)).toEqual([
    '(Connected to acme.halopsa.com as Dana Bishop)',
    '(Claude Desktop has lost its connection)',
  ]);
  expect(write(view.items)).toContain('Repair Claude Desktop');
});

test('Claude Desktop can be connected where it is installed', () => {
  expect(write(toView({ ...connected, claude: 'not-connected' }).items)).toContain('Connect Claude Desktop');
  const without = write(toView({ ...connected, claude: 'not-installed' }).items);
  expect(without).toContain('(Claude Desktop is not installed)');
  expect(without).toContain('(Ask Claude)');
});

test('several profiles can be switched between; a single one is not mentioned', () => {
  const view = toView({ ...connected, profiles: ['default', 'sandbox'], profile: 'sandbox' });
  expect(view.items.find(({ kind }) => kind === 'submenu')).toEqual({
    kind: 'submenu',
    label: 'Profile',
    items: [
      { kind: 'choice', id: 'profile default', label: 'default', isChosen: false },
      { kind: 'choice', id: 'profile sandbox', label: 'sandbox', isChosen: true },
    ],
  });
  expect(toView(connected).items.some(({ kind }) => kind === 'submenu')).toBe(false);
});

test('while a test runs it can not be started again', () => {
  expect(write(toView({ ...connected, isTesting: true }).items)).toContain('(Testing the connection…)');
});

test('where starting at login is not possible it is not offered', () => {
  const items = write(toView({ ...connected, startsAtLogin: undefined }).items);
  expect(items.some((line) => line.includes('login'))).toBe(false);
});

test('only what can be picked is found, in submenus too', () => {
  const { items } = toView({ ...connected, profiles: ['a', 'b'], isTesting: true });
  expect(findItem(items, 'profile b')).toMatchObject({ label: 'b' });
  expect(findItem(items, 'quit')).toMatchObject({ label: 'Quit' });
  expect(findItem(items, 'test-connection')).toBeUndefined();
  expect(findItem(items, 'gone')).toBeUndefined();
});

/** As a person would see it; what can not be picked is in brackets. */
function write(items: readonly MenuItem[]): readonly string[] {
  return items.map(writeItem);
}

function writeItem(item: MenuItem): string {
  switch (item.kind) {
    case 'text':
      return `(${item.label})`;
    case 'separator':
      return '-';
    case 'action':
      return item.isEnabled ? item.label : `(${item.label})`;
    case 'check':
      return `[${item.isChecked ? 'x' : ' '}] ${item.label}`;
    case 'choice':
      return `(${item.isChosen ? 'o' : ' '}) ${item.label}`;
    case 'submenu':
      return `${item.label} >`;
  }
}
