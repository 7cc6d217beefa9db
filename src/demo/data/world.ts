import { addDays, type CalendarDate } from '../../base/dates.ts';
import { createRandom, type Random } from '../random.ts';

/** What everything in the demo follows from: the same three give the same bytes. */
export interface World {
  readonly seed: number;
  /** "Today" of the data. */
  readonly date: CalendarDate;
  /** 1 is 122 active clients and 3,000 tickets. */
  readonly scale: number;
  readonly random: (...scope: readonly (string | number)[]) => Random;
}

export function createWorld(seed: number, date: CalendarDate, scale: number): World {
  return { seed, date, scale, random: (...scope) => createRandom(seed, ...scope) };
}

/** How many of something there are at this scale, at least one. */
export function scaled(world: World, count: number): number {
  return Math.max(1, Math.round(count * world.scale));
}

/** Makes a value when it is first asked for, and keeps it. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Midnight without a zone, as Halo writes a day. */
export function midnight(day: CalendarDate): string {
  return `${day}T00:00:00`;
}

/** A moment without a zone, milliseconds trimmed of trailing zeros, as Halo writes what it stores (UTC). */
export function timestamp(epochMs: number): string {
  const [seconds = '', fraction = ''] = new Date(epochMs).toISOString().slice(0, -1).split('.');
  const digits = fraction.replace(/0+$/, '');
  return digits === '' ? seconds : `${seconds}.${digits}`;
}

/** Milliseconds since 1970 of midnight of a day. */
export function startOfDayMs(day: CalendarDate): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** A working day at a time between half past seven and six; today before noon, so that nothing lies in the future. */
export function workingMoment(world: World, daysAgo: number, fraction: number): number {
  const day = startOfDayMs(addDays(world.date, -daysAgo));
  const weekday = new Date(day).getUTCDay();
  const sundayShift = daysAgo === 0 ? -2 : 1;
  const shift = weekday === 0 ? sundayShift : weekday === 6 ? -1 : 0;
  const isToday = daysAgo === shift;
  return day + shift * dayMs + Math.floor((7.5 + fraction * (isToday ? 4 : 10.5)) * hourMs);
}

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** What Halo stores where a date is not set. */
export const noDate = '1900-01-01T00:00:00';
