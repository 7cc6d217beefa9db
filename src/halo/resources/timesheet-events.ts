import { z } from 'zod';
import { date, id, number, optionalId, text } from '../fields.ts';
import type { LookupDefinition } from '../lookup.ts';

const timesheetEventSchema = z.looseObject({
  id: optionalId,
  subject: text,
  start_date: date,
  end_date: date,
  timetaken: number,
  traveltime: number,
  agent_id: id,
  ticket_id: optionalId,
  action_number: optionalId,
  client_id: optionalId,
  customer: text,
  charge_rate: optionalId,
  charge_type_name: text,
  note: text,
  contract_id: optionalId,
  // A number in Halo's OpenAPI, text on actions.
  action_invoice_number: z.union([z.string(), z.number()]).nullish(),
  break_type: number,
  holiday_id: optionalId,
});

/** One stretch of an agent's day: time on a ticket, or a break, a holiday, an appointment. Without amounts. */
export type TimesheetEvent = z.infer<typeof timesheetEventSchema>;

/** The filters Halo has; there is none for a client. */
export type TimesheetEventQuery = {
  readonly start_date: string;
  readonly end_date: string;
  readonly agent_id?: number;
};

/** The time sheets of all agents over a span of days: a bare list, sent whole. */
export const timesheetEvents: LookupDefinition<TimesheetEvent> = {
  path: '/TimesheetEvent',
  noun: 'time sheets',
  permission: 'read:timesheets',
  keys: ['events', 'timesheetevents'],
  schema: timesheetEventSchema,
  query: {},
};
