import { addDays, addMonths } from '../../base/dates.ts';
import { ConstantRow, type Row, rest } from '../serialise.ts';
import { nameOfPeriod } from './billing-plan.ts';
import type { ClientSeed } from './clients.ts';
import { toContractRef } from './contract-ids.ts';
import { type BilledLine, isRealLine, listLines, listTemplateLines } from './invoice-lines.ts';
import type { InvoiceSeed } from './invoices.ts';
import type { TemplateSeed } from './recurring-invoices.ts';
import { midnight, startOfDayMs, timestamp, type World } from './world.ts';

/** A line as it goes over the wire. Money net, major units of the home currency; `*_converted` in the document's own. */
export type LineRecord = Row & {
  readonly id: number;
  readonly ihid: number;
  readonly item_code: string;
  readonly item_shortdescription: string;
  readonly item_longdescription: string;
  readonly qty_order: number;
  readonly unit_price: number;
  readonly unit_price_converted: number;
  readonly net_amount: number;
  readonly net_amount_converted: number;
  readonly tax_amount: number;
  readonly tax_rate: number;
  readonly discount_perc: number;
  readonly recurring_invoice_id: number;
  readonly recurring_invoice_line_id: number;
  readonly recurring_invoice_quantity_type: number;
  readonly contract_id: number;
  readonly ticket_id: number;
  readonly actioncode: number;
  readonly lineactiondate: string | undefined;
  readonly onetimecharge: boolean;
  readonly billingperiod: number;
  readonly startdate: string | undefined;
  readonly enddate: string | undefined;
  readonly isgroupdesc: boolean;
  readonly hideitems: boolean;
  readonly isinactive: boolean;
  readonly isActive: boolean | undefined;
};

/** The sums and marks that an invoice and a recurring invoice share. */
type HeaderRecord = Row & {
  readonly id: number;
  readonly client_id: number;
  readonly client_name: string;
  readonly contract_id: number;
  /** Net; an old record has none. */
  readonly revenue: number | undefined;
  readonly tax_total: number;
  /** With tax. */
  readonly total: number;
  readonly currency: string;
  readonly currency_code: number;
  readonly currency_code_name: string;
  readonly currency_conversion_rate: number;
  readonly is_recurring_invoice: boolean;
  readonly recurring_invoice_id: number | undefined;
  readonly lines: readonly LineRecord[] | undefined;
};

/** An invoice, credit note or supplier bill as it goes over the wire. */
export type InvoiceRecord = HeaderRecord & {
  readonly invoicenumber: string;
  readonly invoice_date: string;
  readonly duedate: string;
  readonly original_client_id: number | undefined;
  readonly original_client_name: string | undefined;
  readonly posted: boolean;
  readonly voided: boolean;
  readonly paymentstatus: number;
  readonly amountdue: number;
  readonly amountpaid: number;
  readonly creditlinkedtoinvoiceid: number | undefined;
  readonly is_recognition: boolean | undefined;
  readonly supplier_id: number | undefined;
};

/** A recurring invoice as it goes over the wire. */
export type TemplateRecord = HeaderRecord & {
  readonly reference: string;
  readonly disabled: boolean;
  readonly period: number;
  readonly periodname: string | undefined;
  readonly startdate: string;
  readonly enddate: string | undefined;
  readonly nextcreationdate: string | undefined;
  readonly lastcreated: string | undefined;
};

