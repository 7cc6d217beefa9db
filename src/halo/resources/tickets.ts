import { z } from 'zod';
import { date, flag, id, number, optionalId, text } from '../fields.ts';
import type { ResourceDefinition } from '../resource.ts';

/** A ticket, and with the same properties a project, a project task or an opportunity. */
export const ticketSchema = z.looseObject({
  id,
  summary: text,
  details: text,
  client_id: optionalId,
  client_name: text,
  site_id: optionalId,
  site_name: text,
  user_id: optionalId,
  user_name: text,
  user_email: text,
  reportedby: text,
  agent_id: optionalId,
  team: text,
  team_id: optionalId,
  status_id: optionalId,
  priority_id: optionalId,
  tickettype_id: optionalId,
  sla_id: optionalId,
  sla_name: text,
  slaresponsestate: text,
  slastate: text,
  slaholdtime: number,
  excludefromsla: flag,
  onhold: flag,
  dateoccurred: date,
  dateclosed: date,
  lastactiondate: date,
  last_update: date,
  respondbydate: date,
  responsedate: date,
  fixbydate: date,
  startdate: date,
  targetdate: date,
  deadlinedate: date,
  category_1: text,
  contract_id: optionalId,
  contract_ref: text,
  parent_id: optionalId,
  parent_subject: text,
  merged_into_id: optionalId,
  child_count: number,
  child_ticket_ids: z.array(optionalId).nullish(),
  estimate: number,
  timetaken: number,
  chargehours: number,
  nonchargehours: number,
  projecttimebudget: number,
  projecttimeactual: number,
  projectmoneybudget: number,
  projectmoneyactual: number,
  projecttimepercentage: number,
  projectcompletionpercentage: number,
});

export type Ticket = z.infer<typeof ticketSchema>;

/** The ticket filters we send; several ids go as text, separated by commas. */
export type TicketQuery = {
  readonly search?: string;
  readonly client_id?: number;
  readonly site_id?: number;
  readonly agent?: number;
  readonly team?: number | string;
  readonly status?: string | number;
  readonly priority?: string | number;
  readonly requesttype?: string | number;
  readonly contract_id?: number;
  readonly asset_id?: number;
  readonly parent_id?: number;
  readonly open_only?: boolean;
  readonly closed_only?: boolean;
  readonly includeprojects?: number;
  /** Which date `startdate` and `enddate` are about: opened is `dateoccured`, closed is `datecleared`, in Halo's spelling. */
  readonly datesearch?: 'dateoccured' | 'datecleared';
  readonly startdate?: string;
  readonly enddate?: string;
  readonly includetimetaken?: boolean;
  readonly includeslaactiondate?: boolean;
  readonly includeslatimer?: boolean;
  readonly order?: string;
  readonly orderdesc?: boolean;
  readonly order2?: string;
  readonly orderdesc2?: boolean;
};

/** Tickets, newest first. Without `open_only` or `closed_only` Halo leaves out what was closed long ago. */
export const tickets: ResourceDefinition<Ticket, TicketQuery> = {
  path: '/Tickets',
  noun: 'tickets',
  singular: 'ticket',
  permission: 'read:tickets',
  keys: ['tickets'],
  schema: ticketSchema,
  listQuery: { order: 'dateoccurred', orderdesc: true, order2: 'id', orderdesc2: true },
  detailQuery: {
    includedetails: true,
    includeagent: true,
    includechildids: true,
    includeparentsubject: true,
  },
};
