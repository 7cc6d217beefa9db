import { describe, expect, test } from 'bun:test';
import { silentLog } from '../base/log.ts';
import { createFixedClock } from '../testing/fixed-clock.ts';
import { rateLimited } from './answer.ts';
import { HaloError } from './errors.ts';
import { createExchange, type Exchange, maxInFlight } from './exchange.ts';
import { createLimiter } from './limiter.ts';
import type { Incoming, Send } from './request.ts';

const message = { method: 'GET', url: new URL('http://127.0.0.1/api/Tickets'), headers: {} } as const;
const good: Incoming = { status: 200, headers: new Headers(), text: '[]' };

function createParts(send: Send, rateLimit = 0) {
  const clock = createFixedClock();
  const exchange = createExchange({
    send,
    limiter: createLimiter(rateLimit, clock),
    clock,
    random: () => 0,
    log: silentLog,
    attemptTimeoutMs: 20_000,
  });
  const work = (signal = new AbortController().signal, timeMs = 45_000) => ({
    signal,
    deadlineAt: clock.now() + timeMs,
  });
  return { clock, exchange, work };
}

const read = (incoming: Incoming) => incoming.status;

describe('requests take turns', () => {
  test('no more than four are under way at once, whoever sends them', async () => {
    let underWay = 0;
    let most = 0;
    const gate = Promise.withResolvers<void>();
    const { exchange, work } = createParts(async () => {
      most = Math.max(most, ++underWay);
      await gate.promise;
      underWay--;
      return good;
    });
    const all = Promise.all(Array.from({ length: 12 }, () => exchange(message, read, work())));
    gate.resolve();
    await all;
    expect(most).toBe(maxInFlight);
  });

  test('a call that is cancelled while it waits leaves at once, and its place goes to the next', async () => {
    const gate = Promise.withResolvers<void>();
    const { exchange, work } = createParts(async () => {
      await gate.promise;
      return good;
    });
    const first = Array.from({ length: maxInFlight }, () => exchange(message, read, work()));
    const abort = new AbortController();
    const cancelled = exchange(message, read, work(abort.signal));
    const last = exchange(message, read, work());
    abort.abort(new Error('called off'));
    await expect(cancelled).rejects.toThrow('called off');
    gate.resolve();
    expect(await Promise.all([...first, last])).toEqual([200, 200, 200, 200, 200]);
  });
});

describe('the rate limit', () => {
  test('is waited for when there is time', async () => {
    const { clock, exchange, work } = createParts(async () => good, 1);
    await exchange(message, read, work());
    await exchange(message, read, work(undefined, 400_000));
    expect(clock.waits).toEqual([300_000]);
  });

  test('ends the call with a sentence when there is not', async () => {
    const { clock, exchange, work } = createParts(async () => good, 1);
    await exchange(message, read, work());
    await expect(exchange(message, read, work())).rejects.toThrow(
      "Halo's limit on requests is used up for now. Ask again in 5 minutes",
    );
    expect(clock.waits).toEqual([]);
  });
});

describe('a pause that Halo asks for', () => {
  const limited = (seconds: string): Incoming => ({
    status: 429,
    headers: new Headers({ 'retry-after': seconds }),
    text: '',
  });

  test.each([
    ['120', '2 minutes'],
    ['86400', '5 minutes'],
  ])('of %s seconds keeps later calls from asking, for %s at most', async (seconds, said) => {
    let sent = 0;
    const { clock, exchange, work } = createParts(async () => {
      sent++;
      return limited(seconds);
    });
    const refuse = (incoming: Incoming) => {
      throw rateLimited(incoming, clock.now());
    };
    await expect(exchange(message, refuse, work())).rejects.toThrow("Halo's limit on requests is reached");
    await expect(exchange(message, refuse, work())).rejects.toThrow(`Ask again in ${said}`);
    expect(sent).toBe(1);
  });
});

describe('trying again', () => {
  const failing = (exchange: Exchange, kind: 'unavailable' | 'dropped', times: number) => {
    let failed = 0;
    return (work: Parameters<Exchange>[2]) =>
      exchange(
        message,
        () => {
          if (failed++ < times) throw new HaloError(kind, 'Away');
          return 'answered';
        },
        work,
      );
  };

  test('a fault that passes costs waits, not the answer', async () => {
    const { clock, exchange, work } = createParts(async () => good);
    expect(await failing(exchange, 'unavailable', 3)(work())).toBe('answered');
    expect(clock.waits).toEqual([500, 1_000, 2_000]);
  });

  test('a wait that would outlast the call is not begun', async () => {
    const { clock, exchange, work } = createParts(async () => good);
    await expect(failing(exchange, 'unavailable', 3)(work(undefined, 1_200))).rejects.toThrow('Away');
    expect(clock.waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(1_200);
  });

  test('a call past its deadline sends nothing', async () => {
    let sent = 0;
    const { exchange, work } = createParts(async () => {
      sent++;
      return good;
    });
    await expect(exchange(message, read, work(undefined, 0))).rejects.toThrow(
      'Halo took longer than an answer may take',
    );
    expect(sent).toBe(0);
  });
});