export function toInvoiceRecord(world: World, invoice: InvoiceSeed, withLines: boolean): InvoiceRecord {
  const { client } = invoice;
  const taxRate = taxRateOf(client);
  const lines = listLines(world, invoice);
  const sums = addUp(lines, taxRate, invoice.oddity === 'header differs' ? 1000 : 0);
  const sent = invoice.oddity === 'empty lines' ? [] : lines;
  const paid =
    invoice.paymentstatus === 1 ? sums.gross : invoice.paymentstatus === 2 ? Math.round(sums.gross / 2) : 0;
  const due = invoice.voided ? 0 : sums.gross - paid;
  const day = invoice.invoice_date.slice(0, 10);
  const isRecurring = invoice.template !== undefined && invoice.kind === 'recurring';
  return {
    id: invoice.id,
    use: invoice.kind === 'supplier' ? 'poinvoice' : invoice.kind === 'credit' ? 'creditnote' : 'invoice',
    client_id: invoice.client_id,
    client_name: invoice.client_name,
    original_client_id: invoice.original?.id,
    original_client_name: invoice.original?.name,
    sitenumber: invoice.site_id,
    site_name: `${invoice.client_name}/Main`,
    accountsid: `${client.ref}-A`,
    invoicenumber: invoice.invoicenumber,
    invoice_display: invoice.invoicenumber,
    thirdpartyinvoicenumber: invoice.posted ? `SI${10000 + invoice.id}` : '',
    name: client.name,
    reference: invoice.template?.reference ?? '',
    invoice_date: invoice.invoice_date,
    duedate: invoice.duedate,
    dateposted: invoice.posted ? timestamp(startOfDayMs(addDays(day, 1)) + 32_400_123) : undefined,
    datepaid: invoice.paymentstatus === 1 ? midnight(addDays(day, 21)) : undefined,
    datesent: invoice.posted ? timestamp(startOfDayMs(day) + 36_061_000) : undefined,
    date_created: timestamp(startOfDayMs(day) + 7_213_410),
    last_modified: timestamp(startOfDayMs(day) + 43_200_000),
    period_start_date: isRecurring ? invoice.invoice_date : undefined,
    period_end_date: isRecurring ? midnight(addDays(addMonths(day, 1), -1)) : undefined,
    posted: invoice.posted,
    voided: invoice.voided,
    paymentstatus: invoice.paymentstatus,
    paymentterms: client.paymentterms,
    ...toSums(sums, client),
    revenue: invoice.oddity === 'no revenue' ? undefined : sums.net / 100,
    amountdue: due / 100,
    amountpaid: paid / 100,
    amount_remaining: due / 100,
    is_recurring_invoice: false,
    recurring_invoice_id: invoice.recurring_invoice_id,
    contract_id: invoice.contract_id,
    contract_ref: toContractRef(invoice.contract_id),
    ticket_id: invoice.ticket_id,
    salesorder_id: invoice.kind === 'hardware' ? -2 : 0,
    purchaseorder_id: invoice.kind === 'supplier' ? 700 + (invoice.id % 90) : 0,
    supplier_id: invoice.kind === 'supplier' ? 5 : undefined,
    supplier_name: invoice.kind === 'supplier' ? 'Brightwater Distribution' : undefined,
    type: invoice.kind === 'supplier' ? 2 : invoice.kind === 'credit' ? 1 : 0,
    creditlinkedtoinvoiceid: invoice.isLinkedCredit ? invoice.credits?.id : undefined,
    is_recognition: invoice.oddity === 'recognition' ? true : undefined,
    lines: withLines ? sent.map((line) => toLine(line, invoice.id, client, invoice)) : undefined,
    [rest]: headerRest,
  };
}

export function toTemplateRecord(world: World, template: TemplateSeed, withLines: boolean): TemplateRecord {
  const { client } = template;
  const lines = listTemplateLines(template);
  const sums = addUp(
    lines.filter((line) => billsEachTime(world, line)),
    taxRateOf(client),
    0,
  );
  return {
    id: template.id,
    use: 'recurringinvoice',
    client_id: template.client_id,
    client_name: template.client_name,
    name: client.name,
    invoicenumber: '',
    reference: template.reference,
    notes_1: template.reference,
    contract_id: template.contract_id,
    contract_ref: toContractRef(template.contract_id),
    disabled: template.disabled,
    period: template.period,
    periodname: nameOfPeriod(template.period),
    startdate: midnight(template.startdate),
    enddate: template.enddate === undefined ? '1899-12-30T00:00:00' : midnight(template.enddate),
    nextcreationdate:
      template.nextcreationdate === undefined ? undefined : midnight(template.nextcreationdate),
    nextcreationperiod: template.nextcreationdate?.slice(0, 7),
    lastcreated:
      template.lastcreated === undefined
        ? undefined
        : timestamp(startOfDayMs(template.lastcreated) + 7_213_410),
    invoiceday: Number(template.startdate.slice(8)),
    daysplus: 0,
    schedule_id: 900 - template.id,
    ...toSums(sums, client),
    revenue: sums.net / 100,
    amountdue: sums.gross / 100,
    last_invoiced_revenue: template.lastcreated === undefined ? 0 : sums.net / 100,
    is_recurring_invoice: true,
    recurring_invoice_id: 0,
    invoice_prorata_periods_ahead: 1,
    add_labour: 0,
    add_contract_assets: 0,
    invoice_auto_increase_period: 3,
    invoice_percent_increase: 3,
    lines: withLines ? lines.map((line) => toLine(line, template.id, client, undefined)) : undefined,
    [rest]: headerRest,
  };
}

// What the header of a recurring invoice comes to: neither what was charged once nor what another period bills.
function billsEachTime(world: World, line: BilledLine): boolean {
  const { templateLine } = line;
  if (line.isOneTime || (templateLine?.billingperiod ?? 0) !== 0) return false;
  return (
    (templateLine?.startdate ?? world.date) <= world.date &&
    (templateLine?.enddate ?? world.date) >= world.date
  );
}

