import { describe, expect, test } from 'bun:test';
import { silentLog } from '../base/log.ts';
import { createFixedClock } from '../testing/fixed-clock.ts';
import { createExchange } from './exchange.ts';
import { createLimiter } from './limiter.ts';
import type { Incoming } from './request.ts';
import { findServers } from './servers.ts';

const page: Incoming = {
  status: 200,
  headers: new Headers({ 'content-type': 'text/html' }),
  text: '<h1>Halo</h1>',
};
const missing: Incoming = { status: 404, headers: new Headers(), text: '' };
const info = (body: unknown): Incoming => ({
  status: 200,
  headers: new Headers(),
  text: JSON.stringify(body),
});

/** Looks for Halo on a network where only the given addresses answer; all others are missing. */
async function find(
  connection: Parameters<typeof findServers>[0],
  answers: Readonly<Record<string, Incoming | readonly Incoming[]>>,
) {
  const asked: string[] = [];
  const clock = createFixedClock();
  const exchange = createExchange({
    send: async ({ url }) => {
      const times = asked.filter((earlier) => earlier === url.href).length;
      asked.push(url.href);
      const answer = [answers[url.href] ?? missing].flat();
      return answer[Math.min(times, answer.length - 1)] ?? missing;
    },
    limiter: createLimiter(0, clock),
    clock,
    random: () => 0,
    log: silentLog,
    attemptTimeoutMs: 1_000,
  });
  const work = { signal: new AbortController().signal, deadlineAt: clock.now() + 30_000 };
  return { ...(await findServers(connection, exchange, clock, work)), asked };
}

describe('the authorisation server', () => {
  const at = { address: 'acme.halopsa.com' };
  const authInfo = 'https://acme.halopsa.com/api/authinfo';

  test('is the one that Halo names, with the tenant it names', async () => {
    const answers = { [authInfo]: info({ auth_url: 'https://auth.halopsa.com', tenant_id: 'acme' }) };
    expect(await find(at, answers)).toMatchObject({
      siteUrl: 'https://acme.halopsa.com',
      apiUrl: 'https://acme.halopsa.com/api',
      tokenUrl: 'https://auth.halopsa.com/token?tenant=acme',
    });
  });

  test.each([
    ['Halo does not know the question', missing],
    ['the answer is of another kind', info({ version: 1 })],
  ])('is assumed at <site>/auth where %s', async (_, answer) => {
    expect(await find(at, { [authInfo]: answer })).toMatchObject({
      tokenUrl: 'https://acme.halopsa.com/auth/token',
    });
  });

  test('and tenant that a person gives go before what Halo names', async () => {
    const answers = { [authInfo]: info({ auth_url: 'https://auth.halopsa.com', tenant_id: 'acme' }) };
    const given = { ...at, tenant: 'a&b', authUrl: 'https://login.acme.example/token' };
    expect(await find(given, answers)).toMatchObject({
      tokenUrl: 'https://login.acme.example/token?tenant=a%26b',
    });
  });

  test.each([
    'http://halo.acme.example:8080/auth',
    'http://halo.acme.example/auth',
    'http://localhost/auth',
    'https://127.0.0.1/auth',
    '/auth',
  ])(
    '%s, as Halo sees itself behind a reverse proxy, is meant on the address it was found at',
    async (authUrl) => {
      const answers = { 'https://halo.acme.example:8443/api/authinfo': info({ auth_url: authUrl }) };
      const { tokenUrl } = await find({ address: 'https://halo.acme.example:8443' }, answers);
      expect(tokenUrl).toBe('https://halo.acme.example:8443/auth/token');
    },
  );

  test('on another host must be encrypted', async () => {
    const answers = { [authInfo]: info({ auth_url: 'http://elsewhere.example:8080/auth' }) };
    await expect(find(at, answers)).rejects.toThrow('is not encrypted');
  });
});

describe('Halo on an own server', () => {
  const named = info({ auth_url: 'https://help.acme.example/Halo/auth' });

  test('is found in a folder', async () => {
    const found = await find(
      { address: 'https://help.acme.example/Halo' },
      { 'https://help.acme.example/Halo/api/authinfo': named },
    );
    expect(found).toMatchObject({
      apiUrl: 'https://help.acme.example/Halo/api',
      tokenUrl: 'https://help.acme.example/Halo/auth/token',
    });
  });

  test('is found from a page inside it, without its name being known', async () => {
    const answers = {
      'https://help.acme.example/Halo/ticket/api/authinfo': page,
      'https://help.acme.example/Halo/api/authinfo': named,
    };
    const found = await find({ address: 'https://help.acme.example/Halo/ticket?id=3' }, answers);
    expect(found.apiUrl).toBe('https://help.acme.example/Halo/api');
    expect(found.asked).toHaveLength(2);
  });
});

test('a Halo that has an error while it is looked for is asked again, never assumed', async () => {
  const authInfo = 'https://acme.halopsa.com/api/authinfo';
  const broken: Incoming = { status: 500, headers: new Headers(), text: '' };
  const good = info({ auth_url: 'https://auth.halopsa.com', tenant_id: 'acme' });
  const found = await find({ address: 'acme.halopsa.com' }, { [authInfo]: [broken, good] });
  expect(found.tokenUrl).toBe('https://auth.halopsa.com/token?tenant=acme');
});

test('where only web pages answer there is no Halo', async () => {
  const answers = { 'https://bakery.example/api/authinfo': page };
  await expect(find({ address: 'bakery.example' }, answers)).rejects.toThrow('answers, but not as a Halo');
});
