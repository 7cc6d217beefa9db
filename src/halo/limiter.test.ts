import { expect, test } from 'bun:test';
import { createFixedClock } from '../testing/fixed-clock.ts';
import { createLimiter, rateWindowMs } from './limiter.ts';

test('requests start at once until the window is full, then when the oldest leaves it', () => {
  const clock = createFixedClock();
  const limiter = createLimiter(3, clock);
  for (let sent = 0; sent < 3; sent++) {
    expect(limiter.delayMs()).toBe(0);
    limiter.start();
    clock.advance(1_000);
  }
  expect(limiter.delayMs()).toBe(rateWindowMs - 3_000);
  clock.advance(rateWindowMs - 3_000);
  expect(limiter.delayMs()).toBe(0);
  limiter.start();
  expect(limiter.delayMs()).toBe(1_000);
});

test('a pause that Halo asks for holds everything', () => {
  const clock = createFixedClock();
  const limiter = createLimiter(0, clock);
  limiter.pause(7_000);
  expect(limiter.delayMs()).toBe(7_000);
  limiter.pause(2_000);
  expect(limiter.delayMs()).toBe(7_000);
  clock.advance(7_000);
  expect(limiter.delayMs()).toBe(0);
});

test('a limit of 0 is no limit', () => {
  const limiter = createLimiter(0, createFixedClock());
  for (let sent = 0; sent < 1_000; sent++) limiter.start();
  expect(limiter.delayMs()).toBe(0);
});
