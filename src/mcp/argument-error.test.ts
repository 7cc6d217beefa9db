import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { call, connectToProgram } from '../testing/program-client.ts';

let session: Awaited<ReturnType<typeof connectToProgram>>;

beforeAll(async () => {
  session = await connectToProgram({ args: ['serve', '--demo'] });
});

afterAll(() => session[Symbol.asyncDispose]());

describe('wrong arguments are worded for the model that sent them', () => {
  for (const [tool, args, answer] of [
    ['get_ticket', {}, 'get_ticket was not run: "id" is missing; it must be a whole number'],
    ['get_ticket', { id: 'x' }, 'get_ticket was not run: "id": must be a whole number'],
    [
      'get_client',
      {},
      'get_client was not run: "id" is missing; it must be an id (a positive whole number) or',
    ],
    ['get_ticket', { id: 1, actions: 500 }, 'get_ticket was not run: "actions": at most 100'],
    ['list_tickets', { stat: 'x' }, 'list_tickets was not run: there is no argument "stat" (allowed: '],
  ] as const) {
    test(`${tool} ${JSON.stringify(args)}`, async () => {
      const { isError, text } = await call(session.client, tool, args);
      expect(isError).toBe(true);
      expect(text).toContain(answer);
    });
  }
});
