import type { Objc } from './objc.ts';

/** How long to wait before looking for events again: soon while the person is busy with the menu, seldom while nothing happens. */
const waits = { shortestMs: 10, longestMs: 120 };

/** At most that many at once, so that the rest of the program has its turn. */
const eventsAtOnce = 64;

/**
 * Hands AppKit its events on the main thread, where JavaScript runs too; gives what ends it. While a menu is open AppKit keeps
 * the thread for itself.
 */
export function startEventPump(objc: Objc, app: bigint, mode: string): () => void {
  const keep = (object: bigint) => objc.send(object, 'retain');
  const [past, runLoopMode] = objc.inPool(() => [
    keep(objc.send(objc.getClass('NSDate'), 'distantPast')),
    keep(objc.text(mode)),
  ]);
  const anyEvent = 0xffff_ffffn;
  let waitMs = waits.shortestMs;
  let timer = setTimeout(turn, waitMs);
  return () => clearTimeout(timer);

  function turn(): void {
    const events = objc.inPool(drain);
    waitMs = events > 0 ? waits.shortestMs : Math.min(waitMs * 2, waits.longestMs);
    timer = setTimeout(turn, waitMs);
  }

  function drain(): number {
    for (let count = 0; count < eventsAtOnce; count++) {
      const event = objc.send(
        app,
        'nextEventMatchingMask:untilDate:inMode:dequeue:',
        'ppppb',
        anyEvent,
        past ?? 0n,
        runLoopMode ?? 0n,
        1,
      );
      if (event === 0n) return count;
      objc.send(app, 'sendEvent:', 'vp', event);
    }
    return eventsAtOnce;
  }
}
