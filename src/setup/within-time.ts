import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';

const keychainTimeMs = 4_000;

/** A keychain may wait for its password, in a window that nobody sees. */
export function withinKeychainTime<T>(
  wanted: Promise<T>,
  waiting: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<T> {
  return withinTime(
    wanted,
    keychainTimeMs,
    'The keychain did not answer in time; it may be waiting for its password in a window. Unlock it, then look again',
    waiting,
  );
}

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
