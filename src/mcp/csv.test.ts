import { expect, test } from 'bun:test';
import { showCell, toCsvLines } from './csv.ts';

test('rows become RFC 4180 lines under a header in snake_case', () => {
  const { header, lines } = toCsvLines([
    {
      id: 1,
      clientName: 'Reed, "Oak" & Co',
      monthlyNet: { minor: 123_456, digits: 2 },
      timeTaken: { hours: 1.5 },
    },
    { id: 2, clientName: 'Line\nbreak', monthlyNet: { minor: -5, digits: 2 }, timeTaken: { hours: 0 } },
  ]);
  expect(header).toBe('id,client_name,monthly_net,time_taken');
  expect(lines).toEqual(['1,"Reed, ""Oak"" & Co",1234.56,1.50', '2,Line break,-0.05,0.00']);
});

test('a column that is empty in every row is left out', () => {
  expect(
    toCsvLines([
      { id: 1, note: '' },
      { id: 2, note: null, due: undefined },
    ]).header,
  ).toBe('id');
});

test('a column that only a later row has keeps its place and its blanks', () => {
  expect(toCsvLines([{ id: 1 }, { id: 2, note: 'x' }]).lines).toEqual(['1,', '2,x']);
});

test('amounts have as many digits as their currency', () => {
  expect(showCell({ minor: 1_500, digits: 0 })).toBe('1500');
  expect(showCell({ minor: 1_500, digits: 3 })).toBe('1.500');
  expect(showCell({ minor: 0, digits: 2 })).toBe('0.00');
  expect(showCell({ minor: -7, digits: 2 })).toBe('-0.07');
});

test('there is no minus zero', () => {
  expect(showCell(-0)).toBe('0');
  expect(showCell({ hours: -0.001 })).toBe('0.00');
});

test('a value of many lines becomes one, whatever ends them', () => {
  expect(showCell(' one \r\n\n two\rthree\u2028four  five ')).toBe('one two three four  five');
});

test('a value that is mostly spaces takes no longer than any other', () => {
  expect(showCell(`a${' '.repeat(1_000_000)}b`)).toHaveLength(1_000_002);
});
