import type { Clock } from '../base/clock.ts';

/** A clock that stands still until somebody waits; then it jumps to the end of the wait at once. */
export interface FixedClock extends Clock {
  /** The waits asked for so far, in milliseconds. */
  readonly waits: readonly number[];
  readonly advance: (ms: number) => void;
}

export function createFixedClock(startMs = Date.parse('2026-11-15T12:00:00Z')): FixedClock {
  let nowMs = startMs;
  const waits: number[] = [];
  return {
    waits,
    now: () => nowMs,
    wait: async (ms, signal) => {
      signal.throwIfAborted();
      waits.push(ms);
      nowMs += ms;
    },
    advance: (ms) => {
      nowMs += ms;
    },
  };
}
