import { afterAll, describe, expect, test } from 'bun:test';
import { type DemoHalo, startDemoHalo } from '../demo/demo-halo.ts';
import { parseFault } from '../demo/faults.ts';
import { createMemoryTokens, signInToDemo, toPersonConnection } from '../testing/demo-sign-in.ts';
import { createFixedClock } from '../testing/fixed-clock.ts';
import { createHaloClient } from './client.ts';
import { defaultScope, type HaloConnection } from './connection.ts';
import { applicationsUrl } from './errors.ts';
import { identifyHalo } from './identify.ts';

const demo = startDemoHalo({ date: '2026-11-15' });
afterAll(() => demo.stop());

const identify = (address: string) =>
  identifyHalo({ address }, { clock: createFixedClock(), signal: new AbortController().signal });

function open(connection: HaloConnection, clock = createFixedClock()) {
  return createHaloClient({ connection, clock }).open({
    signal: new AbortController().signal,
    timeMs: 45_000,
  });
}

const service = (halo: DemoHalo) => ({
  address: halo.url,
  clientId: halo.clientId,
  clientSecret: halo.clientSecret,
  scope: defaultScope,
});

describe('a Halo that nobody is signed in to', () => {
  test('is known by its address and tenant, without a token being asked for', async () => {
    const before = demo.requests.length;
    expect(await identify(`${demo.url}/tickets?id=5`)).toMatchObject({
      siteUrl: demo.url,
      tenant: 'demo',
    });
    expect(demo.requests.slice(before).every(({ path }) => path.endsWith('/api/authinfo'))).toBe(true);
  });

  test('is known by its way to refuse, where it does not name its authorisation server', async () => {
    demo.setFault(parseFault('missing@/authinfo'));
    expect(await identify(demo.url)).toMatchObject({ siteUrl: demo.url, tenant: undefined });
    demo.setFault(undefined);
  });

  test('has a page on which an admin makes the login', () => {
    expect(applicationsUrl('https://acme.halopsa.com')).toBe(
      'https://acme.halopsa.com/config/integrations/api/applications',
    );
  });
});

describe('what is no Halo', () => {
  test.each([
    ['pages that do not exist', 404, 'text/html', '<h1>Not found</h1>'],
    ['nothing', 404, 'text/plain', ''],
    ['JSON of its own', 404, 'application/json', '{"message":"no such route"}'],
    ['a page for everything', 200, 'text/html', '<h1>Bakery</h1>'],
  ])('a server that answers with %s', async (_, status, type, body) => {
    const server = Bun.serve({
      hostname: '127.0.0.1',
      port: 0,
      fetch: () => new Response(body, { status, headers: { 'content-type': type } }),
    });
    await expect(identify(`http://127.0.0.1:${server.port}`)).rejects.toThrow('answers, but not as a Halo');
    await server.stop(true);
  });
});

describe('once signed in', () => {
  test('a program is the agent it logs in as, and learns name and version', async () => {
    const halo = open(service(demo));
    expect(await halo.me()).toMatchObject({ id: 26, name: 'API Connector' });
    expect(await halo.instance()).toEqual({ name: 'HaloPSA', version: '2.196.1' });
  });

  test('a person is their own agent; what their rights do not cover is unknown', async () => {
    const tokens = createMemoryTokens(await signInToDemo(demo, 'Tamsin Holloway'));
    const halo = open(toPersonConnection(demo, tokens));
    expect(await halo.me()).toMatchObject({
      id: 8,
      name: 'Tamsin Holloway',
      email: 'tamsin@demo-msp.example',
    });
    expect(await halo.instance()).toEqual({ name: undefined, version: undefined });
    await expect(halo.invoices.page({}, 1, 5)).rejects.toThrow('may not read invoices');
  });

  test('it is known when the token ends', async () => {
    const clock = createFixedClock();
    const halo = open(service(demo), clock);
    expect(halo.tokenExpiresAt()).toBeUndefined();
    await halo.me();
    expect(halo.tokenExpiresAt()).toBe(clock.now() + 3_600_000);
  });

  test('an application without permissions is told to a person in their own words', async () => {
    const tokens = createMemoryTokens(await signInToDemo(demo));
    demo.setFault(parseFault('no-scopes'));
    await expect(open(toPersonConnection(demo, tokens)).me()).rejects.toThrow(
      'Halo accepts your sign-in but then refuses every question',
    );
    demo.setFault(undefined);
  });
});
