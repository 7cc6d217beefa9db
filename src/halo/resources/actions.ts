import { z } from 'zod';
import { date, flag, id, number, optionalId, text } from '../fields.ts';
import type { ResourceDefinition } from '../resource.ts';

/** One entry of a ticket's history: a note, an e-mail, time worked, or something Halo did itself. Its id is unique only within its ticket. */
export const actionSchema = z.looseObject({
  id,
  ticket_id: optionalId,
  outcome: text,
  who: text,
  who_agentid: optionalId,
  actionby_agent_id: optionalId,
  datetime: date,
  actionarrivaldate: date,
  actiondatecreated: date,
  note: text,
  emailbody: text,
  emaildirection: text,
  emailfrom: text,
  emailto: text,
  hiddenfromuser: flag,
  attachment_count: number,
  merged_from_ticketid: optionalId,
  new_status_name: text,
  timetaken: number,
  traveltime: number,
  chargerate: optionalId,
  actionchargehours: number,
  actionchargeamount: number,
  actionnonchargehours: number,
  actionprepayhours: number,
  // Text in Halo's OpenAPI, a number on time entries.
  actioninvoicenumber: z.union([z.string(), z.number()]).nullish(),
});

export type Action = z.infer<typeof actionSchema>;

/** The action filters we send. Halo has none for a client or an agent. */
export type ActionQuery = {
  readonly ticket_id?: number;
  /** Leaves out what Halo wrote itself, such as changes of status. */
  readonly excludesys?: boolean;
};

/** The actions of one ticket, newest first. Time is in decimal hours, amounts are net in Halo's home currency. */
export const actions: ResourceDefinition<Action, ActionQuery> = {
  path: '/Actions',
  noun: 'actions',
  singular: 'action',
  permission: 'read:tickets',
  keys: ['actions'],
  schema: actionSchema,
  listQuery: {},
  detailQuery: { includedetails: true },
};
