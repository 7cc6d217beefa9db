import type { Action } from '../../halo/resources/actions.ts';
import type { Row } from '../answer.ts';
import { findActionAgent } from './action-facts.ts';
import { addActionTimes, findInvoiceNumber, readActionTime } from './action-time.ts';

/**
 * The hours on a ticket, added up from its actions. "Unlogged" is work that left no time: actions by people of the service
 * desk that carry none.
 */
export function toTicketTime(actions: readonly Action[], isProgram: (agentId: number) => boolean): Row {
  const time = addActionTimes(actions.map(readActionTime));
  const notInvoiced = addActionTimes(
    actions
      .filter((action) => findInvoiceNumber(action.actioninvoicenumber) === undefined)
      .map(readActionTime),
  );
  const byPeople = actions.filter((action) => {
    const agentId = findActionAgent(action);
    return agentId !== undefined && !isProgram(agentId);
  });
  const unlogged = byPeople.filter((action) => (action.timetaken ?? 0) === 0).length;
  return {
    workedHours: { hours: time.worked },
    billableHours: { hours: time.billable },
    ofWhichToInvoice: orNone(time.toInvoice),
    ofWhichUnderContract: orNone(time.underContract),
    ofWhichFromPrepay: orNone(time.fromPrepay),
    toInvoiceNotYetInvoiced: orNone(notInvoiced.toInvoice),
    nonBillableHours: { hours: time.notBillable },
    travelHours: orNone(time.travel),
    unlogged:
      byPeople.length === 0 ? undefined : `${unlogged} of ${byPeople.length} actions by agents carry no time`,
  };
}

function orNone(hours: number): { readonly hours: number } | undefined {
  return hours === 0 ? undefined : { hours };
}
