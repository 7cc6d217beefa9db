import { expect, test } from 'bun:test';
import { addDays, addMonths, endOfMonth, isCalendarDate, startOfMonth, toLocalDay } from './dates.ts';

test('only real days written as YYYY-MM-DD are days', () => {
  expect(['2026-11-15', '2024-02-29', '2000-02-29'].every(isCalendarDate)).toBe(true);
  expect(
    ['2026-02-29', '2026-13-01', '2026-00-10', '26-11-15', '2026-11-15T00:00:00', '15/11/2026', ''].some(
      isCalendarDate,
    ),
  ).toBe(false);
});

test('days are counted over month and year ends', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
});

test('a month later is the same day, or the last one of a shorter month', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2026-11-15', -12)).toBe('2025-11-15');
  expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
});

test('a month has its first and last day', () => {
  expect(startOfMonth('2024-02-17')).toBe('2024-02-01');
  expect(endOfMonth('2024-02-17')).toBe('2024-02-29');
  expect(endOfMonth('2026-12-01')).toBe('2026-12-31');
});

test("today is this computer's own day, not Greenwich's", () => {
  expect(toLocalDay(new Date(2026, 0, 2, 23, 59))).toBe('2026-01-02');
});
