import type { Ticket } from '../../halo/resources/tickets.ts';
import type { Row } from '../answer.ts';
import { showMoment } from '../moments.ts';
import { toLine } from '../text.ts';
import { findSlaState } from './sla-state.ts';
import type { TicketNames } from './ticket-names.ts';

/** A ticket as lists show it. `due` is the moment by which its service level wants it solved. */
export function toTicketSummary(ticket: Ticket, names: TicketNames, now: Date): Row {
  return {
    id: ticket.id,
    summary: toLine(ticket.summary ?? '', 120),
    client: ticket.client_name,
    status: names.status(ticket),
    priority: names.priority(ticket),
    agent: names.agent(ticket.agent_id),
    team: ticket.team,
    type: names.type(ticket),
    opened: showMoment(ticket.dateoccurred),
    lastAction: showMoment(ticket.lastactiondate),
    due: showMoment(ticket.fixbydate),
    closed: showMoment(ticket.dateclosed),
    sla: findSlaState(ticket, now),
  };
}
