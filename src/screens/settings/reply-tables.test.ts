import { expect, test } from 'bun:test';
import { findTables, joinTables, writeCsv } from './page/reply-tables.ts';

const reply = `Revenue, 2025-11-01 to 2026-10-31, money in GBP, complete
total of all 2 clients, also those not listed here:
recurring,total
10.00,12.00
by client:
client_id,client,recurring
1,"Oak, Ash & ""Elm"" Ltd",4.00
2,"two
lines",6.00
check:
invoices: 3 of 3 read`;

test('the tables of a reply are found with their titles, whatever stands in their cells', () => {
  expect(findTables(reply)).toEqual([
    {
      title: 'by client',
      columns: ['client_id', 'client', 'recurring'],
      rows: [
        ['1', 'Oak, Ash & "Elm" Ltd', '4.00'],
        ['2', 'two\nlines', '6.00'],
      ],
    },
  ]);
  expect(findTables('No rows at all')).toEqual([]);
  expect(findTables('')).toEqual([]);
});

test('what is saved can be read again, and no cell is a formula', () => {
  const table = {
    title: 'by client',
    columns: ['client', 'total'],
    rows: [
      ['=1+1', '-5.00'],
      ['+44', '@x'],
      ['-', 'a "b"'],
    ],
  };
  expect(writeCsv(table)).toBe(`\uFEFFclient,total\r\n'=1+1,-5.00\r\n'+44,'@x\r\n'-,"a ""b"""\r\n`);
});

test('pages of one table keep every figure under its column, also where one of them left a column out', () => {
  const title = 'by client';
  const pages = [
    { title, columns: ['client', 'recurring', 'total'], rows: [['a', '1', '1']] },
    { title, columns: ['client', 'recurring', 'credits', 'total'], rows: [['b', '2', '-1', '1']] },
    { title, columns: ['client', 'total'], rows: [['c', '3']] },
  ];
  expect(joinTables(pages)).toEqual({
    title,
    columns: ['client', 'recurring', 'credits', 'total'],
    rows: [
      ['a', '1', '', '1'],
      ['b', '2', '-1', '1'],
      ['c', '', '', '3'],
    ],
  });
  expect(joinTables([])).toBeUndefined();
});
