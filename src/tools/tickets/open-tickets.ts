import type { Halo } from '../../halo/client.ts';
import { HaloError } from '../../halo/errors.ts';
import type { Asset } from '../../halo/resources/assets.ts';
import type { Ticket, TicketQuery } from '../../halo/resources/tickets.ts';
import type { Row } from '../answer.ts';
import { showDay } from '../moments.ts';
import { toLine } from '../text.ts';
import { readTicketNames, type TicketNames } from './ticket-names.ts';
import { byNewestOpened } from './ticket-order.ts';

/** The open tickets of something: how many, and the newest of them as rows. */
export interface OpenTickets {
  readonly count: number;
  readonly newest: readonly Row[];
  /** Names that could not be read, and rows that could not. */
  readonly notes: readonly string[];
}

/** Reads a client's open tickets, newest first: all of them where the first page shows that Halo did not filter. */
export async function readClientTickets(halo: Halo, clientId: number, count: number): Promise<OpenTickets> {
  const openOnly = toOpenOnly({ client_id: clientId });
  const [page, names] = await Promise.all([halo.tickets.page(openOnly, 1, count), readTicketNames(halo)]);
  const fits = (ticket: Ticket) =>
    ticket.client_id === clientId && names.isServiceTicket(ticket) && ticket.status_id !== 9;
  if (page.rows.every(fits) && page.total !== undefined) {
    return toOpenTickets(page.rows, page.total, names, []);
  }
  const walk = await halo.tickets.walk(openOnly);
  const found = walk.rows.filter(fits).toSorted(byNewestOpened);
  const gap = walk.rows.length + walk.unreadable.length < walk.total;
  const note = `open tickets NOT COMPLETE: only ${walk.rows.length} of ${walk.total} rows were read`;
  return toOpenTickets(found.slice(0, count), found.length, names, gap ? [note] : []);
}

/**
 * Reads an asset's open tickets, newest first. Tickets don't say which asset they are about, so that nothing can be filtered here:
 * throws a HaloError where another client's ticket shows that Halo did not filter.
 */
export async function readAssetTickets(halo: Halo, asset: Asset, count: number): Promise<OpenTickets> {
  const [page, names] = await Promise.all([
    halo.tickets.page(toOpenOnly({ asset_id: asset.id }), 1, count),
    readTicketNames(halo),
  ]);
  if (page.rows.some((ticket) => asset.client_id && ticket.client_id !== asset.client_id)) {
    throw new HaloError('refused_request', 'this version of Halo does not find tickets by asset');
  }
  return toOpenTickets(page.rows, page.total ?? page.rows.length, names, []);
}

function toOpenOnly(query: TicketQuery): TicketQuery {
  return { ...query, includeprojects: 0, open_only: true };
}

function toOpenTickets(
  tickets: readonly Ticket[],
  count: number,
  names: TicketNames,
  notes: readonly string[],
): OpenTickets {
  const newest = tickets.map(
    (ticket): Row => ({
      id: ticket.id,
      summary: toLine(ticket.summary ?? '', 80),
      status: names.status(ticket),
      priority: names.priority(ticket),
      agent: names.agent(ticket.agent_id),
      opened: showDay(ticket.dateoccurred),
    }),
  );
  return { count, newest, notes: [...notes, ...names.missing] };
}
