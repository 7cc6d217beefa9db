import { describe, expect, test } from 'bun:test';
import { z } from 'zod';
import { HaloError } from './errors.ts';
import { type RawPage, readRawPage, walkPages } from './pages.ts';

const schema = z.looseObject({ id: z.number().int() });
const rowsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: first + index }));

/** Serves a list in pages of 100, as Halo does, and notes which pages were asked for. */
function pagesOf(total: number, change: (pageNo: number, page: RawPage) => RawPage = (_, page) => page) {
  const asked: number[] = [];
  const load = async (pageNo: number): Promise<RawPage> => {
    asked.push(pageNo);
    const first = (pageNo - 1) * 100;
    return change(pageNo, {
      rows: rowsFrom(first, Math.max(0, Math.min(100, total - first))),
      recordCount: total,
    });
  };
  return { load, asked };
}

const walk = (load: (pageNo: number) => Promise<RawPage>) => walkPages(load, schema, () => undefined);

describe('walking a list', () => {
  test('reads every page once and stops at the short one', async () => {
    const { load, asked } = pagesOf(717);
    const found = await walk(load);
    expect(found.rows.map((row) => row.id)).toEqual(rowsFrom(0, 717).map((row) => row.id));
    expect(found.total).toBe(717);
    expect(asked.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('an empty list costs one request', async () => {
    const { load, asked } = pagesOf(0);
    expect(await walk(load)).toEqual({ rows: [], total: 0, unreadable: [], duplicates: 0 });
    expect(asked).toEqual([1]);
  });

  test('goes on past a count that is too small', async () => {
    const { load } = pagesOf(250, (_, page) => ({ ...page, recordCount: 100 }));
    const found = await walk(load);
    expect(found.rows).toHaveLength(250);
    expect(found.total).toBe(250);
  });

  test('goes on as long as new rows come, also where Halo sends no count', async () => {
    const { load } = pagesOf(6_050, (_, page) => ({ ...page, recordCount: undefined }));
    expect(await walk(load)).toMatchObject({ total: 6_050, duplicates: 0 });
  });

  test('shows a count that is too great', async () => {
    const { load } = pagesOf(250, (_, page) => ({ ...page, recordCount: 400 }));
    const found = await walk(load);
    expect(found.rows).toHaveLength(250);
    expect(found.total).toBe(400);
    expect(found.stopped).toBeUndefined();
  });

  test('takes the count of the last page when it changes in between', async () => {
    const { load } = pagesOf(230, (pageNo, page) => ({ ...page, recordCount: pageNo === 1 ? 210 : 230 }));
    expect(await walk(load)).toMatchObject({ total: 230, duplicates: 0 });
  });

  test('counts a row once that slid onto the next page while reading', async () => {
    const { load } = pagesOf(150, (pageNo, page) =>
      pageNo === 2 ? { ...page, rows: [{ id: 99 }, ...page.rows] } : page,
    );
    const found = await walk(load);
    expect(found.rows).toHaveLength(150);
    expect(found.duplicates).toBe(1);
  });

  test('stops when a server sends the same page for ever', async () => {
    const asked: number[] = [];
    const found = await walk(async (pageNo) => {
      asked.push(pageNo);
      return { rows: rowsFrom(0, 100), recordCount: undefined };
    });
    expect(found.rows).toHaveLength(100);
    expect(asked).toEqual([1, 2]);
  });

  test('takes a short bare array for the whole list', async () => {
    const found = await walk(async () => ({ rows: rowsFrom(0, 42), recordCount: undefined }));
    expect(found).toMatchObject({ total: 42, duplicates: 0 });
  });

  test('a first page that reaches the count is the whole list, also when paging was ignored', async () => {
    for (const length of [12, 250]) {
      const asked: number[] = [];
      const found = await walk(async (pageNo) => {
        asked.push(pageNo);
        return { rows: rowsFrom(0, length), recordCount: length };
      });
      expect(found).toMatchObject({ total: length, duplicates: 0 });
      expect(asked).toEqual([1]);
    }
  });

  test('a last page that only repeats is the end, not rows sent twice', async () => {
    const found = await walk(async () => ({ rows: rowsFrom(0, 100), recordCount: 100 }));
    expect(found).toMatchObject({ total: 100, duplicates: 0 });
  });

  test('follows a server whose pages are shorter than asked', async () => {
    const found = await walk(async (pageNo) => ({
      rows: rowsFrom((pageNo - 1) * 50, pageNo <= 3 ? 50 : 0),
      recordCount: 150,
    }));
    expect(found.rows).toHaveLength(150);
  });

  test('sets an odd record aside, names it, and keeps the rest of its page', async () => {
    const { load } = pagesOf(3, (_, page) => ({
      ...page,
      rows: [...page.rows.slice(0, 2), { id: 'abc', name: 'Odd' }, null],
    }));
    const found = await walk(load);
    expect(found.rows).toHaveLength(2);
    expect(found.unreadable).toEqual([
      { id: 'abc', reason: 'id' },
      { id: 'unknown', reason: 'not a record' },
    ]);
  });

  test('running out of requests keeps the unbroken run of pages and says why it stopped', async () => {
    const { load } = pagesOf(1_000);
    const found = await walk(async (pageNo) => {
      if (pageNo === 4) throw new HaloError('rate_limited', 'Used up');
      return load(pageNo);
    });
    expect(found.rows).toHaveLength(300);
    expect(found).toMatchObject({ stopped: 'rate_limited', total: 1_000 });
  });

  test('a failure on the first page, or one that is no shortage, fails the walk', async () => {
    await expect(walk(async () => Promise.reject(new HaloError('deadline', 'Too late')))).rejects.toThrow(
      'Too late',
    );
    const { load } = pagesOf(1_000);
    const broken = walk(async (pageNo) =>
      pageNo === 4 ? Promise.reject(new HaloError('malformed', 'Cut')) : load(pageNo),
    );
    await expect(broken).rejects.toThrow('Cut');
  });
});

describe("finding the rows in Halo's answer", () => {
  const rows = [{ id: 1 }];
  test.each([
    ['under the usual key', { record_count: 9, invoices: rows }],
    ['under another key', { record_count: 9, columns: [{ id: 7 }], things: rows }],
  ])('%s', (_, answer) => {
    expect(readRawPage(answer, ['invoices'], 'invoices')).toEqual({ rows, recordCount: 9 });
  });

  test('in a bare array', () => {
    expect(readRawPage(rows, ['invoices'], 'invoices')).toEqual({ rows, recordCount: undefined });
  });

  test('nowhere, when there are none', () => {
    expect(readRawPage({ record_count: 0 }, ['invoices'], 'invoices')).toEqual({ rows: [], recordCount: 0 });
  });

  test.each([null, 'text', 7, {}, { message: 'no' }])('not in %p', (answer) => {
    expect(() => readRawPage(answer, ['invoices'], 'invoices')).toThrow('holds no list');
  });
});
