import type { HaloError } from './errors.ts';

/** Attempts for one request, the first included. */
export const maxAttempts = 5;

const baseMs = 1_000;
const capMs = 30_000;
const rateLimitBaseMs = 5_000;
const rateLimitCapMs = 60_000;

/**
 * How long to wait before attempt `attempt + 1`, or undefined when trying again would not help.
 * What Halo asks for in `Retry-After` goes first; else the wait doubles up to a cap, with half of it left to chance so that
 * several programs don't come back at the same moment.
 *
 * @param attempt how many attempts have failed so far, from 1
 * @param random a number from 0 up to 1
 */
export function retryDelayMs(error: HaloError, attempt: number, random: () => number): number | undefined {
  if (attempt >= maxAttempts || !isPassing(error)) return undefined;
  if (error.retryAfterMs !== undefined) return error.retryAfterMs;
  const limited = error.kind === 'rate_limited';
  const full = Math.min(
    (limited ? rateLimitBaseMs : baseMs) * 2 ** (attempt - 1),
    limited ? rateLimitCapMs : capMs,
  );
  return full / 2 + (full / 2) * random();
}

/** Reads `Retry-After`: seconds, or an HTTP date. Undefined when absent or unreadable. */
export function readRetryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d+(?:\.\d+)?\s*$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

function isPassing(error: HaloError): boolean {
  return (
    error.kind === 'rate_limited' ||
    error.kind === 'unavailable' ||
    error.kind === 'dropped' ||
    error.kind === 'timeout'
  );
}
