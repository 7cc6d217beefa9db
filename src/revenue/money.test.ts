import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { formatMinor } from '../base/minor-units.ts';
import { countMinorDigits, multiplyRounded, parseMinor, sum } from './money.ts';

describe('an amount from Halo becomes whole minor units', () => {
  test.each([
    [0, 0],
    [-0, 0],
    [12.34, 1234],
    [18.0, 1800],
    [0.1 + 0.2, 30],
    [1.005, 101],
    [-1.005, -101],
    [1.004, 100],
    [2.675, 268],
    [0.005, 1],
    [-0.005, -1],
    [0.0049999, 0],
    [-0.004, 0],
    [1e-7, 0],
    [5e-324, 0],
    [1234567890.125, 123456789013],
    [1e12, 100000000000000],
  ])('%p in pounds is %p pence, halves rounded away from zero', (amount, minor) => {
    expect(parseMinor(amount, 2)).toBe(minor);
  });

  test('a currency without minor units is rounded to whole units, one with thousandths keeps three digits', () => {
    expect(parseMinor(1499.5, 0)).toBe(1500);
    expect(parseMinor(1.2345, 3)).toBe(1235);
  });

  test('zero is never negative zero', () => {
    expect(Object.is(parseMinor(-0.001, 2), 0)).toBe(true);
    expect(Object.is(multiplyRounded(-1, { numerator: 1, denominator: 12 }), 0)).toBe(true);
  });

  test.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, 1e300, -9e15])('%p is no amount', (amount) => {
    expect(parseMinor(amount, 2)).toBeUndefined();
  });

  test('what was written with its currency’s digits reads back as the same minor units', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom(0, 2, 3, 4), (minor, digits) => {
        expect(parseMinor(Number(formatMinor(minor, digits)), digits)).toBe(minor);
      }),
    );
  });

  test('rounding moves an amount by half a minor unit at most, the same way on both sides of zero', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (amount) => {
        const minor = parseMinor(amount, 2) ?? Number.NaN;
        expect(Math.abs(minor / 100 - amount)).toBeLessThanOrEqual(0.005 + 1e-6);
        expect(sum([parseMinor(-amount, 2) ?? Number.NaN, minor])).toBe(0);
      }),
    );
  });
});

describe('minor units are written as plain decimals', () => {
  test.each([
    [123456789, 2, '1234567.89'],
    [5, 2, '0.05'],
    [-5, 2, '-0.05'],
    [0, 2, '0.00'],
    [1500, 0, '1500'],
    [-1, 3, '-0.001'],
  ])('%p with %p digits is %p', (minor, digits, text) => {
    expect(formatMinor(minor, digits)).toBe(text);
  });
});

describe('digits after the point follow ISO 4217', () => {
  test.each([
    ['GBP', 2],
    ['jpy', 0],
    [' KWD ', 3],
    ['CLF', 4],
    ['£', 2],
    ['', 2],
  ])('%p has %p', (code, digits) => {
    expect(countMinorDigits(code)).toBe(digits);
  });
});

describe('multiplying by a fraction rounds once', () => {
  test('halves go away from zero', () => {
    expect(multiplyRounded(5, { numerator: 1, denominator: 2 })).toBe(3);
    expect(multiplyRounded(-5, { numerator: 1, denominator: 2 })).toBe(-3);
  });

  test('large amounts stay exact', () => {
    expect(multiplyRounded(9_007_199_254_740, { numerator: 52, denominator: 12 })).toBe(39_031_196_770_540);
  });
});
