import { expect, test } from 'bun:test';
import type { Page, Walk } from '../../halo/pages.ts';
import type { Resource } from '../../halo/resource.ts';
import type { Ticket, TicketQuery } from '../../halo/resources/tickets.ts';
import { openAndClosed } from './open-and-closed.ts';

const at = (id: number): Ticket => ({
  id,
  dateoccurred: new Date(Date.UTC(2026, 0, 1) + id * 3_600_000).toISOString(),
});
/** Ids from the greatest to the least, which is newest first. */
const open = [99, 98, 90, 55, 54, 3].map(at);
const closed = Array.from({ length: 260 }, (_, index) => 300 - index)
  .filter((id) => !open.some((ticket) => ticket.id === id))
  .map(at);
const all = [...open, ...closed].sort((a, b) => b.id - a.id).map((ticket) => ticket.id);

function serve(
  lists: { readonly open: readonly Ticket[]; readonly closed: readonly Ticket[] },
  bend = (page: number) => page,
) {
  const asked: string[] = [];
  const rowsOf = (query: TicketQuery) =>
    query.open_only ? lists.open : query.closed_only ? lists.closed : [];
  const resource: Resource<Ticket, TicketQuery> = {
    page: async (query, page, size): Promise<Page<Ticket>> => {
      asked.push(`${query.open_only ? 'open' : 'closed'} ${page}/${size}`);
      const from = (bend(page) - 1) * size;
      return { rows: rowsOf(query).slice(from, from + size), total: rowsOf(query).length, unreadable: [] };
    },
    walk: async (query): Promise<Walk<Ticket>> => ({
      rows: rowsOf(query),
      total: rowsOf(query).length,
      unreadable: [],
      duplicates: 0,
    }),
    count: async (query) => rowsOf(query).length,
    get: async (id) => at(id),
  };
  return { list: openAndClosed(resource), asked };
}

test('pages come in order, without gap or repeat, whatever their size', async () => {
  for (const size of [1, 7, 25, 100]) {
    const { list } = serve({ open, closed });
    const seen: number[] = [];
    for (let page = 1; page <= Math.ceil(all.length / size); page++) {
      const { rows, total } = await list.page({}, page, size);
      expect(total).toBe(all.length);
      seen.push(...rows.map((ticket) => ticket.id));
    }
    expect(seen).toEqual(all);
    expect((await list.page({}, Math.ceil(all.length / size) + 1, size)).rows).toEqual([]);
  }
});

test('each list is read only as far as the page needs', async () => {
  const first = serve({ open, closed });
  await first.list.page({}, 1, 25);
  expect(first.asked).toEqual(['open 1/25', 'closed 1/25']);
  const later = serve({ open, closed });
  await later.list.page({}, 6, 25);
  expect(later.asked).toEqual(['open 1/100', 'closed 1/100', 'closed 2/100']);
});

test('a page that repeats ends the reading', async () => {
  const { list } = serve({ open, closed }, () => 1);
  const { rows } = await list.page({}, 2, 100);
  expect(rows).toHaveLength(open.length);
});

test('a ticket in both lists, closed while reading, is shown and counted once', async () => {
  const { list } = serve({ open, closed: [at(99), ...closed] });
  const walk = await list.walk({});
  expect(walk.rows.map((ticket) => ticket.id)).toEqual(all);
  expect(walk).toMatchObject({ total: all.length, duplicates: 1 });
});

test('counts are added', async () => {
  expect(await serve({ open, closed }).list.count({})).toBe(all.length);
});
