import { expect, test } from 'bun:test';
import { describeUnread } from './action-coverage.ts';

const walk = { rows: [1, 2], total: 2, unreadable: [], duplicates: 0 };

test('what was read whole needs no words', () => {
  expect(describeUnread(walk, 'actions')).toEqual([]);
});

test('what Halo counts and did not send is missing', () => {
  expect(describeUnread({ ...walk, total: 9 }, 'actions')).toEqual([
    'NOT COMPLETE: only 2 of 9 actions were read',
  ]);
});

test('a walk that was stopped is never complete', () => {
  expect(describeUnread({ ...walk, stopped: 'deadline' }, 'actions')).toHaveLength(1);
});

test('unreadable ones are counted and named', () => {
  const unreadable = [{ id: '7', reason: 'note' }];
  expect(describeUnread({ ...walk, total: 3, unreadable }, 'actions')).toEqual([
    '1 unreadable actions left out (id 7)',
  ]);
});
