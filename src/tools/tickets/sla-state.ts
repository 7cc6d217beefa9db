import { toInstant } from '../../halo/halo-date.ts';
import type { Ticket } from '../../halo/resources/tickets.ts';

/** How a ticket stands against its service level. */
export type SlaState = 'breached' | 'response breached' | 'within' | 'on hold' | 'excluded';

/**
 * How the ticket stands against its service level, at `now`. Halo's own word counts first ("I" within, "O" out); where it sent
 * none, the fix-by date decides, against the closing date or the present. Undefined where neither is known; while on hold
 * nothing is taken for a breach that Halo did not call one.
 */
export function findSlaState(ticket: Ticket, now: Date): SlaState | undefined {
  if (ticket.excludefromsla === true) return 'excluded';
  const isOnHold = ticket.onhold === true && toInstant(ticket.dateclosed) === undefined;
  const fix = toState(ticket.slastate) ?? (isOnHold ? undefined : compareDates(ticket, now));
  if (fix === 'breached') return fix;
  if (toState(ticket.slaresponsestate) === 'breached') return 'response breached';
  return isOnHold ? 'on hold' : fix;
}

/** True when the time to respond or to fix was overrun. */
export function isBreached(state: SlaState | undefined): boolean {
  return state === 'breached' || state === 'response breached';
}

function toState(sent: string | null | undefined): 'breached' | 'within' | undefined {
  if (sent === 'O') return 'breached';
  return sent === 'I' ? 'within' : undefined;
}

function compareDates(ticket: Ticket, now: Date): 'breached' | 'within' | undefined {
  const fixBy = toInstant(ticket.fixbydate);
  if (fixBy === undefined) return undefined;
  return (toInstant(ticket.dateclosed) ?? now) > fixBy ? 'breached' : 'within';
}
