/** A calendar day, `YYYY-MM-DD`; compares correctly as text. */
export type CalendarDate = string;

/** True for a real day in the form `YYYY-MM-DD`; `2026-02-30` is not one. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The day it is on this computer's own clock and time zone. */
export function toLocalDay(instant: Date): CalendarDate {
  const month = String(instant.getMonth() + 1).padStart(2, '0');
  const day = String(instant.getDate()).padStart(2, '0');
  return `${String(instant.getFullYear()).padStart(4, '0')}-${month}-${day}`;
}

/** The day `days` later, or earlier when negative. */
export function addDays(day: CalendarDate, days: number): CalendarDate {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The same day of another month; the last day of that month where it is shorter (31 January + 1 = 28 February). */
export function addMonths(day: CalendarDate, months: number): CalendarDate {
  const date = new Date(`${day}T00:00:00Z`);
  const dayOfMonth = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(dayOfMonth, lastDay));
  return date.toISOString().slice(0, 10);
}

/** The first day of the day's month. */
export function startOfMonth(day: CalendarDate): CalendarDate {
  return `${day.slice(0, 7)}-01`;
}

/** The last day of the day's month. */
export function endOfMonth(day: CalendarDate): CalendarDate {
  return addDays(addMonths(startOfMonth(day), 1), -1);
}
