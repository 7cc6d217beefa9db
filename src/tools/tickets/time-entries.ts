import { addDays, type CalendarDate, startOfMonth } from '../../base/dates.ts';
import type { Halo } from '../../halo/client.ts';
import { toInstant } from '../../halo/halo-date.ts';
import { type StopReason, toStopReason, type Unreadable } from '../../halo/pages.ts';
import type { TimesheetEvent } from '../../halo/resources/timesheet-events.ts';
import type { Window } from '../billing/window.ts';
import { isWithin } from '../list-answer.ts';

/** The time entries of a period, newest first. */
export interface TimeEntries {
  readonly rows: readonly TimesheetEvent[];
  readonly unreadable: readonly Unreadable[];
  /** The first day that was read; later than asked for where `stopped` says why. */
  readonly readFrom: CalendarDate;
  readonly stopped?: StopReason;
}

/**
 * Reads time entries month by month, the newest first: Halo sends a period whole, and a year of it can be more than it manages
 * in time. Running out of time keeps the unbroken run of months up to the end of the period; where not even one could be
 * read, it throws. Breaks, holidays and appointments without time are no entries.
 */
export async function readTimeEntries(
  halo: Halo,
  window: Window,
  agentId: number | undefined,
): Promise<TimeEntries> {
  const months = listMonths(window);
  const settled = await Promise.allSettled(
    months.map(({ from, to }) =>
      halo.timesheetEvents({
        start_date: `${from}T00:00:00`,
        end_date: `${to}T23:59:59`,
        ...(agentId === undefined ? {} : { agent_id: agentId }),
      }),
    ),
  );
  const rows: TimesheetEvent[] = [];
  const unreadable: Unreadable[] = [];
  // What reaches over a month's end may come with both months; ids are not said to be unique, the whole row is.
  const seen = new Set<string>();
  let readFrom = addDays(window.to, 1);
  let stopped: StopReason | undefined;
  for (const [index, month] of settled.entries()) {
    if (month.status === 'rejected') {
      stopped = toStopReason(month.reason);
      if (stopped === undefined || index === 0) throw month.reason;
      break;
    }
    const written = month.value.rows.map((row) => JSON.stringify(row));
    rows.push(...month.value.rows.filter((_, place) => !seen.has(written[place] ?? '')));
    for (const text of written) seen.add(text);
    unreadable.push(...month.value.unreadable);
    readFrom = months[index]?.from ?? readFrom;
  }
  const entries = rows.filter((row) => isTimeEntry(row) && isWithin(row.start_date, readFrom, window.to));
  return {
    rows: entries.sort(byNewestStart),
    unreadable,
    readFrom,
    ...(stopped === undefined ? {} : { stopped }),
  };
}

function isTimeEntry(event: TimesheetEvent): boolean {
  const isAway = (event.break_type ?? 0) > 0 || (event.holiday_id ?? 0) > 0;
  return !isAway && (event.timetaken ?? 0) > 0;
}

function listMonths({ from, to }: Window): readonly Window[] {
  const months: Window[] = [];
  for (let end = to; end >= from; end = addDays(startOfMonth(end), -1)) {
    const start = startOfMonth(end);
    months.push({ from: start < from ? from : start, to: end });
  }
  return months;
}

function byNewestStart(a: TimesheetEvent, b: TimesheetEvent): number {
  return startMs(b) - startMs(a) || (b.ticket_id ?? 0) - (a.ticket_id ?? 0);
}

function startMs(event: TimesheetEvent): number {
  return toInstant(event.start_date)?.getTime() ?? 0;
}
