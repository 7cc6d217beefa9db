import { expect, test } from 'bun:test';
import { isLoopback } from './loopback.ts';

test('only this computer counts as loopback', () => {
  expect(['localhost', '127.0.0.1', '127.8.9.1', '[::1]'].every(isLoopback)).toBe(true);
  expect(['localhost.example', '127.0.0.1.example', '10.0.0.1', 'halo'].some(isLoopback)).toBe(false);
});
