import { expect, test } from 'bun:test';
import { findLastErrors } from './last-errors.ts';

const line = (facts: Readonly<Record<string, unknown>>) =>
  JSON.stringify({ at: '2026-11-15T12:00:00.000Z', level: 'warn', message: 'tool called', ...facts });

test('calls without an answer and faults are errors, newest first', () => {
  expect(
    findLastErrors([
      line({ tool: 'list_tickets', outcome: 'HaloError', kind: 'wrong_login' }),
      line({ tool: 'list_tickets', outcome: 'answered', level: 'info' }),
      line({ message: 'halo call failed, trying again', kind: 'timeout', waitMs: 500 }),
      'not a line of ours',
      line({ level: 'error', message: 'fault in a tool', tool: 'get_client', fault: 'TypeError: Acme' }),
    ]),
  ).toEqual([
    { time: '2026-11-15T12:00:00.000Z', message: 'fault in a tool', tool: 'get_client', kind: null },
    {
      time: '2026-11-15T12:00:00.000Z',
      message: 'list_tickets gave no answer',
      tool: 'list_tickets',
      kind: 'wrong_login',
    },
  ]);
});

test('five are enough', () => {
  const lines = Array.from({ length: 9 }, (_, index) => line({ level: 'error', message: `fault ${index}` }));
  expect(findLastErrors(lines).map(({ message }) => message)).toEqual([
    'fault 8',
    'fault 7',
    'fault 6',
    'fault 5',
    'fault 4',
  ]);
});
