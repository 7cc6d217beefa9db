import { afterAll, beforeEach, describe, expect, test } from 'bun:test';
import { systemClock } from '../base/clock.ts';
import { silentLog } from '../base/log.ts';
import { startDemoHalo } from '../demo/demo-halo.ts';
import { parseFault } from '../demo/faults.ts';
import { HaloError } from '../halo/errors.ts';
import { testDay } from '../testing/session.ts';
import type { AreaReport } from './areas.ts';
import { findHalo, testLogin } from './check-halo.ts';

const demo = startDemoHalo({ date: testDay });
afterAll(() => demo.stop());
beforeEach(() => demo.setFault(undefined));

const place = { clock: systemClock, log: silentLog };
const { signal } = new AbortController();
const connection = {
  address: demo.url,
  clientId: demo.clientId,
  clientSecret: demo.clientSecret,
  scope: 'all',
};

const all: readonly string[] = [
  'tickets',
  'clients',
  'contracts',
  'invoices',
  'recurring invoices',
  'projects',
  'assets',
  'agents',
  'reports',
];

function accessOf(areas: readonly AreaReport[]): Record<string, string> {
  return Object.fromEntries(areas.map((report) => [report.area, report.access]));
}

async function fail(run: Promise<unknown>): Promise<HaloError> {
  const error = await run.catch((reason: unknown) => reason);
  if (error instanceof HaloError) return error;
  throw new Error(`Expected a HaloError, not ${error}`);
}

test('a Halo is found at whatever was pasted, with the page for API logins', async () => {
  expect(await findHalo({ address: ` "${demo.url}/tickets?id=5" ` }, {}, place, signal)).toEqual({
    siteUrl: demo.url,
    host: new URL(demo.url).host,
    tenant: 'demo',
    applicationsUrl: `${demo.url}/config/integrations/api/applications`,
  });
});

test('a login that may read everything shows who it is and how much it sees', async () => {
  const heard: string[] = [];
  const report = await testLogin(connection, {}, place, signal, ({ area }) => heard.push(area));
  expect(report.agent?.name).not.toBe('');
  expect(report.instance).toEqual({ name: 'HaloPSA', version: '2.196.1' });
  expect(report.tokenExpiresAt).toBeGreaterThan(Date.now());
  expect(report.areas.map(({ area }): string => area)).toEqual([...all]);
  expect(heard.toSorted()).toEqual(all.toSorted());
  const counts = report.areas.map((area) => (area.access === 'readable' ? area.count : area.access));
  expect(counts.every((count) => typeof count === 'number' && count > 0)).toBe(true);
  expect(report.areas.find(({ area }) => area === 'tickets')).toEqual({
    area: 'tickets',
    title: 'Open tickets',
    access: 'readable',
    count: expect.any(Number),
  });
  expect(report.areas.find(({ area }) => area === 'clients')).toMatchObject({ count: 122 });
});

test('each area costs one small request', async () => {
  const before = demo.requests.length;
  await testLogin(connection, {}, place, signal);
  const asked = demo.requests.slice(before).map(({ path }) => path);
  expect(asked.length).toBe(4 + all.length);
});

test('a login that may read little names the box to tick for the rest', async () => {
  const { areas } = await testLogin({ ...connection, scope: 'read:tickets' }, {}, place, signal);
  expect(accessOf(areas)).toEqual({
    tickets: 'readable',
    clients: 'forbidden',
    contracts: 'forbidden',
    invoices: 'forbidden',
    'recurring invoices': 'forbidden',
    projects: 'forbidden',
    assets: 'forbidden',
    agents: 'readable',
    reports: 'forbidden',
  });
  const boxes = areas.map((area) => (area.access === 'forbidden' ? area.permission : undefined));
  expect(boxes.filter(Boolean)).toEqual([
    'read:customers',
    'read:contracts',
    'read:invoices',
    'read:invoices',
    'read:projects',
    'read:assets',
    'read:reporting',
  ]);
  expect(areas[1]).toMatchObject({ where: expect.stringContaining('Permissions') });
});

describe('one area that fails leaves the others', () => {
  test.each([
    ['server-error@/Asset', 'assets', 'Halo ran into an error of its own'],
    ['missing@/Report', 'reports', 'This Halo does not offer reports'],
    ['login-page@/Invoice', 'invoices', 'answered with a web page'],
    ['bad-request@/Projects', 'projects', 'Halo did not accept the question'],
  ])('%s', async (fault, name, said) => {
    demo.setFault(parseFault(fault));
    const { areas } = await testLogin(connection, {}, place, signal);
    const failed = areas.filter(({ access }) => access !== 'readable');
    expect(failed).toEqual([
      expect.objectContaining({ area: name, access: 'failed', reason: expect.stringContaining(said) }),
    ]);
  });
});

test('who we are may stay unknown', async () => {
  demo.setFault(parseFault('missing@/Agent/me'));
  const { agent, areas } = await testLogin(connection, {}, place, signal);
  expect(agent).toBeUndefined();
  expect(Object.values(accessOf(areas))).not.toContain('failed');
});

describe('a login that is no use is an error', () => {
  test('a wrong secret', async () => {
    const wrong = { ...connection, clientSecret: 'wrong' };
    expect((await fail(testLogin(wrong, {}, place, signal))).kind).toBe('wrong_login');
  });

  test('an application without any permission', async () => {
    demo.setFault(parseFault('no-scopes'));
    expect((await fail(testLogin(connection, {}, place, signal))).kind).toBe('no_scopes');
  });

  test('a permission that does not exist', async () => {
    const odd = { ...connection, scope: 'read:users' };
    expect((await fail(testLogin(odd, {}, place, signal))).kind).toBe('scope_refused');
  });

  test('nobody at the address', async () => {
    const nobody = { ...connection, address: 'http://127.0.0.1:9' };
    expect((await fail(testLogin(nobody, {}, place, signal))).kind).toBe('unreachable');
  });
});

test('a test that is called off rejects with the reason', async () => {
  demo.setFault(parseFault('silent'));
  const stop = new AbortController();
  const testing = testLogin(connection, {}, place, stop.signal);
  stop.abort(new Error('enough'));
  await expect(testing).rejects.toThrow('enough');
});
