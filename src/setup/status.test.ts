import { afterAll, beforeEach, describe, expect, test } from 'bun:test';
import { rmSync } from 'node:fs';
import { startDemoHalo } from '../demo/demo-halo.ts';
import { parseFault } from '../demo/faults.ts';
import { testDay } from '../testing/session.ts';
import { openTemporaryWorkplace, type TemporaryWorkplace } from '../testing/temporary-workplace.ts';
import { connectAssistants } from './assistants.ts';
import { saveProfile } from './profiles.ts';
import { readStatus, type Status } from './status.ts';

const demo = startDemoHalo({ date: testDay });
afterAll(() => demo.stop());
beforeEach(() => demo.setFault(undefined));

const { signal } = new AbortController();
const login = { kind: 'client-secret', clientId: demo.clientId, clientSecret: demo.clientSecret } as const;
const look = (workplace: TemporaryWorkplace, profile?: string) =>
  readStatus(workplace, { network: {}, signal, profile });
const save = (workplace: TemporaryWorkplace, name = 'default', scope?: string) =>
  saveProfile({ name, address: demo.url, scope, login }, workplace, signal);

test('a computer on which nothing is set up is not ready, and nothing is wrong', async () => {
  using workplace = openTemporaryWorkplace();
  const status = await look(workplace);
  expect(status).toMatchObject({
    ok: false,
    profiles: [],
    keychain: { ok: true, problem: null },
    errors: [],
  });
  expect(status.assistants).toHaveLength(10);
  expect(status.assistants.filter(({ connected }) => connected)).toEqual([]);
});

