import { type PageWindow, readPage } from './paging.ts';
import type { Query } from './query.ts';
import type { Row } from './serialise.ts';

/** A list as a route answers it: an envelope with the rows under Halo's key, or a bare array where `key` is undefined. */
export interface ListAnswer {
  readonly key: string | undefined;
  readonly window: PageWindow;
  readonly rows: readonly Row[];
}

/** How a kind of record is listed. `seeds` carry Halo's names for what can be sorted by. */
export interface Listing<T extends { readonly id: number }> {
  readonly key: string;
  readonly seeds: readonly T[];
  /** True for the rows that the query asks for. */
  readonly matches: (seed: T) => boolean;
  readonly toRow: (seed: T) => Row;
  /** Used where the query names no order. */
  readonly order: readonly Order[];
}

export interface Order {
  readonly field: string;
  readonly descending: boolean;
}

/** Filters, sorts and pages. Lists already filtered and sorted are kept for the next page. */
export function answerList<T extends { readonly id: number }>(
  listing: Listing<T>,
  query: Query,
  kept: ListCache,
): ListAnswer {
  const cacheKey = `${listing.key}?${query.listKey()}`;
  const all = kept.get(listing.seeds, cacheKey) ?? kept.keep(listing.seeds, cacheKey, select(listing, query));
  const window = readPage(query, all.length);
  const rows = all.slice(window.from, window.to).flatMap((index) => {
    const seed = listing.seeds[index];
    return seed === undefined ? [] : [listing.toRow(seed)];
  });
  return { key: listing.key, window, rows };
}

/** Rows of small lists, which Halo sends whole and without an envelope. */
export function answerArray(rows: readonly Row[]): ListAnswer {
  const window = { from: 0, to: rows.length, recordCount: rows.length, page: undefined };
  return { key: undefined, window, rows };
}

/** The last few lists, as places in the list of all. */
export interface ListCache {
  readonly get: (seeds: readonly unknown[], key: string) => readonly number[] | undefined;
  readonly keep: (seeds: readonly unknown[], key: string, places: readonly number[]) => readonly number[];
}

const keptLists = 8;

export function createListCache(): ListCache {
  const lists = new Map<string, { readonly seeds: readonly unknown[]; readonly places: readonly number[] }>();
  return {
    get: (seeds, key) => {
      const list = lists.get(key);
      return list?.seeds === seeds ? list.places : undefined;
    },
    keep: (seeds, key, places) => {
      lists.delete(key);
      lists.set(key, { seeds, places });
      const [oldest] = lists.keys();
      if (lists.size > keptLists && oldest !== undefined) lists.delete(oldest);
      return places;
    },
  };
}

/** True where the text holds the search, whatever the case; a missing search matches all. */
export function contains(search: string | undefined, ...texts: readonly (string | undefined)[]): boolean {
  if (search === undefined) return true;
  const wanted = search.toLowerCase();
  return texts.some((text) => text?.toLowerCase().includes(wanted));
}

/**
 * Whether active and inactive ones are wanted: `activeinactive=true,false`, or `includeactive` and `includeinactive`.
 * Without either only active ones.
 */
export function readActivity(query: Query): (inactive: boolean) => boolean {
  const both = query.text('activeinactive')?.toLowerCase().split(',');
  const active = both === undefined ? query.flag('includeactive') !== false : both[0] === 'true';
  const inactive = both === undefined ? query.flag('includeinactive') === true : both[1] === 'true';
  return (isInactive) => (isInactive ? inactive : active);
}

function select<T extends { readonly id: number }>(listing: Listing<T>, query: Query): readonly number[] {
  const orders = readOrders(query) ?? listing.order;
  const found = [...listing.seeds.entries()].filter(([, seed]) => listing.matches(seed));
  const keyed = found.map(([place, seed]) => ({
    place,
    id: seed.id,
    keys: orders.map(({ field }) => readField(seed, field)),
  }));
  keyed.sort((a, b) => {
    for (const [index, order] of orders.entries()) {
      const difference = compare(a.keys[index], b.keys[index]);
      if (difference !== 0) return order.descending ? -difference : difference;
    }
    return a.id - b.id;
  });
  return keyed.map(({ place }) => place);
}

function readOrders(query: Query): readonly Order[] | undefined {
  const orders = ['', '2', '3', '4', '5'].flatMap((suffix) => {
    const field = query.text(`order${suffix}`);
    return field === undefined
      ? []
      : [{ field: field.toLowerCase(), descending: query.flag(`orderdesc${suffix}`) === true }];
  });
  return orders.length === 0 ? undefined : orders;
}

function readField(seed: object, field: string): string | number | undefined {
  const value: unknown = Reflect.get(seed, field);
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

function compare(a: string | number | undefined, b: string | number | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  if (typeof a === 'string' && typeof b === 'string') {
    const left = a.toLowerCase();
    const right = b.toLowerCase();
    return left < right ? -1 : left > right ? 1 : 0;
  }
  return a < b ? -1 : 1;
}
