const rateWindowMs = 5 * 60_000;

/** Counts record requests; true for one over the limit in any five minutes. Without a limit none is. */
export function createRateLimit(limit: number | undefined, now: () => number): () => boolean {
  const times: number[] = [];
  return () => {
    if (limit === undefined) return false;
    while (times[0] !== undefined && times[0] <= now() - rateWindowMs) times.shift();
    if (times.length >= limit) return true;
    times.push(now());
    return false;
  };
}
