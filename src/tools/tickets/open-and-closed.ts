import { maxPageSize, type Page, type Walk } from '../../halo/pages.ts';
import type { Resource } from '../../halo/resource.ts';
import type { Ticket, TicketQuery } from '../../halo/resources/tickets.ts';
import { byNewestOpened } from './ticket-order.ts';

type Tickets = Resource<Ticket, TicketQuery>;

/**
 * Open and closed tickets as one list, newest first. Halo's own list of both leaves out what was closed long ago (seen on a
 * live instance), so the two are read apart and merged, each only as far as the page asked for needs. The total is the sum.
 */
export function openAndClosed(tickets: Tickets): Tickets {
  return {
    ...tickets,
    page: async (query, page, pageSize) => {
      const needed = page * pageSize;
      const heads = await Promise.all([
        readHead(tickets, { ...query, open_only: true }, needed),
        readHead(tickets, { ...query, closed_only: true }, needed),
      ]);
      const merged = merge(heads.map((head) => head.rows));
      return {
        rows: merged.slice(needed - pageSize, needed),
        total: heads.reduce<number | undefined>((sum, head) => addKnown(sum, head.total), 0),
        unreadable: heads.flatMap((head) => head.unreadable),
      };
    },
    walk: async (query) =>
      joinWalks(
        await Promise.all([
          tickets.walk({ ...query, open_only: true }),
          tickets.walk({ ...query, closed_only: true }),
        ]),
      ),
    count: async (query) =>
      addKnown(
        await tickets.count({ ...query, open_only: true }),
        await tickets.count({ ...query, closed_only: true }),
      ),
  };
}

/** The first `needed` readable rows of a list, or all where there are fewer. */
async function readHead(tickets: Tickets, query: TicketQuery, needed: number): Promise<Page<Ticket>> {
  const size = Math.min(needed, maxPageSize);
  const first = await tickets.page(query, 1, size);
  const pages = [first];
  let rows = merge([first.rows]);
  for (;;) {
    const received = pages.reduce((sum, page) => sum + page.rows.length + page.unreadable.length, 0);
    const left = (first.total ?? Number.POSITIVE_INFINITY) - received;
    if (rows.length >= needed || left <= 0) break;
    const more = first.total === undefined ? 1 : Math.ceil(Math.min(needed - rows.length, left) / size);
    const next = pages.length + 1;
    pages.push(
      ...(await Promise.all(
        Array.from({ length: more }, (_, index) => tickets.page(query, next + index, size)),
      )),
    );
    const merged = merge(pages.map((page) => page.rows));
    // Nothing new: the end, or a page that repeats.
    if (merged.length === rows.length) break;
    rows = merged;
  }
  return { rows, total: first.total, unreadable: pages.flatMap((page) => page.unreadable) };
}

function joinWalks(walks: readonly Walk<Ticket>[]): Walk<Ticket> {
  const rows = merge(walks.map((walk) => walk.rows));
  const inBoth = walks.reduce((sum, walk) => sum + walk.rows.length, 0) - rows.length;
  const stopped = walks.find((walk) => walk.stopped !== undefined)?.stopped;
  return {
    rows,
    total: walks.reduce((sum, walk) => sum + walk.total, 0) - inBoth,
    unreadable: walks.flatMap((walk) => walk.unreadable),
    duplicates: walks.reduce((sum, walk) => sum + walk.duplicates, inBoth),
    ...(stopped === undefined ? {} : { stopped }),
  };
}

/** All rows once, newest first. */
function merge(lists: readonly (readonly Ticket[])[]): readonly Ticket[] {
  const byId = new Map(lists.flat().map((ticket) => [ticket.id, ticket]));
  return [...byId.values()].sort(byNewestOpened);
}

function addKnown(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}
