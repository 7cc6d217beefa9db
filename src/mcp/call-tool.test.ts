import { expect, test } from 'bun:test';
import { z } from 'zod';
import { UserError } from '../base/errors.ts';
import { silentLog } from '../base/log.ts';
import { type DemoHalo, startDemoHalo } from '../demo/demo-halo.ts';
import { createHaloClient, type HaloClient } from '../halo/client.ts';
import { defaultScope } from '../halo/connection.ts';
import { HaloError } from '../halo/errors.ts';
import { testDay } from '../testing/session.ts';
import { defineTool, type ToolContext } from '../tools/tool.ts';
import { callTool } from './call-tool.ts';

/** Calls a tool that does `run` on a slow demo Halo. */
async function callOn(demo: DemoHalo, run: (context: ToolContext) => Promise<never>) {
  const connection = {
    address: demo.url,
    clientId: demo.clientId,
    clientSecret: demo.clientSecret,
    scope: defaultScope,
  };
  const client = createHaloClient({ connection });
  const tool = defineTool({
    name: 'try_it',
    title: 'Try it',
    effect: 'reads',
    description: 'For this test',
    input: z.strictObject({}),
    run: (_, context) => run(context),
  });
  const call = { signal: new AbortController().signal, onProgress: () => undefined };
  return callTool(tool, {}, call, {
    connect: () => client,
    now: () => new Date(`${testDay}T12:00:00`),
    log: silentLog,
    deadlineMs: () => 45_000,
    logPlace: 'halo-mcp.log',
  });
}

test('what a failed call has begun beside does not go on asking Halo', async () => {
  const demo = startDemoHalo({ date: testDay, latencyMs: 20 });
  let leftBehind: Promise<unknown> = Promise.resolve('not begun');
  const { isError } = await callOn(demo, async ({ halo }) => {
    await halo.agents();
    leftBehind = halo.tickets.walk({}).catch((error: unknown) => error);
    throw new UserError('No');
  });
  expect(isError).toBe(true);
  expect(await leftBehind).toHaveProperty('name', 'AbortError');
  await demo.stop();
});

test('a fault of our own is said to be one, without what it was', async () => {
  const demo = startDemoHalo({ date: testDay });
  const { content } = await callOn(demo, async () => {
    throw new TypeError('undefined is not a function');
  });
  expect(content).toEqual([
    {
      type: 'text',
      text: 'try_it ran into a fault of halo-mcp itself, so there is no answer. The log has the details (halo-mcp.log); please report it',
    },
  ]);
  await demo.stop();
});

const place = { address: 'http://127.0.0.1:9', clientId: 'c', scope: defaultScope };

/** Calls a tool that Halo refuses to answer with `kind`; tells which clients were asked with, by their order. */
async function callRefused(kind: 'wrong_login' | 'forbidden', clients: readonly HaloClient[]) {
  let connects = 0;
  let runs = 0;
  const tool = defineTool({
    name: 'try_it',
    title: 'Try it',
    effect: 'reads',
    description: 'For this test',
    input: z.strictObject({}),
    run: async () => {
      runs++;
      throw new HaloError(kind, 'Halo refuses');
    },
  });
  const refused: (HaloClient | undefined)[] = [];
  const result = await callTool(
    tool,
    {},
    { signal: new AbortController().signal, onProgress: () => undefined },
    {
      connect: (client) => {
        refused.push(client);
        const next = clients[connects++];
        if (next === undefined) throw new Error('Asked too often');
        return next;
      },
      now: () => new Date(`${testDay}T12:00:00`),
      log: silentLog,
      deadlineMs: () => 45_000,
      logPlace: 'halo-mcp.log',
    },
  );
  expect(result).toMatchObject({ isError: true, content: [{ text: 'Halo refuses' }] });
  return { runs, refused };
}

test('a refused login is read again, and tried once more where it has changed', async () => {
  const [old, other] = ['old-secret', 'new-secret'].map((clientSecret) =>
    createHaloClient({ connection: { ...place, clientSecret } }),
  );
  if (old === undefined || other === undefined) throw new Error('There are two');
  expect(await callRefused('wrong_login', [old, other])).toEqual({ runs: 2, refused: [undefined, old] });
  expect(await callRefused('wrong_login', [old, old])).toEqual({ runs: 1, refused: [undefined, old] });
  expect(await callRefused('forbidden', [old, other])).toEqual({ runs: 1, refused: [undefined] });
});
