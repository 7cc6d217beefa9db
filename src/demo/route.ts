import type { DemoData } from './data/demo-data.ts';
import type { ListAnswer, ListCache } from './listing.ts';
import type { Query } from './query.ts';
import type { Row } from './serialise.ts';

/** What a route has to answer with. */
export interface RouteRequest {
  readonly data: DemoData;
  readonly query: Query;
  readonly lists: ListCache;
  /** The demo's own address, `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Who is signed in. */
  readonly agentId: number;
}

/** How one path below `/api` is read. */
export interface Route {
  /** Below `/api`, as Halo writes it; requests may come in any case. */
  readonly path: string;
  /** The scope that covers it, without `read:`; undefined where every login may read it. */
  readonly topic: string | undefined;
  /** A list, or one record where the path stands for one. Missing where only single records can be read. */
  readonly list?: (request: RouteRequest) => ListAnswer | Row;
  /** One record; undefined where there is none. */
  readonly one?: (request: RouteRequest, id: string) => Row | undefined;
}

/** Finds a seed by the number in a path. */
export function findById<T extends { readonly id: number }>(seeds: readonly T[], id: string): T | undefined {
  if (!/^-?\d+$/.test(id)) return undefined;
  const wanted = Number(id);
  return seeds.find((seed) => seed.id === wanted);
}
