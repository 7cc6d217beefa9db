import { toDay, toInstant } from '../halo/halo-date.ts';

/** One of Halo's timestamps as a reply shows it, `2026-11-22 14:05Z`; undefined when not set. */
export function showMoment(value: string | null | undefined): string | undefined {
  const instant = toInstant(value);
  return instant === undefined ? undefined : `${instant.toISOString().slice(0, 16).replace('T', ' ')}Z`;
}

/** One of Halo's date-only properties as a reply shows it, `2026-11-22`; undefined when not set. */
export function showDay(value: string | null | undefined): string | undefined {
  return toDay(value);
}
