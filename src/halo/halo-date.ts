import type { CalendarDate } from '../base/dates.ts';

/**
 * The day in one of Halo's date-only properties, taken as written: due dates and contract ends are calendar days, stored as
 * midnight without a zone. Undefined when absent, unreadable, or one of the days Halo uses for "not set"
 * (1899-12-30, 1900-01-01, 0001-01-01).
 */
export function toDay(value: string | null | undefined): CalendarDate | undefined {
  const day = value?.slice(0, 10);
  if (day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  return day < '1901-01-01' ? undefined : day;
}

/** The instant in one of Halo's timestamps, which are UTC whether or not a zone is written. Undefined as for `toDay`. */
export function toInstant(value: string | null | undefined): Date | undefined {
  if (value === null || value === undefined || toDay(value) === undefined) return undefined;
  const withZone = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(value) || !value.includes('T') ? value : `${value}Z`;
  const instant = new Date(withZone);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

/** Contracts without an end are given one after this day. */
export function isUnlimited(day: CalendarDate): boolean {
  return day > '2099-01-01';
}
