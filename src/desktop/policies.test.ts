import { expect, test } from 'bun:test';
import { claudeDesktop } from './assistants/claude-desktop.ts';
import { cursor } from './assistants/cursor.ts';
import { findForbiddingPolicy, isSwitchedOff } from './policies.ts';

test.each(['0', '0\n', 'false', 'False', 'no'])('the value %j forbids', (value) => {
  expect(isSwitchedOff(value)).toBe(true);
});

test.each(['1', '1\n', 'true', '', 'yes', '00'])('the value %j does not', (value) => {
  expect(isSwitchedOff(value)).toBe(false);
});

test('nothing is said about an assistant without a policy, or about another computer', async () => {
  const computer = { platform: process.platform, homeFolder: '/home/ann', environment: {} };
  expect(await findForbiddingPolicy(cursor, computer)).toBeUndefined();
  const other = process.platform === 'win32' ? 'darwin' : 'win32';
  expect(await findForbiddingPolicy(claudeDesktop, { ...computer, platform: other })).toBeUndefined();
});
