import { z } from 'zod';
import { date, flag, number, text } from '../fields.ts';
import type { ResourceDefinition } from '../resource.ts';
import { type TicketQuery, ticketSchema } from './tickets.ts';

const budgetSchema = z.looseObject({
  budgettype_name: text,
  hours: number,
  rate: number,
  money: number,
  actual_hours: number,
  actual_money: number,
  remaining_hours: number,
  remaining_value: number,
});

const milestoneSchema = z.looseObject({
  name: text,
  sequence: number,
  start_date: date,
  target_date: date,
  milestone_value: number,
  processed_date: date,
  invoicenumber: text,
});

/** A project, or one of its phases and tasks: all of them tickets, held together by `parent_id`. */
export const projectSchema = ticketSchema.extend({
  is_project: flag,
  budgets: z.array(budgetSchema).nullish(),
  milestones: z.array(milestoneSchema).nullish(),
});

export type Project = z.infer<typeof projectSchema>;
export type ProjectBudget = z.infer<typeof budgetSchema>;
export type ProjectMilestone = z.infer<typeof milestoneSchema>;

/** Projects and their tasks; Halo sends them under `tickets`, tasks mixed in unless `parent_id` is checked. */
export const projects: ResourceDefinition<Project, TicketQuery> = {
  path: '/Projects',
  noun: 'projects',
  singular: 'project',
  permission: 'read:projects',
  keys: ['tickets', 'projects'],
  schema: projectSchema,
  listQuery: { order: 'dateoccurred', orderdesc: true, order2: 'id', orderdesc2: true },
  detailQuery: { includedetails: true, includeagent: true },
};
