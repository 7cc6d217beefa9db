import { expect, test } from 'bun:test';
import { HaloError, type HaloErrorKind } from './errors.ts';
import { maxAttempts, readRetryAfterMs, retryDelayMs } from './retry.ts';

const failed = (kind: HaloErrorKind, retryAfterMs?: number) =>
  new HaloError(kind, 'It failed', retryAfterMs === undefined ? {} : { retryAfterMs });

test('only what may pass is tried again', () => {
  const again: HaloErrorKind[] = ['rate_limited', 'unavailable', 'dropped', 'timeout'];
  const never: HaloErrorKind[] = [
    'wrong_login',
    'forbidden',
    'not_found',
    'malformed',
    'server_error',
    'tls',
    'dns',
    'web_page',
  ];
  for (const kind of again) expect(retryDelayMs(failed(kind), 1, () => 0.5)).toBeNumber();
  for (const kind of never) expect(retryDelayMs(failed(kind), 1, () => 0.5)).toBeUndefined();
});

test('what Halo asks for in Retry-After goes before our own patience', () => {
  expect(retryDelayMs(failed('rate_limited', 12_000), 1, () => 0.5)).toBe(12_000);
});

test('waits double up to a cap, half of each left to chance', () => {
  const waits = (random: number) =>
    [1, 2, 3, 4].map((attempt) => retryDelayMs(failed('unavailable'), attempt, () => random));
  expect(waits(0)).toEqual([500, 1_000, 2_000, 4_000]);
  expect(waits(1)).toEqual([1_000, 2_000, 4_000, 8_000]);
});

test('after the last attempt it gives up', () => {
  expect(retryDelayMs(failed('unavailable'), maxAttempts, () => 0)).toBeUndefined();
});

test('Retry-After comes as seconds or as a date', () => {
  const now = Date.parse('2026-11-15T12:00:00Z');
  expect(readRetryAfterMs('30', now)).toBe(30_000);
  expect(readRetryAfterMs('Sun, 15 Nov 2026 12:01:00 GMT', now)).toBe(60_000);
  expect(readRetryAfterMs('Sun, 15 Nov 2026 11:00:00 GMT', now)).toBe(0);
  expect(readRetryAfterMs('soon', now)).toBeUndefined();
  expect(readRetryAfterMs(null, now)).toBeUndefined();
});
