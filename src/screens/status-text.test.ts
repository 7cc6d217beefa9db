import { expect, test } from 'bun:test';
import type { Status } from '../setup/status.ts';
import { writeStatus } from './status-text.ts';

const where =
  'Configuration › Integrations › HaloPSA API › View Applications › (your application) › Permissions';

const status: Status = {
  ok: true,
  version: '1.2.3',
  profiles: [
    {
      name: 'default',
      source: 'settings',
      address: 'https://acme.halopsa.com',
      signIn: 'client-secret',
      halo: { reachable: true, name: 'HaloPSA', version: '2.196.1' },
      agent: 'Halo API',
      token: { ok: true, expiresAt: '2026-11-15T13:00:00.000Z' },
      areas: [
        { area: 'tickets', title: 'Open tickets', access: 'readable', count: 1255 },
        { area: 'clients', title: 'Clients', access: 'readable', count: 0 },
        { area: 'contracts', title: 'Contracts', access: 'forbidden', permission: 'read:contracts', where },
        {
          area: 'assets',
          title: 'Assets',
          access: 'failed',
          reason: 'Halo did not answer in time. Try again',
        },
      ],
      problem: null,
    },
  ],
  keychain: { ok: true, problem: null },
  assistants: [
    {
      id: 'claude-desktop',
      title: 'Claude Desktop',
      installed: true,
      running: true,
      connected: true,
      files: [],
      problem: null,
    },
    {
      id: 'cursor',
      title: 'Cursor',
      installed: true,
      running: false,
      connected: false,
      files: [
        {
          path: '/home/dana/.cursor/mcp.json',
          exists: true,
          entries: [{ name: 'halo', right: false, note: 'The program /old/halo-mcp is not there any more' }],
        },
      ],
      problem: null,
    },
    {
      id: 'zed',
      title: 'Zed',
      installed: false,
      running: false,
      connected: false,
      files: [],
      problem: null,
    },
  ],
  startAtLogin: 'on',
  updates: { allowed: true, problem: null },
  logFile: '/home/dana/.local/state/halo-mcp/halo-mcp.log',
  errors: [
    {
      time: '2026-11-15T11:00:00.000Z',
      message: 'list_tickets gave no answer',
      tool: 'list_tickets',
      kind: 'timeout',
    },
  ],
};

test('the status has a section for each matter, and a mark for each line', () => {
  expect(writeStatus(status, { unicode: true })).toMatchInlineSnapshot(`
    "halo-mcp 1.2.3: ready

    Login "default"
      ✓ Halo: https://acme.halopsa.com, HaloPSA 2.196.1
      ✓ API login: as Halo API; renews at 2026-11-15 13:00Z
      ✓ Open tickets            1,255
      ✓ Clients                 0 visible to this agent
      ✗ Contracts               "read:contracts" is missing
      ✗ Assets: Halo did not answer in time. Try again
      To see the rest, ask your Halo admin to tick
      read:contracts here:
      Configuration › Integrations › HaloPSA API › View
      Applications › (your application) › Permissions
      What is ticked there already, the agent itself may not see
      in Halo.

    Keychain
      ✓ Works

    Assistants
      ✓ Claude Desktop          connected, running
      – Cursor                  not connected
      ✗ Cursor, "halo":
          The program /old/halo-mcp is not there any more
      – Not installed           Zed

    Icon in the bar
      ✓ Starts at login

    Log
      /home/dana/.local/state/halo-mcp/halo-mcp.log

    Last errors
      2026-11-15 11:00Z  list_tickets gave no answer (timeout)"
  `);
});

test('no line is wider than a narrow terminal', () => {
  const lines = writeStatus(status, { unicode: true }).split('\n');
  expect(lines.filter((line) => line.length > 60)).toEqual([]);
});

test('a terminal without Unicode gets ASCII alone', () => {
  const text = writeStatus(status, { unicode: false });
  expect(text).toMatch(/^[\x20-\x7e\n]*$/);
  expect(text).toContain('  + Open tickets');
  expect(text).toContain('  x Contracts');
  expect(text).toContain('Configuration > Integrations');
});

test.each([
  ['off' as const, '  – Does not start at login'],
  ['other' as const, '  ✗ Start at login\n      another copy of halo-mcp starts; tick "Start at login"'],
])('an icon whose start at login is %s', (startAtLogin, line) => {
  expect(writeStatus({ ...status, startAtLogin }, { unicode: true })).toContain(line);
  expect(writeStatus({ ...status, startAtLogin: null }, { unicode: true })).not.toContain('Icon');
});

test('updates are spoken of only where somebody switched them off', () => {
  const updates = { allowed: false, problem: 'disableUpdate is set in /etc/halo-mcp/policy.json' };
  const text = writeStatus({ ...status, updates }, { unicode: true });
  expect(text).toContain('\n\nUpdates\n  – Off: disableUpdate is set in /etc/halo-mcp/policy.json\n\nLog');
  expect(writeStatus(status, { unicode: true })).not.toContain('Updates');
});

test('what is not set up says so', () => {
  const text = writeStatus({ ...status, ok: false, profiles: [] }, { unicode: true });
  expect(text).toContain('halo-mcp 1.2.3: not ready to answer');
  expect(text).toContain('✗ Not set up yet. Run "halo-mcp setup"');
});

test('names from Halo can not steer the terminal', () => {
  const [profile] = status.profiles;
  if (profile === undefined) throw new Error('The status of this test has a profile');
  const profiles = [{ ...profile, agent: 'Dana\u001b[2J\u0007' }];
  const text = writeStatus({ ...status, profiles }, { unicode: true });
  expect(text).toContain('as Dana [2J');
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});

test('what keeps the keychain from giving a login is told once', () => {
  const problem = 'The keyring of this session is locked. Unlock it';
  const [profile] = status.profiles;
  if (profile === undefined) throw new Error('There is one');
  const text = writeStatus(
    { ...status, profiles: [{ ...profile, problem }], keychain: { ok: false, problem } },
    { unicode: true, width: 100 },
  );
  expect(text).toContain('✗ Problem                 The keychain does not give it; see below');
  expect(text.split(problem)).toHaveLength(2);
});

test('what is wrong with the settings has no time, and hides whether something is set up', () => {
  const error = { time: null, message: 'The settings can not be read', tool: null, kind: 'settings' };
  const text = writeStatus({ ...status, profiles: [], errors: [error] }, { unicode: true });
  expect(text).toContain('Login\n  ✗ Not known; see the errors below\n');
  expect(text).toEndWith('Last errors\n  The settings can not be read (settings)');
});
