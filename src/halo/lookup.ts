import type { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import { createSingleFlight } from '../base/single-flight.ts';
import type { Api, HaloQuery } from './api.ts';
import { sharedWork, type Work } from './exchange.ts';
import { readRawPage, readRows, type Unreadable } from './pages.ts';

/** How a short list that hardly ever changes is read: statuses, teams, agents. */
export interface LookupDefinition<T> {
  readonly path: string;
  readonly noun: string;
  readonly permission: string | undefined;
  readonly keys: readonly string[];
  readonly schema: z.ZodType<T>;
  readonly query: HaloQuery;
}

/** A short list, whole. */
export interface LookupList<T> {
  readonly rows: readonly T[];
  readonly unreadable: readonly Unreadable[];
}

/** Gives a short list, from memory when it was read lately. Throws HaloErrors. */
export type Lookup<T> = (work: Work) => Promise<LookupList<T>>;

/** How long a short list is kept. */
export const lookupLifeMs = 10 * 60_000;

/** A short list kept in memory for all calls of the process. Halo sends it whole, as a bare array, and ignores paging. */
export function createLookup<T>(definition: LookupDefinition<T>, api: Api, clock: Clock): Lookup<T> {
  const flight = createSingleFlight<LookupList<T>>();
  let kept: { readonly list: LookupList<T>; readonly until: number } | undefined;
  return async (work) => {
    if (kept !== undefined && clock.now() < kept.until) return kept.list;
    return flight(work.signal, async (signal) => {
      const list = await readWholeList(definition, definition.query, api, sharedWork(signal, clock, work));
      kept = { list, until: clock.now() + lookupLifeMs };
      return list;
    });
  };
}

/**
 * Reads a list that Halo sends whole, as a bare array, whatever paging is asked for. Rows are not told apart by their ids.
 * Throws HaloErrors.
 */
export async function readWholeList<T>(
  definition: LookupDefinition<T>,
  query: HaloQuery,
  api: Api,
  work: Work,
): Promise<LookupList<T>> {
  const { path, noun, permission } = definition;
  const answer = await api.get(path, query, { noun, permission }, work);
  return readRows(readRawPage(answer, definition.keys, noun).rows, definition.schema);
}
