import { addDays, addMonths, type CalendarDate, endOfMonth, startOfMonth } from '../../base/dates.ts';
import { UserError } from '../../base/errors.ts';

/** A span of days, both included. */
export interface Window {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

type AskedWindow = { readonly from?: CalendarDate | undefined; readonly to?: CalendarDate | undefined };

/** The days asked for: up to today, and from 12 months before the end, where not said. Throws a UserError when turned round. */
export function resolveWindow(asked: AskedWindow, today: CalendarDate): Window {
  const to = asked.to ?? today;
  return checked({ from: asked.from ?? addMonths(to, -12), to });
}

/** As `resolveWindow`, but by default the last 12 whole months, and a year's length where only the end is said. */
export function resolveRevenueWindow(asked: AskedWindow, today: CalendarDate): Window {
  if (asked.from === undefined && asked.to === undefined) {
    const thisMonth = startOfMonth(today);
    return { from: addMonths(thisMonth, -12), to: addDays(thisMonth, -1) };
  }
  const to = asked.to ?? today;
  return checked({ from: asked.from ?? startOfYearUpTo(to), to });
}

/** Months of the window that are not whole in it, `YYYY-MM`. */
export function listPartMonths({ from, to }: Window): readonly string[] {
  const parts = [
    ...(from === startOfMonth(from) ? [] : [from.slice(0, 7)]),
    ...(to === endOfMonth(to) ? [] : [to.slice(0, 7)]),
  ];
  return [...new Set(parts)];
}

/**
 * The first day from which the window is all there, when invoices were read newest first and reading ended at `oldestRead`:
 * the start of the month after it. Undefined where no month is left.
 */
export function findFirstWholeMonth(
  window: Window,
  oldestRead: CalendarDate | undefined,
): CalendarDate | undefined {
  if (!oldestRead) return undefined;
  if (oldestRead < window.from) return window.from;
  const from = addMonths(startOfMonth(oldestRead), 1);
  return from <= window.to ? from : undefined;
}

function startOfYearUpTo(to: CalendarDate): CalendarDate {
  return to === endOfMonth(to) ? addMonths(startOfMonth(to), -11) : addDays(addMonths(to, -12), 1);
}

function checked(window: Window): Window {
  if (window.from <= window.to) return window;
  throw new UserError(
    `The period ${window.from} to ${window.to} ends before it begins. Give a "from" that is not after "to"`,
  );
}