function taxRateOf(client: ClientSeed): number {
  // Business clients abroad pay the tax themselves.
  return client.currency.rate === 1 ? 20 : 0;
}

function addUp(lines: readonly BilledLine[], taxRate: number, differenceMinor: number) {
  const real = lines.filter(isRealLine);
  const net = real.reduce((sum, line) => sum + line.homeMinor, 0) + differenceMinor;
  const tax = real.reduce((sum, line) => sum + taxOf(line.homeMinor, taxRate), 0);
  return { net, tax, gross: net + tax };
}

function taxOf(minor: number, taxRate: number): number {
  return Math.round((minor * taxRate) / 100);
}

function toSums(sums: { readonly tax: number; readonly gross: number }, client: ClientSeed) {
  return {
    tax_total: sums.tax / 100,
    total: sums.gross / 100,
    currency: client.currency.symbol,
    currency_code: client.currency.id,
    currency_code_name: client.currency.code,
    currency_conversion_rate: client.currency.rate,
  };
}

function toLine(
  line: BilledLine,
  headerId: number,
  client: ClientSeed,
  invoice: InvoiceSeed | undefined,
): LineRecord {
  const taxRate = taxRateOf(client);
  const { templateLine } = line;
  const template = invoice?.template;
  const made = template !== undefined && templateLine !== undefined;
  return {
    id: line.id,
    ihid: headerId,
    item_code: line.code,
    item_shortdescription: line.description,
    item_longdescription: line.description,
    qty_order: line.quantity,
    unit_price: Math.round((line.unitOwnMinor / client.currency.rate) * 100) / 10_000,
    unit_price_converted: line.unitOwnMinor / 100,
    net_amount: line.homeMinor / 100,
    net_amount_converted: line.ownMinor / 100,
    tax_amount: taxOf(line.homeMinor, taxRate) / 100,
    tax_rate: taxRate,
    discount_perc: line.discountPercent,
    recurring_invoice_id: made ? template.id : -1,
    recurring_invoice_line_id: made ? templateLine.id : 0,
    recurring_invoice_quantity_type: templateLine?.quantityType ?? 0,
    contract_id: invoice?.contract_id ?? -1,
    ticket_id: line.ticketId,
    actioncode: line.chargeRate,
    lineactiondate: line.day === undefined ? undefined : midnight(line.day),
    onetimecharge: line.isOneTime,
    billingperiod: templateLine?.billingperiod ?? 0,
    startdate: templateLine?.startdate === undefined ? undefined : midnight(templateLine.startdate),
    enddate: templateLine?.enddate === undefined ? undefined : midnight(templateLine.enddate),
    isgroupdesc: line.isGroupHeader,
    hideitems: line.isGroupHeader,
    isinactive: line.off === 'isinactive',
    isActive: line.off === 'isActive' ? false : undefined,
    [rest]: lineRest,
  };
}

const headerRest = new ConstantRow({
  global_tax_code: '',
  global_nom_code: '',
  global_details: '',
  taken_by: '',
  order_number: '',
  cust_order_number: '',
  payment_ref: '',
  invoice_type_code: '',
  datetype: 0,
  percent: 0,
  hideinvoice: false,
  invoicetype: 0,
  xeroid: '',
  emailstatus: 0,
  composite_tax_total: 0,
  due_date_int: 0,
  due_date_type: 0,
  billingcategory: 0,
  internal_note: '',
  mailboxid: 0,
  period_type: 0,
  xero_status: '',
  take_auto_payment: false,
  reviewrequired: false,
  assigned_agent: 0,
  approval_status: 0,
  requires_approval: false,
  payments_pending: 0,
  credit_total: 0,
  creation_source: '',
  typeid: 0,
  invoice_separately: false,
  minimum_price_active: false,
  credit_outstanding: 0,
  credit_used: 0,
  mark_credit_as_used: false,
  overridepdftemplateinvoice: -1,
  customfields: [],
  custombuttons: [],
});

const lineRest = new ConstantRow({
  nominal_code: '4000',
  tax_code: '1',
  unit_cost: 0,
  comment_1: '',
  comment_2: '',
  dsite: 0,
  ddevnum: 0,
  _itemid: 0,
  productnumber: '',
  asset_id: 0,
  site: 0,
  meter_id: 0,
  salesorder_line: 0,
  xero_lineid: '',
  prepay_id: 0,
  calculate_price_from_assets: false,
  calculate_price_from_users: false,
  tax_name: 'Standard',
  prorata_next_invoice: false,
  group_id: 0,
  is_meter: false,
  sequenceid: 0,
  autorenew: false,
  onetimechargeinvoiceid: 0,
  is_bundled_line: false,
  is_deferred_revenue: false,
  is_recognised_revenue: false,
});
