import { expect, test } from 'bun:test';
import { createSingleFlight } from './single-flight.ts';

const never = new AbortController().signal;

/** A load that ends when told to, and notes how often it began and whether it was called off. */
function createLoad() {
  const { promise, resolve } = Promise.withResolvers<string>();
  const signals: AbortSignal[] = [];
  const load = (signal: AbortSignal) => {
    signals.push(signal);
    return promise;
  };
  return { load, resolve, signals };
}

test('callers at the same time share one load, and the next one begins anew', async () => {
  const flight = createSingleFlight<string>();
  const { load, resolve, signals } = createLoad();
  const both = Promise.all([flight(never, load), flight(never, load)]);
  resolve('loaded');
  expect(await both).toEqual(['loaded', 'loaded']);
  expect(signals).toHaveLength(1);
  expect(await flight(never, async () => 'again')).toBe('again');
});

test('one that is called off leaves at once, and the load goes on for the other', async () => {
  const flight = createSingleFlight<string>();
  const { load, resolve, signals } = createLoad();
  const leaving = new AbortController();
  const left = flight(leaving.signal, load);
  const stayed = flight(never, load);
  leaving.abort(new Error('called off'));
  await expect(left).rejects.toThrow('called off');
  expect(signals[0]?.aborted).toBe(false);
  resolve('loaded');
  expect(await stayed).toBe('loaded');
});

test('the load is called off with the last caller, and the next one does not join it', async () => {
  const flight = createSingleFlight<string>();
  const { load, signals } = createLoad();
  const leaving = new AbortController();
  const left = flight(leaving.signal, load);
  leaving.abort(new Error('called off'));
  await expect(left).rejects.toThrow('called off');
  expect(signals[0]?.aborted).toBe(true);
  expect(await flight(never, async () => 'anew')).toBe('anew');
});

test('a load that fails fails its callers, and is not remembered', async () => {
  const flight = createSingleFlight<string>();
  await expect(flight(never, () => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck');
  expect(await flight(never, async () => 'luck')).toBe('luck');
});

test('a caller that was called off before begins nothing', async () => {
  const { load, signals } = createLoad();
  await expect(createSingleFlight<string>()(AbortSignal.abort(new Error('too late')), load)).rejects.toThrow(
    'too late',
  );
  expect(signals).toEqual([]);
});
