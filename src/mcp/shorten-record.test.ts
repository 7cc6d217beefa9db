import { expect, test } from 'bun:test';
import { shortenRecord } from './shorten-record.ts';

test('a record that fits is given whole, without its nulls', () => {
  expect(shortenRecord({ id: 7, name: 'Oak', note: null }, 1_000)).toEqual({
    json: '{"id":7,"name":"Oak"}',
    shortened: [],
    omitted: [],
  });
});

test('the longest texts are shortened first, named, and the JSON stays valid', () => {
  const record = { id: 7, details: 'd'.repeat(9_000), note: 'short', lines: [{ text: 't'.repeat(5_000) }] };
  const { json, shortened, omitted } = shortenRecord(record, 3_000);
  expect(json.length).toBeLessThanOrEqual(3_000);
  expect(JSON.parse(json)).toMatchObject({ id: 7, note: 'short' });
  expect(json).toMatch(/ddd… \[\d+ characters more\]/);
  expect(shortened).toEqual(['details', 'lines[0].text']);
  expect(omitted).toEqual([]);
});

test('where texts are not enough, the largest properties are left out and named', () => {
  const record = { id: 7, name: 'Oak', history: Array.from({ length: 2_000 }, (_, index) => index) };
  const { json, omitted } = shortenRecord(record, 500);
  expect(JSON.parse(json)).toEqual({ id: 7, name: 'Oak' });
  expect(omitted).toEqual(['history']);
});
