import type { Clock } from '../base/clock.ts';

/** Lets requests start no faster than Halo allows; shared by all calls of the process. */
export interface Limiter {
  /** Milliseconds until another request may start; 0 when it may start now. */
  readonly delayMs: () => number;
  /** Notes that a request starts now. Call it only when `delayMs` is 0. */
  readonly start: () => void;
  /** Lets nothing start for the next `ms`, because Halo said so. */
  readonly pause: (ms: number) => void;
}

/** The window in which Halo counts requests: "300 requests per rolling 5 minute window" is its own wording. */
export const rateWindowMs = 5 * 60_000;

export const defaultRateLimit = 300;

/** A limiter for `limit` requests in any five minutes; 0 means no limit of our own. */
export function createLimiter(limit: number, clock: Clock): Limiter {
  let starts: number[] = [];
  let pausedUntil = 0;
  const delayMs = () => {
    const now = clock.now();
    starts = starts.filter((start) => start > now - rateWindowMs);
    const oldest = starts[starts.length - limit];
    const windowDelay = limit > 0 && oldest !== undefined ? oldest + rateWindowMs - now : 0;
    return Math.max(windowDelay, pausedUntil - now, 0);
  };
  return {
    delayMs,
    start: () => {
      if (limit > 0) starts.push(clock.now());
    },
    pause: (ms) => {
      pausedUntil = Math.max(pausedUntil, clock.now() + ms);
    },
  };
}
