import { sum } from './money.ts';

/**
 * What was billed, net, in minor units of one currency.
 * Always `totalMinor = recurringMinor + nonRecurringMinor + creditsMinor + unallocatedMinor`.
 */
export interface BilledAmounts {
  readonly recurringMinor: number;
  readonly nonRecurringMinor: number;
  readonly creditsMinor: number;
  /** What documents say they come to, less what their lines come to. */
  readonly unallocatedMinor: number;
  readonly totalMinor: number;
}

/** The four parts with their total. Parts not given are 0. */
export function toAmounts(parts: Partial<Omit<BilledAmounts, 'totalMinor'>>): BilledAmounts {
  const { recurringMinor = 0, nonRecurringMinor = 0, creditsMinor = 0, unallocatedMinor = 0 } = parts;
  const totalMinor = recurringMinor + nonRecurringMinor + creditsMinor + unallocatedMinor;
  return { recurringMinor, nonRecurringMinor, creditsMinor, unallocatedMinor, totalMinor };
}

/** Adds up part by part; nothing adds up to zeros. */
export function addAmounts(amounts: readonly BilledAmounts[]): BilledAmounts {
  return toAmounts({
    recurringMinor: sum(amounts.map((each) => each.recurringMinor)),
    nonRecurringMinor: sum(amounts.map((each) => each.nonRecurringMinor)),
    creditsMinor: sum(amounts.map((each) => each.creditsMinor)),
    unallocatedMinor: sum(amounts.map((each) => each.unallocatedMinor)),
  });
}
