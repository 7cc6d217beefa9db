import { describe, expect, test } from 'bun:test';
import { pickPriority } from './ticket-priority.ts';

const row = (slaid: number, priorityid: number, name: string) => ({ slaid, priorityid, name });
const usual = [row(1, 1, 'Critical'), row(1, 2, 'High'), row(2, 1, 'Critical'), row(2, 2, 'High')];

test('a name that repeats from SLA to SLA is one priority', () => {
  const high = pickPriority(usual, 'high');
  expect(high).toMatchObject({ name: 'High', ids: [2], isMixed: false });
  expect(high.fits({ id: 1, sla_id: 2, priority_id: 2 })).toBe(true);
  expect(high.fits({ id: 1, sla_id: 2, priority_id: 1 })).toBe(false);
});

describe('where a number means different things in different SLAs', () => {
  const mixed = [...usual, row(3, 1, 'VIP'), row(3, 2, 'Critical')];
  test('the name goes by SLA and number, and Halo’s filter alone won’t do', () => {
    const critical = pickPriority(mixed, 'Critical');
    expect(critical).toMatchObject({ ids: [1, 2], isMixed: true });
    expect(critical.fits({ id: 1, sla_id: 3, priority_id: 2 })).toBe(true);
    expect(critical.fits({ id: 1, sla_id: 3, priority_id: 1 })).toBe(false);
    expect(critical.fits({ id: 1, sla_id: 1, priority_id: 1 })).toBe(true);
  });
  test('a number means all it stands for, and says so', () => {
    const one = pickPriority(mixed, 1);
    expect(one).toMatchObject({ name: 'Critical or VIP', ids: [1], isMixed: false });
    expect(one.fits({ id: 1, sla_id: 3, priority_id: 1 })).toBe(true);
  });
});

test('part of a name is enough where it fits one', () => {
  expect(pickPriority(usual, 'crit').name).toBe('Critical');
  expect(() => pickPriority(usual, 'i')).toThrow('"i" fits 2 priorities: Critical (1), High (2)');
});
