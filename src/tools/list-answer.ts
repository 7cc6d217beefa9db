import type { HaloQuery } from '../halo/api.ts';
import { toInstant } from '../halo/halo-date.ts';
import type { Page, Walk } from '../halo/pages.ts';
import type { Resource } from '../halo/resource.ts';
import type { Answer, Block, Row } from './answer.ts';

/** What a list shows, whichever way its rows were found. */
export interface ListOptions<T> {
  readonly noun: string;
  readonly page: number;
  readonly pageSize: number;
  readonly toRow: (record: T) => Row;
  /** Shows the records of the page in another way than as a table of rows. */
  readonly toBlocks?: ((records: readonly T[]) => readonly Block[]) | undefined;
  /** What else the first line must say: filters in force, order. */
  readonly notes?: readonly string[];
  readonly next?: string | undefined;
}

/** How a list is read. */
export interface ListSource<T, Query extends HaloQuery> {
  readonly resource: Resource<T, Query>;
  readonly query: Query;
  /** Every filter once more, here: Halo's versions ignore filters that they don't know, silently. */
  readonly matches: (record: T) => boolean;
  /** True when Halo lacks a filter or the order, so that all rows must be read. */
  readonly mustReadAll?: boolean;
  /** The order, where it is not the one Halo is asked for; needs `mustReadAll`. */
  readonly compare?: (a: T, b: T) => number;
}

/**
 * One page of a list. Halo filters and pages it where it can; where it can't, or where a row shows that it did not, all rows
 * are read and filtered here, and the first line says how many were.
 */
export async function answerList<T, Query extends HaloQuery>(
  source: ListSource<T, Query>,
  options: ListOptions<T>,
): Promise<Answer> {
  const { resource, query, matches, compare } = source;
  if (source.mustReadAll !== true) {
    const found = await resource.page(query, options.page, options.pageSize);
    if (found.rows.every(matches)) return answerPage(found, options);
  }
  const walk = await resource.walk(query);
  const matching = walk.rows.filter(matches);
  return answerWalk(walk, compare === undefined ? matching : matching.toSorted(compare), options);
}

/** The reply to a list that Halo filtered and paged itself. */
export function answerPage<T>(found: Page<T>, options: ListOptions<T>): Answer {
  return toAnswer(found.rows, options, {
    total: found.total,
    unreadable: found.unreadable,
  });
}

/** The reply to a list that was read whole: the page is cut out of the matching rows, which come in their final order. */
export function answerWalk<T>(walk: Walk<unknown>, matching: readonly T[], options: ListOptions<T>): Answer {
  const start = (options.page - 1) * options.pageSize;
  return toAnswer(matching.slice(start, start + options.pageSize), options, {
    total: matching.length,
    unreadable: walk.unreadable,
    duplicates: walk.duplicates,
    read: { rows: walk.rows.length, of: walk.total },
    stopped: walk.stopped,
  });
}

/** True when one of Halo's timestamps lies in a span of UTC days, both ends included; an open end always fits. */
export function isWithin(
  value: string | null | undefined,
  from: string | undefined,
  to: string | undefined,
): boolean {
  if (from === undefined && to === undefined) return true;
  const day = toInstant(value)?.toISOString().slice(0, 10);
  return day !== undefined && (from === undefined || day >= from) && (to === undefined || day <= to);
}

function toAnswer<T>(
  records: readonly T[],
  options: ListOptions<T>,
  found: Omit<NonNullable<Answer['coverage']>, 'noun' | 'page' | 'pageSize' | 'shown'>,
): Answer {
  const { noun, page, pageSize, toRow, notes = [], next } = options;
  const toBlocks = options.toBlocks ?? (() => [{ kind: 'table' as const, rows: records.map(toRow) }]);
  return {
    heading: noun,
    coverage: { ...found, noun, page, pageSize, shown: records.length },
    notes,
    blocks: records.length === 0 ? [] : toBlocks(records),
    ...(next === undefined ? {} : { next }),
  };
}
