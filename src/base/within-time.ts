import type { Clock } from './clock.ts';

/**
 * Waits for something, but no longer than that; then it throws what `toError` makes. What was waited for goes on, unheard.
 * The signal ends the waiting with its reason.
 */
export async function withinTime<T>(
  wanted: Promise<T>,
  timeMs: number,
  toError: () => Error,
  { clock, signal }: { readonly clock: Clock; readonly signal?: AbortSignal },
): Promise<T> {
  const over = new AbortController();
  const ends = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
  const timeUp = clock.wait(timeMs, ends).then(() => {
    throw toError();
  });
  timeUp.catch(() => undefined);
  wanted.catch(() => undefined);
  try {
    return await Promise.race([wanted, timeUp]);
  } finally {
    over.abort();
  }
}
