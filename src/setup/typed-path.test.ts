import { expect, test } from 'bun:test';
import { resolve } from 'node:path';
import { readTypedPath } from './typed-path.ts';

const computer = { platform: process.platform, homeFolder: resolve('/home/dana'), environment: {} };
const read = (text: string) => readTypedPath(text, { computer });

test('a path is taken as a person types or pastes it', () => {
  expect(read('  "/etc/company ca.pem" ')).toBe(resolve('/etc/company ca.pem'));
  expect(read('~/ca.pem')).toBe(resolve('/home/dana/ca.pem'));
  expect(read('ca.pem')).toBe(resolve('ca.pem'));
});

test('nothing stays nothing, which takes a stored path away', () => {
  expect(read('  ')).toBe('');
  expect(read('""')).toBe('');
});
