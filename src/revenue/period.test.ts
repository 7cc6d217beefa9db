import { describe, expect, test } from 'bun:test';
import { findEquivalents } from './equivalents.ts';
import { readPeriod } from './period.ts';

describe('1,200.00 a period comes to', () => {
  test.each([
    [1, 'weekly', 520_000, 6_240_000],
    [2, 'monthly', 120_000, 1_440_000],
    [3, 'yearly', 10_000, 120_000],
    [4, 'quarterly', 40_000, 480_000],
    [5, '6-monthly', 20_000, 240_000],
    [6, '5-yearly', 2_000, 24_000],
    [7, '3-yearly', 3_333, 40_000],
    [8, '2-yearly', 5_000, 60_000],
    [9, '4-yearly', 2_500, 30_000],
  ])('code %p, %s: %p a month and %p a year', (code, name, monthlyMinor, yearlyMinor) => {
    expect(readPeriod(code)).toMatchObject({ kind: 'repeating', name });
    expect(findEquivalents(120_000, code)).toEqual({ monthlyMinor, yearlyMinor });
  });
});

test('code 0 is one-time and has no equivalent', () => {
  expect(readPeriod(0)).toEqual({ kind: 'one-time', name: 'one-time' });
  expect(findEquivalents(120_000, 0)).toBeUndefined();
});

test.each([10, -1, 2.5])('code %p is unknown, and said so rather than guessed', (code) => {
  expect(readPeriod(code)).toEqual({ kind: 'unknown', name: `unknown period code ${code}` });
  expect(findEquivalents(120_000, code)).toBeUndefined();
});

test('a missing code is unknown', () => {
  expect(readPeriod(undefined)).toEqual({ kind: 'unknown', name: 'no period code' });
});

test('month and year are each rounded from the charge itself, so 1.00 a quarter is 0.33 a month and 4.00 a year', () => {
  expect(findEquivalents(100, 4)).toEqual({ monthlyMinor: 33, yearlyMinor: 400 });
});
