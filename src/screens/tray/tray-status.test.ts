import { expect, test } from 'bun:test';
import type { Status } from '../../setup/status.ts';
import { toTrayStatus } from './tray-status.ts';

const profile: Status['profiles'][number] = {
  name: 'default',
  source: 'settings',
  address: 'https://acme.halopsa.com/api',
  signIn: 'client-secret',
  halo: { reachable: true, name: 'HaloPSA', version: '2.196.1' },
  agent: 'Dana Bishop',
  token: { ok: true, expiresAt: null },
  areas: [],
  problem: null,
};

const claude: Status['assistants'][number] = {
  id: 'claude-desktop',
  title: 'Claude Desktop',
  installed: true,
  running: false,
  connected: false,
  files: [{ path: '/config.json', exists: true, entries: [] }],
  problem: null,
};

const status: Status = {
  ok: true,
  version: '0.1.0',
  profiles: [profile],
  keychain: { ok: true, problem: null },
  assistants: [claude],
  startAtLogin: 'off',
  updates: { allowed: true, problem: null },
  logFile: '/log',
  errors: [],
};

const context = { wasConnected: false, startsAtLogin: false, isTesting: false };

test('a login that works is connected, to a host and as somebody', () => {
  expect(toTrayStatus(status, context)).toEqual({
    connection: { kind: 'connected', host: 'acme.halopsa.com', agent: 'Dana Bishop' },
    claude: 'not-connected',
    profiles: ['default'],
    profile: 'default',
    startsAtLogin: false,
    isTesting: false,
    version: '0.1.0',
  });
});

test('no profile at all is not set up; settings that can not be read are a problem', () => {
  const empty = { ...status, profiles: [] };
  expect(toTrayStatus(empty, context).connection).toEqual({ kind: 'not-set-up' });
  const broken = {
    ...empty,
    errors: [{ time: null, message: 'The settings are damaged', tool: null, kind: 'settings' }],
  };
  expect(toTrayStatus(broken, context).connection).toEqual({
    kind: 'attention',
    problem: 'The settings are damaged',
  });
});

test('a Halo that does not answer is offline; one that refuses is a problem', () => {
  const unreachable = {
    ...profile,
    halo: { ...profile.halo, reachable: false },
    problem: 'No answer',
  };
  expect(toTrayStatus({ ...status, profiles: [unreachable] }, context).connection).toEqual({
    kind: 'offline',
    host: 'acme.halopsa.com',
  });
  const refused = { ...profile, problem: 'Halo refused the client secret' };
  expect(toTrayStatus({ ...status, profiles: [refused] }, context).connection).toEqual({
    kind: 'attention',
    problem: 'Halo refused the client secret',
  });
});

test('the profile that the person chose is shown; one that is gone gives way to the first', () => {
  const profiles = [profile, { ...profile, name: 'sandbox', agent: null }];
  const chosen = toTrayStatus({ ...status, profiles }, { ...context, profile: 'sandbox' });
  expect(chosen.profile).toBe('sandbox');
  expect(chosen.connection).toMatchObject({ agent: undefined });
  expect(toTrayStatus({ ...status, profiles }, { ...context, profile: 'gone' }).profile).toBe('default');
});

test('Claude Desktop: connected, never connected, lost, wrong, or not there', () => {
  const look = (found: Partial<typeof claude>, wasConnected = false) =>
    toTrayStatus({ ...status, assistants: [{ ...claude, ...found }] }, { ...context, wasConnected }).claude;
  expect(look({ connected: true })).toBe('connected');
  expect(look({})).toBe('not-connected');
  expect(look({}, true)).toBe('needs-repair');
  const wrong = [{ name: 'halo', right: false, note: 'starts another program' }];
  expect(look({ files: [{ path: '/config.json', exists: true, entries: wrong }] })).toBe('needs-repair');
  expect(look({ installed: false }, true)).toBe('not-installed');
});
