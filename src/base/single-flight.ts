/** Joins the load that is under way, or begins one. */
export type SingleFlight<T> = (signal: AbortSignal, load: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/**
 * Keeps one slow load from being done twice at the same time. A caller that is called off leaves and the load goes on for the
 * others; once the last has left, the load's own signal calls it off. Nothing is remembered after it ends.
 */
export function createSingleFlight<T>(): SingleFlight<T> {
  let current: Flight<T> | undefined;
  return async (signal, load) => {
    signal.throwIfAborted();
    current ??= begin(load);
    const flight = current;
    flight.waiting++;
    try {
      return await untilAborted(flight.result, signal);
    } finally {
      flight.waiting--;
      if (flight.waiting === 0) {
        flight.callOff.abort();
        if (current === flight) current = undefined;
      }
    }
  };
}

interface Flight<T> {
  readonly result: Promise<T>;
  readonly callOff: AbortController;
  waiting: number;
}

function begin<T>(load: (signal: AbortSignal) => Promise<T>): Flight<T> {
  const callOff = new AbortController();
  return { result: load(callOff.signal), callOff, waiting: 0 };
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    signal.addEventListener('abort', giveUp, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
