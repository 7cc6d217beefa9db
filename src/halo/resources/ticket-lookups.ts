import { z } from 'zod';
import { flag, id, number, optionalId, text } from '../fields.ts';
import type { LookupDefinition } from '../lookup.ts';

const statusSchema = z.looseObject({ id, name: z.string(), sequence: number });
/** What a ticket can be: New, In Progress, Closed. Ids beyond 1, 2, 8 and 9 are each Halo's own. */
export type Status = z.infer<typeof statusSchema>;

export const statuses: LookupDefinition<Status> = {
  path: '/Status',
  noun: 'ticket statuses',
  permission: undefined,
  keys: ['statuses'],
  schema: statusSchema,
  query: { type: 'ticket', showall: true },
};

const teamSchema = z.looseObject({ id, name: z.string(), inactive: flag });
export type Team = z.infer<typeof teamSchema>;

export const teams: LookupDefinition<Team> = {
  path: '/Team',
  noun: 'teams',
  permission: undefined,
  keys: ['teams'],
  schema: teamSchema,
  query: { showall: true },
};

const prioritySchema = z.looseObject({ priorityid: id, slaid: optionalId, name: z.string(), ishidden: flag });
/** A priority within one SLA; tickets refer to it by `priorityid`, its own `id` being a GUID. Names repeat from SLA to SLA. */
export type Priority = z.infer<typeof prioritySchema>;

export const priorities: LookupDefinition<Priority> = {
  path: '/Priority',
  noun: 'priorities',
  permission: undefined,
  keys: ['priorities'],
  schema: prioritySchema,
  query: {},
};

const ticketTypeSchema = z.looseObject({ id, name: z.string(), use: text, project_type: optionalId });
/** What kind of ticket; `use` is "tickets", "projects" or "opps". */
export type TicketType = z.infer<typeof ticketTypeSchema>;

export const ticketTypes: LookupDefinition<TicketType> = {
  path: '/TicketType',
  noun: 'ticket types',
  permission: undefined,
  keys: ['tickettypes'],
  schema: ticketTypeSchema,
  query: { showall: true, showinactive: true },
};

const lookupRowSchema = z.looseObject({ id, name: text });
/** A row of one of Halo's numbered code lists. */
export type LookupRow = z.infer<typeof lookupRowSchema>;

/** Halo's numbered code lists that we use: contract type 28, client type 33, contract status 38, report group 41. */
export type LookupNumber = 28 | 33 | 38 | 41;

export function codeList(lookupNumber: LookupNumber): LookupDefinition<LookupRow> {
  return {
    path: '/Lookup',
    noun: `code list ${lookupNumber}`,
    permission: undefined,
    keys: ['lookups'],
    schema: lookupRowSchema,
    query: { lookupid: lookupNumber, showall: true },
  };
}
