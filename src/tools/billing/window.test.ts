import { describe, expect, test } from 'bun:test';
import { findFirstWholeMonth, listPartMonths, resolveRevenueWindow, resolveWindow } from './window.ts';

const today = '2026-11-15';

describe('the days of a list', () => {
  test('end today and begin 12 months earlier, unless said otherwise', () => {
    expect(resolveWindow({}, today)).toEqual({ from: '2025-11-15', to: '2026-11-15' });
    expect(resolveWindow({ to: '2026-03-31' }, today)).toEqual({ from: '2025-03-31', to: '2026-03-31' });
    expect(resolveWindow({ from: '2026-11-01' }, today)).toEqual({ from: '2026-11-01', to: '2026-11-15' });
  });

  test('that end before they begin are refused', () => {
    expect(() => resolveWindow({ from: '2026-12-01' }, today)).toThrow('ends before it begins');
  });
});

describe('the days of a revenue breakdown', () => {
  test('are the last 12 whole months by default, also when today ends a month or begins a year', () => {
    expect(resolveRevenueWindow({}, today)).toEqual({ from: '2025-11-01', to: '2026-10-31' });
    expect(resolveRevenueWindow({}, '2026-11-30')).toEqual({ from: '2025-11-01', to: '2026-10-31' });
    expect(resolveRevenueWindow({}, '2026-01-01')).toEqual({ from: '2025-01-01', to: '2025-12-31' });
  });

  test('are a year long where only the end is given', () => {
    expect(resolveRevenueWindow({ to: '2025-02-28' }, today)).toEqual({
      from: '2024-03-01',
      to: '2025-02-28',
    });
    expect(resolveRevenueWindow({ to: '2026-06-10' }, today)).toEqual({
      from: '2025-06-11',
      to: '2026-06-10',
    });
  });

  test('end today where only the beginning is given', () => {
    expect(resolveRevenueWindow({ from: '2026-10-01' }, today)).toEqual({ from: '2026-10-01', to: today });
  });
});

test('months that are not whole are named', () => {
  expect(listPartMonths({ from: '2026-01-01', to: '2026-02-28' })).toEqual([]);
  expect(listPartMonths({ from: '2026-01-02', to: '2026-02-27' })).toEqual(['2026-01', '2026-02']);
  expect(listPartMonths({ from: '2026-01-02', to: '2026-01-30' })).toEqual(['2026-01']);
});

describe('when reading stopped early, newest first', () => {
  const year = { from: '2025-11-01', to: '2026-10-31' };

  test('the month that was being read is not whole, all later ones are', () => {
    expect(findFirstWholeMonth(year, '2026-06-14')).toBe('2026-07-01');
  });

  test('nothing is whole in the last month or without any row', () => {
    expect(findFirstWholeMonth(year, '2026-10-02')).toBeUndefined();
    expect(findFirstWholeMonth(year, '')).toBeUndefined();
    expect(findFirstWholeMonth(year, undefined)).toBeUndefined();
  });

  test('everything is whole once reading passed the first day', () => {
    expect(findFirstWholeMonth(year, '2025-10-31')).toBe('2025-11-01');
  });
});
