import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { HaloError } from './errors.ts';
import { type Limiter, rateWindowMs } from './limiter.ts';
import type { Incoming, Outgoing, Send } from './request.ts';
import { retryDelayMs } from './retry.ts';

/** The limits of one piece of work, such as one tool call: when it must stop, and how it is called off. */
export interface Work {
  readonly signal: AbortSignal;
  /** Milliseconds since 1970; nothing is begun or waited for past it. */
  readonly deadlineAt: number;
  /** Hears of every request that is sent for this work, and for what this work has begun and others wait for too. */
  readonly onRequest?: () => void;
}

const sharedWorkMs = 30_000;

/** The limits of work that `beginner` begins and others may wait for too; `signal` is the one of their single flight. */
export function sharedWork(signal: AbortSignal, clock: Clock, { onRequest }: Pick<Work, 'onRequest'>): Work {
  return {
    signal,
    deadlineAt: clock.now() + sharedWorkMs,
    ...(onRequest === undefined ? {} : { onRequest }),
  };
}

/**
 * Begins the work of one call. Its signal ends whatever the call waits for when the time is over too, because some of it, such
 * as a token that others wait for as well, keeps to limits of its own.
 */
export function beginWork(signal: AbortSignal, timeMs: number, clock: Clock): Work {
  const timeUp = new AbortController();
  const timer = setTimeout(() => timeUp.abort(pastDeadline()), timeMs);
  timer.unref();
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  return { signal: AbortSignal.any([signal, timeUp.signal]), deadlineAt: clock.now() + timeMs };
}

/** A request without the parts that each attempt sets anew. */
export type Message = Omit<Outgoing, 'signal' | 'timeoutMs'>;

/** Sends a message, waiting its turn and trying again where that helps, until `read` accepts an answer or throws. */
export type Exchange = <T>(message: Message, read: (incoming: Incoming) => T, work: Work) => Promise<T>;

/** What `createExchange` is made of; time and chance are arguments so that tests can hold them. */
export interface ExchangeParts {
  readonly send: Send;
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly attemptTimeoutMs: number;
}

/** Requests under way at once, over all calls: enough to hide the network's delay, few enough to be polite. */
export const maxInFlight = 4;

/** Builds the one way to talk to Halo: rate limit, time-outs, retries, and no more than four requests at once. */
export function createExchange(parts: ExchangeParts): Exchange {
  const { send, limiter, clock, random, log } = parts;
  const gate = createGate(maxInFlight);

  const attempt = async <T>(message: Message, read: (incoming: Incoming) => T, work: Work): Promise<T> => {
    const leave = await gate(work.signal);
    try {
      await waitForTurn(limiter, clock, work);
      const leftMs = work.deadlineAt - clock.now();
      if (leftMs <= 0) throw pastDeadline();
      limiter.start();
      work.onRequest?.();
      const startedAt = clock.now();
      const timeoutMs = Math.ceil(Math.min(parts.attemptTimeoutMs, leftMs));
      const incoming = await send({ ...message, signal: work.signal, timeoutMs });
      log.debug('halo answered', {
        path: message.url.pathname,
        status: incoming.status,
        ms: Math.round(clock.now() - startedAt),
        characters: incoming.text.length,
      });
      return read(incoming);
    } finally {
      leave();
    }
  };

  return async (message, read, work) => {
    for (let failed = 1; ; failed++) {
      try {
        return await attempt(message, read, work);
      } catch (error) {
        if (!(error instanceof HaloError)) throw error;
        // Halo counts for the whole login: what it asks of one request holds the others too, also where this one gives up.
        if (error.status === 429 && error.retryAfterMs !== undefined)
          limiter.pause(Math.min(error.retryAfterMs, rateWindowMs));
        const delayMs = retryDelayMs(error, failed, random);
        if (delayMs === undefined) throw error;
        if (clock.now() + delayMs >= work.deadlineAt) throw error.kind === 'timeout' ? pastDeadline() : error;
        log.warn('halo call failed, trying again', {
          path: message.url.pathname,
          kind: error.kind,
          waitMs: Math.round(delayMs),
        });
        if (error.status === 429) limiter.pause(delayMs);
        else await clock.wait(delayMs, work.signal);
      }
    }
  };
}

async function waitForTurn(limiter: Limiter, clock: Clock, work: Work): Promise<void> {
  for (let delayMs = limiter.delayMs(); delayMs > 0; delayMs = limiter.delayMs()) {
    if (clock.now() + delayMs >= work.deadlineAt) throw outOfTurns(delayMs);
    await clock.wait(delayMs, work.signal);
  }
  work.signal.throwIfAborted();
}

function outOfTurns(delayMs: number): HaloError {
  return new HaloError(
    'rate_limited',
    `Halo's limit on requests is used up for now. Ask again in ${describeSeconds(delayMs)}, or ask for less at once (one client, a shorter period)`,
    { retryAfterMs: delayMs },
  );
}

function describeSeconds(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}

function pastDeadline(): HaloError {
  return new HaloError(
    'deadline',
    'Halo took longer than an answer may take. Ask for less at once: one client, a shorter period, a smaller page',
  );
}

type Gate = (signal: AbortSignal) => Promise<() => void>;

function createGate(places: number): Gate {
  let free = places;
  const waiting: (() => void)[] = [];
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) free++;
    else next();
  };
  return async (signal) => {
    signal.throwIfAborted();
    if (free > 0) {
      free--;
      return leave;
    }
    await new Promise<void>((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        waiting.splice(waiting.indexOf(enter), 1);
        reject(signal.reason);
      };
      waiting.push(enter);
      signal.addEventListener('abort', giveUp, { once: true });
    });
    return leave;
  };
}
