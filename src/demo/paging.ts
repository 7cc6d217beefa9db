import type { Query } from './query.ts';

/** Which rows a request gets, and what the envelope says about it. */
export interface PageWindow {
  readonly from: number;
  readonly to: number;
  readonly recordCount: number;
  /** Echoed in the envelope; undefined where the request did not ask for paging. */
  readonly page: { readonly number: number; readonly size: number } | undefined;
}

/** Rows without paging, and with `pageinate` alone. */
export const defaultBatch = 50;
/** The most rows a page has, whatever is asked for. */
export const largestPage = 100;

/**
 * Halo's paging, traps included: it works only with `pageinate`, `page_no` and `page_size` together. Without `page_no` there are
 * 50 rows and `record_count` is the number of rows sent, not of those that match. Without `pageinate`, `count` limits the rows.
 */
export function readPage(query: Query, total: number): PageWindow {
  if (query.flag('pageinate') !== true) {
    const limit = query.int('count') ?? (query.flag('pageinate') === false ? total : defaultBatch);
    return { from: 0, to: Math.min(total, Math.max(0, limit)), recordCount: total, page: undefined };
  }
  const number = query.int('page_no');
  if (number === undefined || number < 1) {
    const to = Math.min(total, defaultBatch);
    return { from: 0, to, recordCount: to, page: { number: 1, size: defaultBatch } };
  }
  const asked = query.int('page_size') ?? defaultBatch;
  const size = Math.min(largestPage, asked < 1 ? defaultBatch : asked);
  const from = Math.min(total, (number - 1) * size);
  return { from, to: Math.min(total, from + size), recordCount: total, page: { number, size } };
}
