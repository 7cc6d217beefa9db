import { addDays, addMonths, type CalendarDate, startOfMonth } from '../../base/dates.ts';
import type { ClientSeed } from './clients.ts';
import type { World } from './world.ts';

/** Halo's codes for how often something is billed. */
export const periods = {
  oneTime: 0,
  weekly: 1,
  monthly: 2,
  yearly: 3,
  quarterly: 4,
  halfYearly: 5,
  fiveYearly: 6,
  threeYearly: 7,
  twoYearly: 8,
  fourYearly: 9,
  /** Not a code that Halo documents. */
  unknown: 12,
} as const;

const periodNames: Readonly<Record<number, string>> = {
  0: 'One-time',
  1: 'Weekly',
  2: 'Monthly',
  3: 'Yearly',
  4: 'Quarterly',
  5: '6 Monthly',
  6: '5 Yearly',
  7: '3 Yearly',
  8: '2 Yearly',
  9: '4 Yearly',
};

const periodMonths: Readonly<Record<number, number>> = {
  2: 1,
  3: 12,
  4: 3,
  5: 6,
  6: 60,
  7: 36,
  8: 24,
  9: 48,
};

export function nameOfPeriod(code: number): string | undefined {
  return periodNames[code];
}

/** The first day of the period after the given one; undefined where nothing follows. */
export function nextPeriodStart(day: CalendarDate, code: number): CalendarDate | undefined {
  if (code === periods.weekly) return addDays(day, 7);
  const months = periodMonths[code];
  return months === undefined ? undefined : addMonths(day, months);
}

/** Every day on which a period begins, from `start` to `end`, both included. One-time has one; an unknown code has none. */
export function listPeriodStarts(
  start: CalendarDate,
  end: CalendarDate,
  code: number,
): readonly CalendarDate[] {
  if (code === periods.oneTime) return start <= end ? [start] : [];
  const days: CalendarDate[] = [];
  if (nextPeriodStart(start, code) === undefined) return days;
  const months = periodMonths[code];
  for (let index = 0; ; index++) {
    // From the start each time: adding a month at a time would lose the 31st for good.
    const day = months === undefined ? addDays(start, 7 * index) : addMonths(start, months * index);
    if (day > end) return days;
    days.push(day);
  }
}

/** How a client is billed. The first forty clients each show an oddity; later ones follow the last digit of their place. */
export type BillingPlan = {
  /** Contract and recurring invoice together. */
  readonly isManaged: boolean;
  /** A contract that bills itself; no recurring invoice. */
  readonly isContractOnly: boolean;
  readonly isPrepay: boolean;
  /** Labour goes on the recurring invoice instead of one of its own. */
  readonly sweepsLabour: boolean;
  /** The period of a second recurring invoice. */
  readonly extraPeriod: number | undefined;
};

const extraPeriodAt: Readonly<Record<number, number>> = {
  9: periods.unknown,
  13: periods.oneTime,
  14: periods.fiveYearly,
  15: periods.threeYearly,
  16: periods.twoYearly,
  17: periods.fourYearly,
  18: periods.weekly,
  19: periods.quarterly,
  20: periods.halfYearly,
  21: periods.yearly,
  25: periods.weekly,
};

const usualExtras = [periods.yearly, periods.quarterly, periods.yearly, periods.halfYearly] as const;

export function planBilling(client: ClientSeed): BillingPlan {
  const none = {
    isManaged: false,
    isContractOnly: false,
    isPrepay: false,
    sweepsLabour: false,
    extraPeriod: undefined,
  };
  if (client.inactive) return none;
  const digit = client.index % 10;
  return {
    isManaged: digit <= 6 || clientsAlwaysManaged.has(client.index),
    isContractOnly: digit === 7 && !clientsAlwaysManaged.has(client.index),
    isPrepay: digit === 8,
    sweepsLabour: digit === 6 && client.index !== 6,
    extraPeriod:
      extraPeriodAt[client.index] ??
      (client.index >= 40 && client.index % 4 === 1 ? usualExtras[(client.index >> 2) % 4] : undefined),
  };
}

const clientsAlwaysManaged: ReadonlySet<number> = new Set([28, 29]);

/** The first month whose invoices are kept: 24 whole months and this one so far. */
export function firstInvoiceDay(world: World): CalendarDate {
  return addMonths(startOfMonth(world.date), -24);
}
