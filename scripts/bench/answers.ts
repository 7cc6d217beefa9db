import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { createDemoData } from '../../src/demo/data/demo-data.ts';
import { type DemoHalo, startDemoHalo } from '../../src/demo/demo-halo.ts';
import { type ExampleCall, findExampleCalls } from '../../src/testing/example-calls.ts';
import { ask, connectToProgram, type ProgramClient } from '../../src/testing/program-client.ts';
import { readResidentBytes } from './start-up.ts';

/** What one answer costs. */
export interface AnswerCost {
  readonly name: string;
  readonly bytes: number;
  readonly tokens: number;
  /** In a process that has just started: with signing in and the look-ups that are kept afterwards. */
  readonly first: Effort;
  /** The same question again in the same process. */
  readonly again: Effort;
}

export interface Effort {
  readonly requests: number;
  readonly ms: number;
}

/** Every request to the demo takes at least this long, as one to a Halo on the internet does. */
export const latencyMs = 80;

/** The most that the program asks for at once. */
const requestsInFlight = 4;

/** The least time in which so many requests can be answered. */
export function idealMs(requests: number): number {
  return (requests / requestsInFlight) * latencyMs;
}

/** Asks one ordinary question of every tool, and a few that have a target, of a demo of that scale. */
export async function measureAnswers(date: string, scale: number): Promise<readonly AnswerCost[]> {
  const demo = startDemoHalo({ date, scale, latencyMs });
  try {
    const costs: AnswerCost[] = [];
    for (const { name, call } of await findQuestions(demo, date, scale)) {
      await using session = await connect(demo);
      const first = await measureOne(session, demo, call);
      const again = await measureOne(session, demo, call);
      const { text } = first;
      costs.push({
        name,
        bytes: Buffer.byteLength(text),
        tokens: encode(text).length,
        first: first.effort,
        again: again.effort,
      });
    }
    return costs;
  } finally {
    await demo.stop();
  }
}

/** Resident memory of the program after its largest answer, in bytes. */
export async function measureResidentAfterRevenue(date: string): Promise<number> {
  const demo = startDemoHalo({ date });
  try {
    await using session = await connect(demo);
    await ask(session.client, 'revenue_breakdown');
    return await readResidentBytes(session.program.pid);
  } finally {
    await demo.stop();
  }
}

interface Question {
  readonly name: string;
  readonly call: ExampleCall;
}

/** Asking them all once also makes the demo's data, so that no question is charged for it. */
async function findQuestions(demo: DemoHalo, date: string, scale: number): Promise<readonly Question[]> {
  await using session = await connect(demo);
  const calls = await findExampleCalls(session.client);
  const long = createDemoData({ date, scale })
    .tickets()
    .find((ticket) => ticket.isLong);
  const questions: readonly Question[] = [
    ...calls.map((call) => ({ name: call.tool, call })),
    { name: 'list_clients, five', call: { tool: 'list_clients', args: { page_size: 5 } } },
    { name: 'get_ticket, of 200 KB', call: { tool: 'get_ticket', args: { id: long?.id ?? 0 } } },
  ];
  for (const { call } of questions) await ask(session.client, call.tool, call.args);
  return questions;
}

async function measureOne(session: ProgramClient, demo: DemoHalo, call: ExampleCall) {
  const before = demo.requests.length;
  const startedAt = performance.now();
  const text = await ask(session.client, call.tool, call.args);
  return { text, effort: { requests: demo.requests.length - before, ms: performance.now() - startedAt } };
}

/** The limiter and the deadline are lifted, because they would be measured instead. */
function connect(demo: DemoHalo): Promise<ProgramClient> {
  const login = {
    HALO_INSTANCE_URL: demo.url,
    HALO_CLIENT_ID: demo.clientId,
    HALO_CLIENT_SECRET: demo.clientSecret,
  };
  return connectToProgram({
    args: ['serve'],
    env: { ...login, HALO_RATE_LIMIT: '0', HALO_DEADLINE_MS: '600000' },
    lifetimeMs: 600_000,
  });
}
