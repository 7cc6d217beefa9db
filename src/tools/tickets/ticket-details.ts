import type { Ticket } from '../../halo/resources/tickets.ts';
import type { Row } from '../answer.ts';
import { showMoment } from '../moments.ts';
import { toLine } from '../text.ts';
import { findSlaState } from './sla-state.ts';
import type { TicketNames } from './ticket-names.ts';

/** What a ticket's record says about it, for the head of a reply. */
export function toTicketDetails(ticket: Ticket, names: TicketNames, now: Date): Row {
  return {
    client: withId(ticket.client_name, ticket.client_id),
    site: ticket.site_name,
    user: [ticket.user_name, ticket.user_email].filter(Boolean).join(', '),
    reportedBy: ticket.reportedby === ticket.user_name ? undefined : ticket.reportedby,
    agent: names.agent(ticket.agent_id),
    team: ticket.team,
    status: names.status(ticket),
    priority: names.priority(ticket),
    type: names.type(ticket),
    category: ticket.category_1,
    opened: showMoment(ticket.dateoccurred),
    lastAction: showMoment(ticket.lastactiondate),
    closed: showMoment(ticket.dateclosed),
    slaAgreement: ticket.sla_name,
    sla: findSlaState(ticket, now),
    respondBy: showMoment(ticket.respondbydate),
    responded: showMoment(ticket.responsedate),
    due: showMoment(ticket.fixbydate),
    contract: isSet(ticket.contract_id) ? withId(ticket.contract_ref, ticket.contract_id) : undefined,
    parent: isSet(ticket.parent_id) ? withId(ticket.parent_subject, ticket.parent_id) : undefined,
    children: listChildren(ticket),
  };
}

/** What a ticket is besides an ordinary one, in words for the first line: merged, a project, part of another, with parts. */
export function describeKin(ticket: Ticket, names: TicketNames): readonly string[] {
  const children = ticket.child_count ?? 0;
  return [
    ...(isSet(ticket.merged_into_id)
      ? [`merged into ticket ${ticket.merged_into_id}, where the work goes on`]
      : []),
    ...(names.isServiceTicket(ticket)
      ? []
      : ['kept as a project, project task or opportunity: see get_project']),
    ...(isSet(ticket.parent_id) ? [`child of ${ticket.parent_id}`] : []),
    ...(children > 0 ? [`has ${children} child ${children === 1 ? 'ticket' : 'tickets'}`] : []),
  ];
}

function listChildren(ticket: Ticket): string | undefined {
  const ids = (ticket.child_ticket_ids ?? []).filter(isSet);
  const shown = ids.slice(0, 50).join(' ');
  return ids.length > 50 ? `${shown} and ${ids.length - 50} more` : shown;
}

function withId(name: string | null | undefined, id: number | null | undefined): string | undefined {
  if (!isSet(id)) return name ?? undefined;
  return name ? `${toLine(name, 120)} (${id})` : String(id);
}

function isSet(id: number | null | undefined): id is number {
  return id !== null && id !== undefined && id > 0;
}
