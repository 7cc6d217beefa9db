import { type Fraction, multiplyRounded } from './money.ts';
import { readPeriod } from './period.ts';

/** What a charge a period comes to in a month and in a year, in minor units. */
export interface Equivalents {
  readonly monthlyMinor: number;
  readonly yearlyMinor: number;
}

/**
 * The monthly and the yearly equivalent of a charge a period.
 * Each is rounded once, from the charge itself, so twelve months need not make exactly a year.
 * Nothing for a one-time or unknown period code.
 */
export function findEquivalents(netMinor: number, periodCode: number | undefined): Equivalents | undefined {
  const period = readPeriod(periodCode);
  if (period.kind !== 'repeating') return undefined;
  return {
    monthlyMinor: multiplyRounded(netMinor, aMonth(period.timesAYear)),
    yearlyMinor: multiplyRounded(netMinor, period.timesAYear),
  };
}

function aMonth(timesAYear: Fraction): Fraction {
  return { numerator: timesAYear.numerator, denominator: timesAYear.denominator * 12 };
}
