/** Joins the load that is under way, or begins one. A caller that is called off leaves; the load goes on for the others. */
export type SingleFlight<T> = (signal: AbortSignal, load: () => Promise<T>) => Promise<T>;

/** Keeps one slow load from being done twice at the same time. Nothing is remembered after it ends. */
export function createSingleFlight<T>(): SingleFlight<T> {
  let pending: Promise<T> | undefined;
  return (signal, load) => {
    pending ??= load().finally(() => {
      pending = undefined;
    });
    return untilAborted(pending, signal);
  };
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
}
