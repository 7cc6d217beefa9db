import { afterAll, beforeEach, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { startDemoHalo } from '../../demo/demo-halo.ts';
import { parseFault } from '../../demo/faults.ts';
import { listProfiles } from '../../setup/profiles.ts';
import { allowSignIn, demoLogin } from '../../testing/demo-sign-in.ts';
import { testDay } from '../../testing/session.ts';
import { openTestPlace, type TestPlace } from '../../testing/settings-place.ts';
import { openTemporaryWorkplace, type TemporaryWorkplace } from '../../testing/temporary-workplace.ts';
import { createAnswer } from './routes.ts';

const demo = startDemoHalo({ date: testDay });
afterAll(() => demo.stop());
beforeEach(() => demo.setFault(undefined));

const line = z.union([
  z.object({ step: z.unknown() }),
  z.object({ value: z.unknown() }),
  z.object({ problem: z.object({ message: z.string(), suspects: z.array(z.string()) }) }),
]);

type Line = z.infer<typeof line>;
type Ask = (action: string, body?: unknown) => Promise<readonly Line[]>;

function open(home: TemporaryWorkplace, place: TestPlace = openTestPlace(home)): Ask {
  const answer = createAnswer(place);
  return async (action, body) => {
    const stream = answer(action, body, new AbortController().signal);
    if (stream === undefined) throw new Error(`There is no ${action}`);
    const text = await new Response(stream).text();
    return text
      .split('\n')
      .slice(0, -1)
      .map((one) => line.parse(JSON.parse(one)));
  };
}

const last = (lines: readonly Line[]) => lines.at(-1);
const place = { address: demo.url, network: {} };
const application = { ...place, profile: 'default', clientId: demo.clientId };
const secret = { ...application, clientSecret: ` ${demo.clientSecret}\n` };
const draftOf = (lines: readonly Line[]) =>
  z.object({ value: z.object({ draft: z.string() }) }).parse(last(lines)).value.draft;

/** Claude Desktop as it is found on Linux. */
const installClaude = (home: TemporaryWorkplace) =>
  home.write('.config/Claude/claude_desktop_config.json', '{}');

test('a first set-up: find, test, store, connect; nothing that comes back holds the secret', async () => {
  using home = openTemporaryWorkplace();
  const config = installClaude(home);
  const ask = open(home);
  expect(last(await ask('look'))).toMatchObject({ value: { profiles: [], startAtLogin: 'off' } });
  const found = await ask('find-halo', place);
  expect(last(found)).toMatchObject({ value: { siteUrl: demo.url, applicationsUrl: expect.any(String) } });

  const tested = await ask('test-login', secret);
  expect(tested.filter((one) => 'step' in one)).toHaveLength(9);
  expect(last(tested)).toMatchObject({ value: { agent: expect.any(String), areas: expect.any(Array) } });
  expect(home.keychain.held.size).toBe(0);

  const draft = draftOf(tested);
  const applied = await ask('apply-setup', { draft, assistants: ['claude-desktop'] });
  expect(applied.slice(0, 3)).toEqual([{ step: 'keychain' }, { step: 'assistants' }, { step: 'check' }]);
  expect(last(applied)).toMatchObject({
    value: { check: { tools: 18 }, problem: null, assistants: [{ id: 'claude-desktop' }] },
  });
  expect(readFileSync(config, 'utf8')).toContain('"halo"');
  expect(home.keychain.held.get('default/client-secret')).toContain(demo.clientSecret);
  const everything = [...found, ...tested, ...applied, ...(await ask('look')), ...(await ask('read-status'))];
  expect(JSON.stringify(everything)).not.toContain(demo.clientSecret);
});

test('a login that was tested is stored once, and only the last one', async () => {
  using home = openTemporaryWorkplace();
  const ask = open(home);
  const first = draftOf(await ask('test-login', secret));
  const second = draftOf(await ask('test-login', secret));
  const refused = { problem: { message: 'This login is not the last one tested. Test it again' } };
  expect(last(await ask('apply-setup', { draft: first, assistants: [] }))).toMatchObject(refused);
  expect(last(await ask('apply-setup', { draft: second, assistants: [] }))).toHaveProperty('value');
  expect(last(await ask('apply-setup', { draft: second, assistants: [] }))).toMatchObject(refused);
});

test('a wrong secret says what to do and what to correct', async () => {
  using home = openTemporaryWorkplace();
  const wrong = { ...secret, clientSecret: 'not the secret' };
  const lines = await open(home)('test-login', wrong);
  expect(last(lines)).toMatchObject({
    problem: { suspects: ['client-secret', 'client-id', 'address', 'again'] },
  });
  expect(JSON.stringify(lines)).not.toContain('not the secret');
});

test('a person signs in with Halo, and the refresh token stays here', async () => {
  using home = openTemporaryWorkplace();
  const openInBrowser = async (url: string) => {
    const back = await allowSignIn(url, demoLogin(demo));
    await fetch(back);
  };
  const ask = open(home, openTestPlace(home, { openInBrowser }));
  const lines = await ask('sign-in', { ...application, clientId: demo.nativeClientId });
  expect(lines[0]).toMatchObject({ step: { signInUrl: expect.stringContaining('/auth/authorize') } });
  expect(lines[1]).toEqual({ step: { isSignedIn: true } });
  expect(last(lines)).toMatchObject({ value: { agent: 'Rosalind Pemberton' } });
  await ask('apply-setup', { draft: draftOf(lines), assistants: [] });
  const token = z
    .object({ secret: z.string() })
    .parse(JSON.parse(home.keychain.held.get('default/refresh-token') ?? '{}')).secret;
  expect(JSON.stringify(lines)).not.toContain(token);
});

test('assistants are connected, repaired and disconnected one by one', async () => {
  using home = openTemporaryWorkplace();
  const config = installClaude(home);
  const ask = open(home);
  const claude = { id: 'claude-desktop', profile: 'default' };
  expect(last(await ask('list-assistants', { profile: 'default' }))).toMatchObject({
    value: {
      assistants: expect.arrayContaining([
        expect.objectContaining({ id: 'claude-desktop', isInstalled: true }),
      ]),
    },
  });
  expect(last(await ask('connect-assistant', claude))).toMatchObject({ value: { problem: null } });
  expect(readFileSync(config, 'utf8')).toContain('"halo"');
  expect(last(await ask('disconnect-assistant', claude))).toMatchObject({ value: { problem: null } });
  expect(readFileSync(config, 'utf8')).not.toContain('"halo"');
  expect(last(await ask('list-to-close', { ids: ['claude-desktop'] }))).toEqual({
    value: { assistants: [] },
  });
  expect(last(await ask('connect-assistant', { id: 'hal-9000', profile: 'default' }))).toMatchObject({
    problem: { message: expect.stringContaining('There is no assistant "hal-9000"') },
  });
});

test('a file that can not be used is a finding, not the end', async () => {
  using home = openTemporaryWorkplace();
  home.write('.config/Claude/claude_desktop_config.json', '{ "mcpServers": ');
  const answer = last(await open(home)('connect-assistant', { id: 'claude-desktop', profile: 'default' }));
  expect(answer).toMatchObject({ value: { problem: expect.stringContaining('line 1') } });
});

test('a tool is tried and its reply comes word for word; the log tells of it without what was asked', async () => {
  using home = openTemporaryWorkplace();
  const place = openTestPlace(home);
  const ask = open(home, place);
  await ask('apply-setup', { draft: draftOf(await ask('test-login', secret)), assistants: [] });
  const tried = await ask('try-tool', {
    profile: 'default',
    tool: 'list_clients',
    args: { search: 'Quillmere Holdings' },
  });
  expect(last(tried)).toMatchObject({
    value: { isError: false, text: expect.stringMatching(/^clients 1 of 1.*Quillmere Holdings/s) },
  });
  const wrong = await ask('try-tool', { profile: 'default', tool: 'list_clients', args: { page: 'x' } });
  expect(last(wrong)).toMatchObject({ value: { isError: true } });
  const activity = await ask('read-activity');
  expect(last(activity)).toMatchObject({
    value: {
      calls: [
        { tool: 'list_clients', rows: null, problem: 'wrong arguments' },
        { tool: 'list_clients', rows: 1, problem: null, ms: expect.any(Number) },
      ],
    },
  });
  expect(JSON.stringify(activity)).not.toContain('Quillmere');
});

test('one Halo is removed with its entries, then everything', async () => {
  using home = openTemporaryWorkplace();
  const config = installClaude(home);
  const ask = open(home);
  const add = async (profile: string) => {
    const draft = draftOf(await ask('test-login', { ...secret, profile }));
    await ask('apply-setup', { draft, assistants: ['claude-desktop'] });
  };
  await add('default');
  await add('sandbox');
  expect(last(await ask('remove-profile', { profile: 'sandbox' }))).toMatchObject({
    value: { wasStored: true },
  });
  expect(listProfiles(home).map(({ name }) => name)).toEqual(['default']);
  expect(readFileSync(config, 'utf8')).not.toContain('halo-sandbox');
  const removed = await ask('remove-everything', { keepBackups: false });
  expect(JSON.stringify(last(removed))).not.toContain('"done":false');
  expect(home.keychain.held.size).toBe(0);
  expect(last(await ask('look'))).toMatchObject({ value: { profiles: [] } });
});

test('what the page may not send is refused without quoting it', async () => {
  using home = openTemporaryWorkplace();
  const ask = open(home);
  for (const body of [null, 7, 'text', [], { ...secret, clientSecret: { toString: demo.clientSecret } }]) {
    const lines = await ask('test-login', body);
    expect(last(lines)).toMatchObject({ problem: { message: expect.stringContaining('can not be used') } });
    expect(JSON.stringify(lines)).not.toContain(demo.clientSecret);
  }
});

test('a fault of our own goes to the log, not to the page', async () => {
  using home = openTemporaryWorkplace();
  const place = openTestPlace(home);
  const broken = {
    ...place,
    openLog: async () => Promise.reject(new TypeError('undefined is not a function')),
  };
  const lines = await open(home, broken)('open-log');
  expect(JSON.stringify(lines)).not.toContain('undefined is not');
  expect(place.logLines.join()).toContain('undefined is not');
});

test('a keychain that refuses leaves nothing behind and says so', async () => {
  using home = openTemporaryWorkplace();
  const ask = open(home);
  const draft = draftOf(await ask('test-login', secret));
  home.keychain.fail('locked');
  const applied = await ask('apply-setup', { draft, assistants: [] });
  expect(last(applied)).toMatchObject({ problem: { message: expect.stringContaining('locked') } });
  home.keychain.fail(undefined);
  expect(last(await ask('look'))).toMatchObject({ value: { profiles: [] } });
  expect(last(await ask('apply-setup', { draft, assistants: [] }))).toHaveProperty('value');
});

test('a page that goes away ends what it asked for', async () => {
  using home = openTemporaryWorkplace();
  demo.setFault(parseFault('stalled'));
  const gone = new AbortController();
  const stream = createAnswer(openTestPlace(home))('find-halo', place, gone.signal);
  const reading = new Response(stream).text();
  gone.abort(new Error('gone'));
  expect(await reading).toBe('');
});

test('no file of the assistants but the one asked for is written', async () => {
  using home = openTemporaryWorkplace();
  installClaude(home);
  const cursor = home.write('.cursor/mcp.json', '{"mcpServers":{}}');
  await open(home)('connect-assistant', { id: 'claude-desktop', profile: 'default' });
  expect(readFileSync(cursor, 'utf8')).toBe('{"mcpServers":{}}');
});
