import type { z } from 'zod';
import { HaloError } from './errors.ts';
import { maxInFlight } from './exchange.ts';

/** Rows as they came over the wire, before any schema. */
export interface RawPage {
  readonly rows: readonly unknown[];
  /** Halo's `record_count`: all rows that match, on every page. Undefined for a bare array. */
  readonly recordCount: number | undefined;
}

/** A record that did not fit its schema; left out, and counted in the reply. */
export interface Unreadable {
  /** The record's id where one could be read. */
  readonly id: string;
  /** Which property was odd. */
  readonly reason: string;
}

/** One page of a list, as Halo pages it. */
export interface Page<T> {
  readonly rows: readonly T[];
  /** All rows that match, on every page; undefined when Halo did not say. */
  readonly total: number | undefined;
  readonly unreadable: readonly Unreadable[];
}

/** Why a walk ended before the last row. */
export type StopReason = 'deadline' | 'rate_limited' | 'unavailable';

/** All rows of a list, or as many as time and limits allowed. */
export interface Walk<T> {
  readonly rows: readonly T[];
  /** How many rows Halo says there are; rows read where it said nothing. */
  readonly total: number;
  readonly unreadable: readonly Unreadable[];
  /** Rows that came more than once; each is kept once. */
  readonly duplicates: number;
  /** Set when rows are missing. */
  readonly stopped?: StopReason;
}

/** The most rows Halo gives on a page, whatever is asked for; seen on live instances. */
export const maxPageSize = 100;

/** Finds the rows in Halo's answer: under one of the usual keys, as a bare array, or under the only other list there is. */
export function readRawPage(answer: unknown, keys: readonly string[], noun: string): RawPage {
  if (Array.isArray(answer)) return { rows: answer, recordCount: undefined };
  if (typeof answer !== 'object' || answer === null) throw noList(noun);
  const body = new Map<string, unknown>(Object.entries(answer));
  const key =
    keys.find((name) => Array.isArray(body.get(name))) ??
    [...body].find(([name, value]) => name !== 'columns' && Array.isArray(value))?.[0];
  const count = body.get('record_count');
  const recordCount = typeof count === 'number' && Number.isInteger(count) && count >= 0 ? count : undefined;
  const rows = key === undefined ? undefined : body.get(key);
  if (Array.isArray(rows)) return { rows, recordCount };
  if (recordCount === 0) return { rows: [], recordCount };
  throw noList(noun);
}

/** Reads each row by its schema; a row that does not fit is set aside, never failing the others. */
export function readRows<T>(
  rows: readonly unknown[],
  schema: z.ZodType<T>,
): { readonly rows: readonly T[]; readonly unreadable: readonly Unreadable[] } {
  return sortOut(rows.map((row) => readRow(row, schema)));
}

/** A row by its schema, or why it can't be read. */
type ReadRow<T> = { readonly record: T } | { readonly unreadable: Unreadable };

function readRow<T>(row: unknown, schema: z.ZodType<T>): ReadRow<T> {
  const parsed = schema.safeParse(row);
  if (parsed.success) return { record: parsed.data };
  const reason = parsed.error.issues[0]?.path.join('.') || 'not a record';
  return { unreadable: { id: readId(row) ?? 'unknown', reason } };
}

function sortOut<T>(rows: readonly ReadRow<T>[]) {
  return {
    rows: rows.flatMap((row) => ('record' in row ? [row.record] : [])),
    unreadable: rows.flatMap((row) => ('unreadable' in row ? [row.unreadable] : [])),
  };
}

/**
 * Walks a list from the first page to the last: the first page tells how long a page is, the rest is read four at a time, and
 * past the expected end it goes on until a page is empty, short or a repeat. Rows keep Halo's order.
 * Running out of time or requests ends the walk with the unbroken run of pages read so far; on the first page it throws instead.
 */
