import { describe, expect, test } from 'bun:test';
import type { Ticket } from '../../halo/resources/tickets.ts';
import { findSlaState, isBreached } from './sla-state.ts';

const now = new Date('2026-11-15T12:00:00Z');
const state = (facts: Partial<Ticket>) => findSlaState({ id: 1, ...facts }, now);
const never = '1900-01-01T00:00:00';

describe("Halo's own word counts before the dates", () => {
  test.each([
    [{ slastate: 'O', fixbydate: '2026-12-01T00:00:00' }, 'breached'],
    [{ slastate: 'I', fixbydate: '2026-01-01T00:00:00' }, 'within'],
    [{ slaresponsestate: 'O', fixbydate: '2026-12-01T00:00:00' }, 'response breached'],
    [{ slaresponsestate: 'O', slastate: 'O' }, 'breached'],
    [{ slaresponsestate: 'I' }, undefined],
    [{ slastate: '', slaresponsestate: '' }, undefined],
    [{ excludefromsla: true, slastate: 'O' }, 'excluded'],
  ] as const)('%j is %p', (facts, expected) => {
    expect(state(facts)).toBe(expected);
  });
});

describe('where Halo sends none, the fix-by date decides', () => {
  test.each([
    ['an open ticket before it', { fixbydate: '2026-11-15T12:00:01' }, 'within'],
    ['an open ticket past it', { fixbydate: '2026-11-15T11:59:59', dateclosed: never }, 'breached'],
    ['one closed in time', { fixbydate: '2026-11-01T10:00:00', dateclosed: '2026-11-01T09:59:00' }, 'within'],
    ['one closed late', { fixbydate: '2026-11-01T10:00:00', dateclosed: '2026-11-01T10:01:00' }, 'breached'],
    ['no date at all', { fixbydate: never }, undefined],
  ] as const)('%s', (_, facts, expected) => {
    expect(state(facts)).toBe(expected);
  });
});

test('while on hold a late ticket is no breach, unless Halo says so', () => {
  expect(state({ onhold: true, fixbydate: '2026-01-01T00:00:00' })).toBe('on hold');
  expect(state({ onhold: true, fixbydate: '2026-01-01T00:00:00', slastate: 'O' })).toBe('breached');
  expect(state({ onhold: true, slastate: 'I' })).toBe('on hold');
});

test('a late response is a breach, too', () => {
  expect(isBreached('response breached')).toBe(true);
  expect([isBreached('on hold'), isBreached('excluded'), isBreached(undefined)]).toEqual([
    false,
    false,
    false,
  ]);
});
