import { addDays, addMonths, type CalendarDate, startOfMonth } from '../../base/dates.ts';
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

/** Requests for one period at most. */
const maxParts = 13;

/**
 * Reads time entries month by month, the newest first: Halo sends a period whole, and a year of it can be more than it manages
 * in time. Beyond a year the parts are longer, so that requests stay few. Running out of time keeps the parts up to the
 * period's end; where not even one could be read, it throws. Breaks, holidays and appointments without time are no entries.
 */
export async function readTimeEntries(
  halo: Halo,
  window: Window,
  agentId: number | undefined,
): Promise<TimeEntries> {
  const parts = splitPeriod(window);
  const settled = await Promise.allSettled(
    parts.map(({ from, to }) =>
      halo.timesheetEvents({
        start_date: `${from}T00:00:00`,
        end_date: `${to}T23:59:59`,
        ...(agentId === undefined ? {} : { agent_id: agentId }),
      }),
    ),
  );
  const rows: TimesheetEvent[] = [];
  const unreadable: Unreadable[] = [];
  // What reaches over a part's end may come with both; ids are not said to be unique, the whole row is.
  const seen = new Set<string>();
  let readFrom = addDays(window.to, 1);
  let stopped: StopReason | undefined;
  for (const [index, part] of settled.entries()) {
    if (part.status === 'rejected') {
      stopped = toStopReason(part.reason);
      if (stopped === undefined || index === 0) throw part.reason;
      break;
    }
    const written = part.value.rows.map((row) => JSON.stringify(row));
    rows.push(...part.value.rows.filter((_, place) => !seen.has(written[place] ?? '')));
    for (const text of written) seen.add(text);
    unreadable.push(...part.value.unreadable);
    readFrom = parts[index]?.from ?? readFrom;
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

/** The period in at most `maxParts` parts of whole months, the newest first; the first and last may be shorter. */
function splitPeriod({ from, to }: Window): readonly Window[] {
  const months = monthNumber(to) - monthNumber(from) + 1;
  const length = Math.ceil(months / maxParts);
  const parts: Window[] = [];
  for (let end = to; end >= from; end = addDays(parts.at(-1)?.from ?? from, -1)) {
    const start = addMonths(startOfMonth(end), 1 - length);
    parts.push({ from: start < from ? from : start, to: end });
  }
  return parts;
}

function monthNumber(day: CalendarDate): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
}

function byNewestStart(a: TimesheetEvent, b: TimesheetEvent): number {
  return startMs(b) - startMs(a) || (b.ticket_id ?? 0) - (a.ticket_id ?? 0);
}

function startMs(event: TimesheetEvent): number {
  return toInstant(event.start_date)?.getTime() ?? 0;
}
