import { z } from 'zod';
import { id, optionalId, text } from '../fields.ts';
import type { ResourceDefinition } from '../resource.ts';

/** What a saved report is called and what it is for. Its query stays in Halo. */
export const reportSchema = z.looseObject({
  id,
  name: z.string(),
  group_id: optionalId,
  group_name: text,
  description: text,
});

export type Report = z.infer<typeof reportSchema>;

export type ReportQuery = {
  /** Looks in name, description and the report's own SQL. */
  readonly search?: string;
  readonly reportgroup_id?: number;
  readonly order?: string;
  readonly orderdesc?: boolean;
  readonly order2?: string;
  readonly orderdesc2?: boolean;
};

/** Saved reports by name. Reading one would run it, so only their list is read. */
export const reports: ResourceDefinition<Report, ReportQuery> = {
  path: '/Report',
  noun: 'reports',
  singular: 'report',
  permission: 'read:reporting',
  keys: ['reports'],
  schema: reportSchema,
  listQuery: { order: 'name', orderdesc: false, order2: 'id', orderdesc2: false },
  detailQuery: { loadreport: false },
};
