import { expect, test } from 'bun:test';
import { type DemoHalo, startDemoHalo } from '../demo/demo-halo.ts';
import { parseFault } from '../demo/faults.ts';
import { createFixedClock } from '../testing/fixed-clock.ts';
import { testDay } from '../testing/session.ts';
import { createHaloClient, type HaloClient } from './client.ts';
import { defaultScope } from './connection.ts';

const few = 'few-scopes:read:tickets+read:customers';

function connect(demo: DemoHalo, clock = createFixedClock()): HaloClient {
  const { clientId, clientSecret } = demo;
  const connection = { address: demo.url, clientId, clientSecret, scope: defaultScope };
  return createHaloClient({ connection, clock });
}

const open = (client: HaloClient) => client.open({ signal: new AbortController().signal, timeMs: 45_000 });

test('where an application ticks only some permissions, those are asked for in place of all', async () => {
  const demo = startDemoHalo({ date: testDay, fault: parseFault(few) });
  const client = connect(demo);
  expect((await open(client).tickets.page({}, 1, 1)).rows).toHaveLength(1);
  await expect(open(client).invoices.page({}, 1, 1)).rejects.toThrow('tick "read:invoices"');
  expect((await open(client).clients.page({}, 1, 1)).rows).toHaveLength(1);
  await demo.stop();
});

test('what Halo gives is found out once, and anew once it gives that no more', async () => {
  const demo = startDemoHalo({ date: testDay, fault: parseFault(few) });
  const clock = createFixedClock();
  const client = connect(demo, clock);
  const countLogins = () => demo.requests.filter(({ path }) => path === '/auth/token').length;
  await open(client).tickets.page({}, 1, 1);
  const once = countLogins();
  await open(client).tickets.page({}, 1, 1);
  expect(countLogins()).toBe(once);
  demo.setFault(parseFault('few-scopes:read:assets'));
  clock.advance(2 * 3_600_000);
  expect((await open(client).assets.page({}, 1, 1)).rows).toHaveLength(1);
  await demo.stop();
});

test('where none of them is ticked, it is the permissions that are named as missing', async () => {
  const demo = startDemoHalo({ date: testDay, fault: parseFault('few-scopes:read:kb') });
  await expect(open(connect(demo)).agents()).rejects.toThrow('the permissions it asked for (all)');
  await demo.stop();
});
