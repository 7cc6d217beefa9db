import { toInstant } from '../../halo/halo-date.ts';
import type { Ticket } from '../../halo/resources/tickets.ts';

/** Newest opened first, then the greater number: the order that Halo is asked for, too. */
export function byNewestOpened(a: Ticket, b: Ticket): number {
  return openedMs(b) - openedMs(a) || b.id - a.id;
}

function openedMs(ticket: Ticket): number {
  return toInstant(ticket.dateoccurred)?.getTime() ?? 0;
}
