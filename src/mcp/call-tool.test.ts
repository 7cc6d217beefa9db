import { expect, test } from 'bun:test';
import { z } from 'zod';
import { UserError } from '../base/errors.ts';
import { silentLog } from '../base/log.ts';
import { type DemoHalo, startDemoHalo } from '../demo/demo-halo.ts';
import { createHaloClient } from '../halo/client.ts';
import { defaultScope } from '../halo/connection.ts';
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
