import { describe, expect, test } from 'bun:test';
import type { Action } from '../../halo/resources/actions.ts';
import { addActionTimes, findInvoiceNumber, readActionTime } from './action-time.ts';

const time = (facts: Partial<Action>) => readActionTime({ id: 1, ...facts });

test('the three kinds of billable hours add up, and may be more than was worked', () => {
  expect(
    time({ timetaken: 0.67, actionchargehours: 0.25, actionnonchargehours: 0.5, actionprepayhours: 0.25 }),
  ).toMatchObject({
    worked: 0.67,
    billable: 1,
    toInvoice: 0.25,
    underContract: 0.5,
    fromPrepay: 0.25,
    notBillable: 0,
  });
});

test('what is worked beyond the billable hours is not billable', () => {
  expect(
    time({ timetaken: 2, actionchargehours: 0.5, actionnonchargehours: 0, actionprepayhours: 0 }),
  ).toMatchObject({
    billable: 0.5,
    notBillable: 1.5,
  });
});

describe('where Halo sends no kind of billable hours', () => {
  test('a charge rate makes the worked hours billable', () => {
    expect(time({ timetaken: 1.5, chargerate: 3 })).toMatchObject({ billable: 1.5, toInvoice: 1.5 });
  });
  test.each([0, -1, undefined])('charge rate %p does not', (chargerate) => {
    expect(time({ timetaken: 1.5, ...(chargerate === undefined ? {} : { chargerate }) })).toMatchObject({
      billable: 0,
      notBillable: 1.5,
    });
  });
});

test('zeros that Halo sent are zeros, whatever the charge rate', () => {
  expect(time({ timetaken: 1, chargerate: 1, actionchargehours: 0 })).toMatchObject({
    billable: 0,
    notBillable: 1,
  });
});

test('times of no actions add up to nothing', () => {
  expect(addActionTimes([])).toMatchObject({ worked: 0, billable: 0, notBillable: 0 });
});

test.each([
  ['5012', '5012'],
  [5012, '5012'],
  ['INV-7', 'INV-7'],
  [0, undefined],
  ['0', undefined],
  ['-1', undefined],
  ['', undefined],
  [null, undefined],
  [undefined, undefined],
] as const)('invoice number %p is %p', (sent, expected) => {
  expect(findInvoiceNumber(sent)).toBe(expected);
});
