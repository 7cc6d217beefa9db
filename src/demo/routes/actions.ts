import { type ActionInvoice, type ActionSeed, toActionRow } from '../data/actions.ts';
import type { DemoData } from '../data/demo-data.ts';
import { findLabourLineId } from '../data/invoice-lines.ts';
import type { TicketSeed } from '../data/tickets.ts';
import { timestamp } from '../data/world.ts';
import { readPage } from '../paging.ts';
import type { Query } from '../query.ts';
import { findById, type Route, type RouteRequest } from '../route.ts';
import type { Row } from '../serialise.ts';
import { isWithin } from './tickets.ts';

export const actionRoutes: readonly Route[] = [
  { path: '/Actions', topic: 'tickets', list: listActions, one: readAction },
];

/** Newest first. With a ticket all of it comes, without paging; across tickets the newest fifty. */
function listActions({ data, query }: RouteRequest): Row {
  const ticketId = query.int('ticket_id');
  const matches = toFilter(query);
  const toRow = (action: ActionSeed) =>
    toActionRow(action, query.flag('includehtmlnote') === true, findInvoice(data, action));
  if (ticketId !== undefined) {
    const ticket = data.faults().find((each) => each.id === ticketId);
    const actions = ticket === undefined ? [] : newestFirst(data.actionsOf(ticket).filter(matches));
    const sent = actions.slice(0, query.int('count') ?? actions.length);
    return { ticket_id: ticketId, record_count: actions.length, actions: sent.map(toRow) };
  }
  const actions = newestFirst(
    ticketsTouched(data, query).flatMap((ticket) => data.actionsOf(ticket).filter(matches)),
  );
  const window = readPage(query, actions.length);
  return { record_count: window.recordCount, actions: actions.slice(window.from, window.to).map(toRow) };
}

function readAction({ data, query }: RouteRequest, id: string): Row | undefined {
  const ticket = findById(data.faults(), query.text('ticket_id') ?? '');
  const action = ticket && data.actionsOf(ticket).find((each) => String(each.id) === id);
  return action && toActionRow(action, true, findInvoice(data, action));
}

function toFilter(query: Query): (action: ActionSeed) => boolean {
  const asks = (name: string) => query.flag(name) === true;
  const noSystem = asks('excludesys');
  const noPrivate = asks('excludeprivate');
  const conversation = asks('conversationonly');
  const byAgents = asks('agentonly');
  const timed = asks('timeentriesonly');
  const nothing =
    asks('supplieronly') ||
    asks('importantonly') ||
    asks('slaonly') ||
    asks('ischildnotes') ||
    asks('isrelatednotes');
  const from = query.text('startdate');
  const to = query.text('enddate');
  const userId = query.int('user_id');
  const outcome = query.text('actoutcome')?.toLowerCase();
  return (action) =>
    !nothing &&
    !(noSystem && action.by === 'system') &&
    !(noPrivate && action.isPrivate) &&
    !(conversation && !action.isEmail) &&
    !(byAgents && action.by !== 'agent') &&
    !(timed && action.hours === 0) &&
    (outcome === undefined || action.outcome.toLowerCase() === outcome) &&
    (userId === undefined || (action.by === 'user' && action.ticket.user_id === userId)) &&
    ((from === undefined && to === undefined) || isWithin(timestamp(action.atMs), from, to));
}

// Making every action for the newest fifty would be a waste; the newest belong to the tickets touched last.
function ticketsTouched(data: DemoData, query: Query): readonly TicketSeed[] {
  const from = query.text('startdate');
  const narrowed =
    from !== undefined || query.int('user_id') !== undefined || query.flag('pageinate') === true;
  const touched = data
    .tickets()
    .filter((ticket) => from === undefined || ticket.lastactiondate >= from.slice(0, 10));
  if (narrowed) return touched;
  return [...touched].sort((a, b) => b.lastMs - a.lastMs).slice(0, 200);
}

function newestFirst(actions: readonly ActionSeed[]): readonly ActionSeed[] {
  return [...actions].sort((a, b) => b.atMs - a.atMs || b.id - a.id);
}

function findInvoice(data: DemoData, action: ActionSeed): ActionInvoice | undefined {
  if (action.chargeHours === 0) return undefined;
  const invoice = data.invoiceOfTicket().get(action.ticket.id);
  if (invoice === undefined) return undefined;
  return {
    invoiceId: invoice.id,
    lineId: findLabourLineId(data.world, invoice, action.ticket.id, action.chargeRate),
  };
}
