import { multiplyRounded } from './money.ts';

/**
 * Recurring ÷ (recurring + non-recurring) in tenths of a percent, rounded half away from zero: 625 is 62.5 %.
 * Nothing where that sum is not above zero. Above 1000 where non-recurring is negative.
 */
export function findRecurringShare(recurringMinor: number, nonRecurringMinor: number): number | undefined {
  const whole = recurringMinor + nonRecurringMinor;
  if (whole <= 0) return undefined;
  return multiplyRounded(recurringMinor, { numerator: 1000, denominator: whole });
}
