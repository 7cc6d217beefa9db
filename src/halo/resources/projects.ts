import type { ResourceDefinition } from '../resource.ts';
import { type Ticket, type TicketQuery, ticketSchema } from './tickets.ts';

/** Projects and their tasks; Halo sends them under `tickets`, tasks mixed in unless `parent_id` is checked. */
export const projects: ResourceDefinition<Ticket, TicketQuery> = {
  path: '/Projects',
  noun: 'projects',
  singular: 'project',
  permission: 'read:projects',
  keys: ['tickets', 'projects'],
  schema: ticketSchema,
  listQuery: { order: 'dateoccurred', orderdesc: true, order2: 'id', orderdesc2: true },
  detailQuery: { includedetails: true, includeagent: true },
};
