import { expect, test } from 'bun:test';
import { findRecurringShare } from './share.ts';

test.each([
  [625, 375, 625],
  [1, 2, 333],
  [2, 1, 667],
  [0, 5, 0],
  [5, 0, 1000],
  [1, 1999, 1],
])('%p recurring and %p other is %p tenths of a percent', (recurring, other, share) => {
  expect(findRecurringShare(recurring, other)).toBe(share);
});

test.each([
  [0, 0],
  [5, -5],
  [5, -9],
])('%p and %p have no share, since together they are not above zero', (recurring, other) => {
  expect(findRecurringShare(recurring, other)).toBeUndefined();
});

test('a negative other part makes the share more than a whole', () => {
  expect(findRecurringShare(120, -20)).toBe(1200);
});