test('a login that works makes it ready, and shows whom and what', async () => {
  using workplace = openTemporaryWorkplace();
  await save(workplace);
  const status = await look(workplace);
  expect(Object.keys(status)).toEqual([
    'ok',
    'version',
    'profiles',
    'keychain',
    'assistants',
    'startAtLogin',
    'updates',
    'logFile',
    'errors',
  ]);
  expect(status.ok).toBe(true);
  const [profile] = status.profiles;
  expect(profile).toMatchObject({
    name: 'default',
    source: 'settings',
    address: demo.url,
    signIn: 'client-secret',
    halo: { reachable: true, name: 'HaloPSA', version: '2.196.1' },
    agent: expect.stringMatching(/./),
    token: { ok: true, expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
    problem: null,
  });
  expect(profile?.areas).toHaveLength(9);
});

test('it is plain data without secrets', async () => {
  using workplace = openTemporaryWorkplace();
  await save(workplace);
  const status = await look(workplace);
  const text = JSON.stringify(status);
  expect(JSON.parse(text)).toEqual(status);
  expect(text).not.toContain(demo.clientSecret);
  expect(text).not.toContain(demo.clientId);
});

describe('what keeps a question from being answered is said', () => {
  const cases: readonly (readonly [string, (workplace: TemporaryWorkplace) => void, Partial<Status>])[] = [
    [
      'a locked keychain',
      (workplace) => workplace.keychain.fail('locked'),
      { keychain: { ok: false, problem: 'The keychain is locked. Mend it, then try again' } },
    ],
    ['an application without permissions', () => demo.setFault(parseFault('no-scopes')), {}],
    ['a web page in place of Halo', () => demo.setFault(parseFault('login-page@/authinfo')), {}],
  ];
  test.each([...cases])('%s', async (_name, spoil, expected) => {
    using workplace = openTemporaryWorkplace();
    await save(workplace);
    spoil(workplace);
    const status = await look(workplace);
    expect(status).toMatchObject({ ok: false, ...expected });
    expect(status.profiles[0]?.token).toEqual({ ok: false, expiresAt: null });
    expect(status.profiles[0]?.problem).toMatch(/\w/);
  });

  test('a Halo that answers while the keychain does not is reachable', async () => {
    using workplace = openTemporaryWorkplace();
    await save(workplace);
    workplace.keychain.fail('missing');
    expect((await look(workplace)).profiles[0]?.halo.reachable).toBe(true);
  });

  test('an address where nobody is', async () => {
    using workplace = openTemporaryWorkplace();
    await saveProfile({ name: 'default', address: 'http://127.0.0.1:9', login }, workplace, signal);
    const [profile] = (await look(workplace)).profiles;
    expect(profile?.halo.reachable).toBe(false);
  });

  test('a login that may read nothing but the agents', async () => {
    using workplace = openTemporaryWorkplace();
    await save(workplace, 'default', 'read:kb');
    const status = await look(workplace);
    expect(status.ok).toBe(false);
    expect(status.profiles[0]?.problem).toStartWith('This login may read nothing in Halo but the agents');
  });

  test('settings that can not be read', async () => {
    using workplace = openTemporaryWorkplace();
    workplace.write('.config/halo-mcp/settings.json', '{ broken');
    const status = await look(workplace);
    expect(status).toMatchObject({ ok: false, profiles: [] });
    expect(status.errors[0]).toMatchObject({
      kind: 'settings',
      message: expect.stringContaining('settings'),
    });
  });

  test('a profile that is not there', async () => {
    using workplace = openTemporaryWorkplace();
    await save(workplace);
    const status = await look(workplace, 'sandbox');
    expect(status).toMatchObject({ ok: false, profiles: [] });
    expect(status.errors[0]?.message).toStartWith('There is no profile "sandbox". Set up are: default');
  });
});

test('looking ends at once when it is called off', async () => {
  using workplace = openTemporaryWorkplace();
  await save(workplace);
  demo.setFault(parseFault('silent@/authinfo'));
  const stop = new AbortController();
  const looking = readStatus(workplace, { network: {}, signal: stop.signal });
  stop.abort(new Error('enough'));
  await expect(looking).rejects.toThrow('enough');
});

test('the default profile decides; another one only where it is named or alone', async () => {
  using workplace = openTemporaryWorkplace();
  await save(workplace, 'sandbox');
  expect((await look(workplace)).ok).toBe(true);
  await saveProfile(
    { name: 'default', address: demo.url, login: { ...login, clientSecret: 'wrong' } },
    workplace,
    signal,
  );
  const status = await look(workplace);
  expect(status.ok).toBe(false);
  expect(status.profiles.map(({ name, token }) => [name, token.ok])).toEqual([
    ['sandbox', true],
    ['default', false],
  ]);
  expect((await look(workplace, 'sandbox')).ok).toBe(true);
});

test('a login of the environment is enough', async () => {
  using workplace = openTemporaryWorkplace();
  workplace.keychain.fail('missing');
  const { clientId, clientSecret } = login;
  const environmentConnection = {
    address: demo.url.replace('//', '//dana:pass@'),
    clientId,
    clientSecret,
    scope: 'all',
  };
  const status = await readStatus(workplace, { network: {}, signal, environmentConnection });
  expect(status).toMatchObject({
    ok: true,
    profiles: [{ source: 'environment', address: demo.url }],
    keychain: { ok: false },
  });
});

test('a login of the environment counts before a stored one, also where it does not work', async () => {
  using workplace = openTemporaryWorkplace();
  await save(workplace);
  const { clientId } = login;
  const environmentConnection = { address: demo.url, clientId, clientSecret: 'another', scope: 'all' };
  const status = await readStatus(workplace, { network: {}, signal, environmentConnection });
  expect(status.ok).toBe(false);
  expect(status.profiles.map(({ token }) => token.ok)).toEqual([false, true]);
});

test('assistants show what is connected, and what is wrong with an entry', async () => {
  using workplace = openTemporaryWorkplace();
  await save(workplace);
  workplace.write('.cursor/mcp.json', '');
  await connectAssistants(['cursor', 'zed'], 'default', workplace);
  await connectAssistants(['cursor'], 'gone', workplace);
  const find = async (id: string) => (await look(workplace)).assistants.find((one) => one.id === id);
  expect(await find('cursor')).toMatchObject({ installed: true, connected: true, problem: null });
  expect((await find('cursor'))?.files[0]?.entries).toEqual([
    { name: 'halo', right: true, note: 'starts this program' },
    {
      name: 'halo-gone',
      right: false,
      note: 'its profile "gone" is not set up. Do so with "halo-mcp setup --profile gone", or add --remove --yes to take the entry away',
    },
  ]);
  rmSync(workplace.program.command);
  expect((await find('cursor'))?.files[0]?.entries[0]).toMatchObject({ name: 'halo', right: false });
  workplace.write('.cursor/mcp.json', '{ broken');
  expect((await find('cursor'))?.problem).toContain('.cursor/mcp.json');
});

test('the last errors of the log are shown', async () => {
  using workplace = openTemporaryWorkplace();
  const line = {
    at: '2026-11-15T12:00:00.000Z',
    level: 'warn',
    message: 'tool called',
    tool: 'list_tickets',
  };
  workplace.write(
    '.local/state/halo-mcp/halo-mcp.log',
    `${JSON.stringify({ ...line, outcome: 'HaloError', kind: 'timeout' })}\n`,
  );
  expect((await look(workplace)).errors).toEqual([
    {
      time: '2026-11-15T12:00:00.000Z',
      message: 'list_tickets gave no answer',
      tool: 'list_tickets',
      kind: 'timeout',
    },
  ]);
});
