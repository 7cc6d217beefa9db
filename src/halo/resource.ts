import type { z } from 'zod';
import type { Api, HaloQuery } from './api.ts';
import { HaloError } from './errors.ts';
import type { Work } from './exchange.ts';
import { maxPageSize, type Page, readRawPage, readRows, type Walk, walkPages } from './pages.ts';

/** How one kind of Halo record is read; one per `resources/<noun>.ts`. */
export interface ResourceDefinition<T, Query extends HaloQuery> {
  /** Path below `/api`. */
  readonly path: string;
  /** What people call them: "invoices", and one of them: "invoice". */
  readonly noun: string;
  readonly singular: string;
  /** The permission to tick, as Halo names it; undefined where none exists. */
  readonly permission: string | undefined;
  /** Under which property a list's rows arrive; others and bare arrays are understood too. */
  readonly keys: readonly string[];
  readonly schema: z.ZodType<T>;
  /** Sent with every list request; the order must end in `id`, so that pages can't overlap. */
  readonly listQuery: Query;
  /** Sent with every request for one record. */
  readonly detailQuery: HaloQuery;
}

/** One kind of record in one Halo, within the limits of one call. All methods throw HaloErrors. */
export interface Resource<T, Query extends HaloQuery> {
  /** One page as Halo pages it; `page` from 1, at most 100 rows. */
  readonly page: (query: Query, page: number, pageSize: number) => Promise<Page<T>>;
  /** Every row, or as many as time and limits allow; says which. */
  readonly walk: (query: Query) => Promise<Walk<T>>;
  /** How many rows match, at the cost of one small request; undefined when Halo does not say. */
  readonly count: (query: Query) => Promise<number | undefined>;
  /** One record with its details. Throws `not_found` when there is none. */
  readonly get: (id: number, query?: HaloQuery) => Promise<T>;
}

/** What a call hears about a long walk: rows read so far, of how many. */
export type OnProgress = (noun: string, rowsRead: number, total: number | undefined) => void;

/** The resource as one call uses it. */
export function openResource<T, Query extends HaloQuery>(
  definition: ResourceDefinition<T, Query>,
  api: Api,
  work: Work,
  onProgress: OnProgress,
): Resource<T, Query> {
  const { path, noun, permission, schema } = definition;
  const load = async (query: Query, pageNo: number, pageSize: number) => {
    // Paging works only with all three; without page_no Halo ignores the size and counts only that page.
    const paging = { pageinate: true, page_no: pageNo, page_size: pageSize };
    const answer = await api.get(
      path,
      { ...definition.listQuery, ...query, ...paging },
      { noun, permission },
      work,
    );
    return readRawPage(answer, definition.keys, noun);
  };
  return {
    page: async (query, page, pageSize) => {
      const raw = await load(query, page, pageSize);
      // A version that ignores paging sends everything at once, for every page; then the page is cut out here.
      const ignoredPaging = raw.rows.length > pageSize || (page > 1 && raw.rows.length === raw.recordCount);
      const start = ignoredPaging ? (page - 1) * pageSize : 0;
      const total = ignoredPaging ? raw.rows.length : raw.recordCount;
      return { ...readRows(raw.rows.slice(start, start + pageSize), schema), total };
    },
    walk: (query) =>
      walkPages(
        (pageNo) => load(query, pageNo, maxPageSize),
        schema,
        (rowsRead, total) => onProgress(noun, rowsRead, total),
      ),
    count: async (query) => (await load(query, 1, 1)).recordCount,
    get: async (id, query = {}) => {
      const one = `${definition.singular} ${id}`;
      const answer = await api.get(
        `${path}/${id}`,
        { ...definition.detailQuery, ...query },
        { noun, permission, one },
        work,
      );
      return readOne(answer, schema, one);
    },
  };
}

function readOne<T>(answer: unknown, schema: z.ZodType<T>, one: string): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new HaloError(
    'malformed',
    `Halo's record of ${one} can't be read: its ${where === '' ? 'shape' : `"${where}"`} is not of the expected kind. Open it in Halo instead, and report this`,
  );
}
