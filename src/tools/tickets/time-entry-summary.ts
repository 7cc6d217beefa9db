import type { TimesheetEvent } from '../../halo/resources/timesheet-events.ts';
import type { Row } from '../answer.ts';
import { showMoment } from '../moments.ts';
import { htmlToText, toLine } from '../text.ts';
import { findInvoiceNumber } from './action-time.ts';
import type { WorkedLine } from './agent-totals.ts';
import type { TicketNames } from './ticket-names.ts';

const noteLength = 200;

/** A time entry as lists show it. */
export function toTimeEntrySummary(entry: TimesheetEvent, names: TicketNames, withNote: boolean): Row {
  const billable = readBillableHours(entry);
  return {
    when: showMoment(entry.start_date),
    who: names.agent(entry.agent_id),
    client: entry.customer,
    ticket: entry.ticket_id || undefined,
    action: entry.action_number || undefined,
    subject: toLine(entry.subject ?? '', 100),
    hours: { hours: entry.timetaken ?? 0 },
    billableHours: billable === 0 ? undefined : { hours: billable },
    chargeRate: entry.charge_type_name,
    invoiced: findInvoiceNumber(entry.action_invoice_number),
    note: withNote ? toLine(htmlToText(entry.note ?? ''), noteLength) : undefined,
  };
}

/** What a time entry adds to its agent's totals; time sheets carry no amounts. */
export function toWorkedEntry(entry: TimesheetEvent, names: TicketNames): WorkedLine {
  return {
    who: names.agent(entry.agent_id) ?? '',
    worked: entry.timetaken ?? 0,
    billable: readBillableHours(entry),
  };
}

/** Time sheets don't say how hours are paid for, only at which charge rate; 0 and -1 mean no charge. */
export function readBillableHours(entry: TimesheetEvent): number {
  return (entry.charge_rate ?? 0) > 0 ? (entry.timetaken ?? 0) : 0;
}
