import type { Fraction } from './money.ts';

/** What a Halo billing period code means. */
export type Period =
  | { readonly kind: 'repeating'; readonly name: string; readonly timesAYear: Fraction }
  | { readonly kind: 'one-time'; readonly name: string }
  | { readonly kind: 'unknown'; readonly name: string };

const repeating = new Map<number, Period>([
  [1, { kind: 'repeating', name: 'weekly', timesAYear: { numerator: 52, denominator: 1 } }],
  [2, { kind: 'repeating', name: 'monthly', timesAYear: { numerator: 12, denominator: 1 } }],
  [3, { kind: 'repeating', name: 'yearly', timesAYear: { numerator: 1, denominator: 1 } }],
  [4, { kind: 'repeating', name: 'quarterly', timesAYear: { numerator: 4, denominator: 1 } }],
  [5, { kind: 'repeating', name: '6-monthly', timesAYear: { numerator: 2, denominator: 1 } }],
  [6, { kind: 'repeating', name: '5-yearly', timesAYear: { numerator: 1, denominator: 5 } }],
  [7, { kind: 'repeating', name: '3-yearly', timesAYear: { numerator: 1, denominator: 3 } }],
  [8, { kind: 'repeating', name: '2-yearly', timesAYear: { numerator: 1, denominator: 2 } }],
  [9, { kind: 'repeating', name: '4-yearly', timesAYear: { numerator: 1, denominator: 4 } }],
]);

/**
 * Reads a billing period code, which recurring invoices, their lines and contracts share.
 * 3 is yearly and 4 quarterly, not the other way round: Halo's own SQL reports and two clients written against
 * live instances agree. A code outside 0–9, or none, is unknown and never guessed.
 */
export function readPeriod(code: number | undefined): Period {
  if (code === undefined) return { kind: 'unknown', name: 'no period code' };
  if (code === 0) return { kind: 'one-time', name: 'one-time' };
  return repeating.get(code) ?? { kind: 'unknown', name: `unknown period code ${code}` };
}