export async function walkPages<T>(
  load: (pageNo: number) => Promise<RawPage>,
  schema: z.ZodType<T>,
  onProgress: (rowsRead: number, total: number | undefined) => void,
): Promise<Walk<T>> {
  // Rows are read as each page arrives, while the next ones are under way.
  const loadRows = async (pageNo: number) => toKeyedPage(await load(pageNo), schema);
  const first = await loadRows(1);
  const collected = collectRows<T>();
  collected.add(first.rows);
  let total = first.recordCount;
  let stopped: StopReason | undefined;
  const pageLength = first.rows.length;
  onProgress(collected.count(), total);

  const expectedPages = total === undefined || pageLength === 0 ? 1 : Math.ceil(total / pageLength);
  let next = 2;
  let lastLength = pageLength;
  const isDone = () =>
    lastLength === 0 ||
    (lastLength < pageLength && collected.count() + collected.duplicates() >= (total ?? 0)) ||
    isWholeOnFirstPage();
  // A first page of any other length than the one asked for, that reaches the count: nothing follows, or paging was ignored.
  const isWholeOnFirstPage = () => next === 2 && pageLength !== maxPageSize && pageLength >= (total ?? 0);

  while (stopped === undefined && !isDone()) {
    const batch = next <= expectedPages ? Math.min(maxInFlight * 4, expectedPages - next + 1) : 1;
    const pages = await loadRun(loadRows, next, batch);
    for (const page of pages.loaded) {
      total = page.recordCount ?? total;
      lastLength = page.rows.length;
      if (collected.add(page.rows) === 0) lastLength = 0;
    }
    next += batch;
    stopped = pages.stopped;
    onProgress(collected.count(), total);
  }
  const { rows, unreadable } = sortOut(collected.rows());
  return {
    rows,
    unreadable,
    total: stopped === undefined ? Math.max(total ?? 0, collected.count()) : (total ?? collected.count()),
    duplicates: collected.duplicates(),
    ...(stopped === undefined ? {} : { stopped }),
  };
}

/** A row with what tells it from others: its id, or all it holds. */
interface KeyedRow<T> {
  readonly key: string;
  readonly read: ReadRow<T>;
}

function toKeyedPage<T>({ rows, recordCount }: RawPage, schema: z.ZodType<T>) {
  const toKeyed = (row: unknown): KeyedRow<T> => ({
    key: readId(row) ?? JSON.stringify(row),
    read: readRow(row, schema),
  });
  return { rows: rows.map(toKeyed), recordCount };
}

async function loadRun<Loaded>(
  load: (pageNo: number) => Promise<Loaded>,
  from: number,
  count: number,
): Promise<{ readonly loaded: readonly Loaded[]; readonly stopped: StopReason | undefined }> {
  const settled = await Promise.allSettled(Array.from({ length: count }, (_, index) => load(from + index)));
  const loaded: Loaded[] = [];
  for (const outcome of settled) {
    if (outcome.status === 'fulfilled') {
      loaded.push(outcome.value);
      continue;
    }
    const stopped = toStopReason(outcome.reason);
    if (stopped === undefined) throw outcome.reason;
    return { loaded, stopped };
  }
  return { loaded, stopped: undefined };
}

/** Why a failed page ends a walk with a part; undefined where the failure is an error of its own. */
export function toStopReason(error: unknown): StopReason | undefined {
  if (!(error instanceof HaloError)) return undefined;
  if (error.kind === 'deadline' || error.kind === 'timeout') return 'deadline';
  if (error.kind === 'rate_limited') return 'rate_limited';
  if (error.kind === 'unavailable' || error.kind === 'dropped') return 'unavailable';
  return undefined;
}

function collectRows<T>() {
  const rows: ReadRow<T>[] = [];
  const seen = new Set<string>();
  let duplicates = 0;
  return {
    rows: () => rows,
    count: () => rows.length,
    duplicates: () => duplicates,
    /** Adds the rows not seen before and says how many those were. */
    add: (page: readonly KeyedRow<T>[]): number => {
      let added = 0;
      for (const { key, read } of page) {
        if (seen.has(key)) continue;
        seen.add(key);
        rows.push(read);
        added++;
      }
      // A page of nothing new is the list's end, said in Halo's way; it is not rows sent twice.
      if (added > 0) duplicates += page.length - added;
      return added;
    },
  };
}

function readId(row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null || !('id' in row)) return undefined;
  return typeof row.id === 'number' || typeof row.id === 'string' ? String(row.id) : undefined;
}

function noList(noun: string): HaloError {
  return new HaloError(
    'malformed',
    `Halo's answer about ${noun} holds no list, so nothing can be read from it. Check that the address leads to Halo itself, and its version with your Halo admin`,
  );
}
