import type { Action } from '../../halo/resources/actions.ts';
import { parseMinor } from '../../revenue/money.ts';
import type { Row } from '../answer.ts';
import { showMoment } from '../moments.ts';
import { toLine } from '../text.ts';
import { findActionDate, readActionText } from './action-facts.ts';
import { findInvoiceNumber, readActionTime } from './action-time.ts';
import type { WorkedLine } from './agent-totals.ts';

const noteLength = 200;

/** An action as lists show it; `digits` is how many the home currency has. */
export function toActionSummary(action: Action, ticketId: number, digits: number): Row {
  const { worked, billable, toInvoice } = readActionTime(action);
  return {
    when: showMoment(findActionDate(action)),
    who: action.who,
    ticket: action.ticket_id || ticketId,
    action: action.id,
    outcome: action.outcome,
    hours: worked === 0 ? undefined : { hours: worked },
    billableHours: billable === 0 ? undefined : { hours: billable },
    amount: toAmount(action, digits),
    invoiced: findInvoiceNumber(action.actioninvoicenumber) ?? (toInvoice > 0 ? 'no' : undefined),
    private: action.hiddenfromuser === true ? true : undefined,
    note: toLine(readActionText(action), noteLength),
  };
}

/** What an action adds to its agent's totals. */
export function toWorkedLine(action: Action, digits: number): WorkedLine {
  const { worked, billable } = readActionTime(action);
  const minor = parseMinor(action.actionchargeamount ?? undefined, digits) ?? 0;
  return { who: action.who ?? '', worked, billable, amount: { minor, digits } };
}

function toAmount(action: Action, digits: number): Row[string] {
  const minor = parseMinor(action.actionchargeamount ?? undefined, digits);
  return minor === undefined || minor === 0 ? undefined : { minor, digits };
}
