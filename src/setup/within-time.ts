import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';

/**
 * Waits for something, but no longer than that; then it throws a UserError with the message. What was waited for goes on, unheard.
 * The signal ends the waiting with its reason.
 */
export async function withinTime<T>(
  wanted: Promise<T>,
  timeMs: number,
  message: string,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<T> {
  const over = new AbortController();
  const timeUp = clock.wait(timeMs, AbortSignal.any([signal, over.signal])).then(() => {
    throw new UserError(message);
  });
  timeUp.catch(() => undefined);
  wanted.catch(() => undefined);
  try {
    return await Promise.race([wanted, timeUp]);
  } finally {
    over.abort();
  }
}
