import { z } from 'zod';
import { date, flag, id, number, optionalId } from '../fields.ts';
import type { ResourceDefinition } from '../resource.ts';
import { invoiceHeaderFields } from './invoices.ts';

const generatedInvoiceSchema = z.looseObject({
  id,
  invoice_date: date,
  period_start_date: date,
  period_end_date: date,
  amountpaid: number,
  amountdue: number,
  posted: flag,
});

/** A recurring invoice: the template that invoices are made from. Its id is negative; its amounts are those of one period. */
export const recurringInvoiceSchema = z.looseObject({
  ...invoiceHeaderFields,
  disabled: flag,
  period: optionalId,
  startdate: date,
  enddate: date,
  nextcreationdate: date,
  lastcreated: date,
  invoiceday: optionalId,
  invoice_prorata_periods_ahead: optionalId,
  invoice_percent_increase: number,
  /** Comes only with one recurring invoice, not in lists. */
  invoices: z.array(generatedInvoiceSchema).nullish(),
});

export type RecurringInvoice = z.infer<typeof recurringInvoiceSchema>;
export type GeneratedInvoice = z.infer<typeof generatedInvoiceSchema>;

export type RecurringInvoiceQuery = {
  readonly client_id?: number;
  readonly contract_id?: number;
  readonly includelines?: boolean;
  readonly order?: string;
  readonly orderdesc?: boolean;
};

/** Recurring invoices by id, disabled and ended ones included. Halo has no date filter for them that works. */
export const recurringInvoices: ResourceDefinition<RecurringInvoice, RecurringInvoiceQuery> = {
  path: '/RecurringInvoice',
  noun: 'recurring invoices',
  singular: 'recurring invoice',
  permission: 'read:invoices',
  // Halo sends them under the key of invoices.
  keys: ['invoices', 'recurringinvoices'],
  schema: recurringInvoiceSchema,
  listQuery: { order: 'id', orderdesc: true },
  detailQuery: { includedetails: true },
};
