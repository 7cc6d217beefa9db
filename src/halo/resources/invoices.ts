import { z } from 'zod';
import { date, flag, id, number, optionalId, text } from '../fields.ts';
import type { ResourceDefinition } from '../resource.ts';

/** A line of an invoice or recurring invoice. Group headings are lines too; two properties say that one is switched off. */
export const invoiceLineSchema = z.looseObject({
  id: optionalId,
  item_code: text,
  item_shortdescription: text,
  item_longdescription: text,
  qty_order: number,
  unit_price: number,
  net_amount: number,
  net_amount_converted: number,
  tax_amount: number,
  discount_perc: number,
  contract_id: optionalId,
  recurring_invoice_id: optionalId,
  ticket_id: optionalId,
  salesorder_id: optionalId,
  asset_id: optionalId,
  prepay_id: optionalId,
  billingperiod: optionalId,
  startdate: date,
  enddate: date,
  onetimecharge: flag,
  isinactive: flag,
  isActive: flag,
  isgroupdesc: flag,
  recurring_invoice_quantity_type: optionalId,
});

export type InvoiceLine = z.infer<typeof invoiceLineSchema>;

/** What invoices and recurring invoices have in common: Halo keeps them in one table. */
export const invoiceHeaderFields = {
  id,
  invoicenumber: text,
  thirdpartyinvoicenumber: text,
  reference: text,
  name: text,
  client_id: id,
  client_name: text,
  site_name: text,
  contract_id: optionalId,
  contract_ref: text,
  ticket_id: optionalId,
  /** Gross, tax and net, in home currency. */
  total: number,
  tax_total: number,
  revenue: number,
  currency: text,
  currency_code: optionalId,
  currency_code_name: text,
  currency_conversion_rate: number,
  recurring_invoice_id: optionalId,
  is_recurring_invoice: flag,
  notes_1: text,
  lines: z.array(invoiceLineSchema).nullish(),
};

/** An invoice or credit note. */
export const invoiceSchema = z.looseObject({
  ...invoiceHeaderFields,
  original_client_id: optionalId,
  original_client_name: text,
  invoice_date: date,
  duedate: date,
  datepaid: date,
  datesent: date,
  period_start_date: date,
  period_end_date: date,
  cust_order_number: text,
  amountpaid: number,
  amountdue: number,
  amount_remaining: number,
  paymentstatus: optionalId,
  posted: flag,
  voided: flag,
  salesorder_id: optionalId,
  purchaseorder_id: optionalId,
  supplier_id: optionalId,
  creditlinkedtoinvoiceid: optionalId,
  is_recognition: flag,
  recognised_from_invoice: optionalId,
});

export type Invoice = z.infer<typeof invoiceSchema>;

export type InvoiceQuery = {
  readonly client_id?: number;
  readonly contract_id?: number;
  readonly search?: string;
  /** Payment statuses, separated by commas; Halo's own list of unpaid ones asks for 0 and -1. */
  readonly paymentstatuses?: string;
  readonly includelines?: boolean;
  readonly includeinvoices?: boolean;
  readonly includecredits?: boolean;
  /** Supplier bills. */
  readonly includepoinvoices?: boolean;
  readonly invoicedatestart?: string;
  readonly invoicedateend?: string;
  readonly datesearch?: 'invoice_date';
  readonly start_date?: string;
  readonly end_date?: string;
  readonly order?: string;
  readonly orderdesc?: boolean;
  readonly order2?: string;
  readonly orderdesc2?: boolean;
};

/** Invoices without supplier bills, newest first; credit notes only where asked for. */
export const invoices: ResourceDefinition<Invoice, InvoiceQuery> = {
  path: '/Invoice',
  noun: 'invoices',
  singular: 'invoice',
  permission: 'read:invoices',
  keys: ['invoices'],
  schema: invoiceSchema,
  listQuery: {
    includeinvoices: true,
    includecredits: false,
    includepoinvoices: false,
    order: 'invoice_date',
    orderdesc: true,
    order2: 'id',
    orderdesc2: true,
  },
  detailQuery: { includedetails: true },
};

/**
 * The query for invoices dated from one day to another, both included. Older versions know `invoicedatestart` and
 * `invoicedateend`, newer ones `datesearch`; both are sent, as unknown ones do no harm. Some versions filter by neither.
 */
export function dated(from: string | undefined, to: string | undefined): InvoiceQuery {
  const start = from === undefined ? undefined : `${from}T00:00:00Z`;
  const end = to === undefined ? undefined : `${to}T23:59:59Z`;
  return {
    ...(start === undefined ? {} : { invoicedatestart: start, start_date: start }),
    ...(end === undefined ? {} : { invoicedateend: end, end_date: end }),
    ...(start === undefined && end === undefined ? {} : { datesearch: 'invoice_date' }),
  };
}
