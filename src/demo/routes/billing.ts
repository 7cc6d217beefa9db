import { toContractDetail, toContractRow } from '../data/contracts.ts';
import { toInvoiceRecord, toTemplateRecord } from '../data/invoice-rows.ts';
import type { InvoiceSeed } from '../data/invoices.ts';
import type { TemplateSeed } from '../data/recurring-invoices.ts';
import { midnight } from '../data/world.ts';
import { answerList, contains, type ListAnswer } from '../listing.ts';
import type { Query } from '../query.ts';
import { findById, type Route, type RouteRequest } from '../route.ts';
import type { Row } from '../serialise.ts';
import { isWithin } from './tickets.ts';

export const billingRoutes: readonly Route[] = [
  { path: '/ClientContract', topic: 'contracts', list: listContracts, one: readContract },
  { path: '/Invoice', topic: 'invoices', list: listInvoices, one: readInvoice },
  { path: '/RecurringInvoice', topic: 'invoices', list: listTemplates, one: readTemplate },
];

const newestFirst = [{ field: 'id', descending: true }];

function listContracts({ data, query, lists }: RouteRequest): ListAnswer {
  const clientId = query.int('client_id');
  const inactiveToo = query.flag('includeinactive') === true;
  const search = query.text('search');
  const type = query.int('contract_type');
  return answerList(
    {
      key: 'contracts',
      seeds: data.contracts(),
      matches: (contract) =>
        (inactiveToo || contract.active) &&
        (clientId === undefined || contract.client_id === clientId) &&
        (type === undefined || contract.typeId === type) &&
        contains(search, contract.ref, contract.client_name),
      toRow: (contract) => toContractRow(data.world, contract),
      order: newestFirst,
    },
    query,
    lists,
  );
}

function readContract({ data, query }: RouteRequest, id: string): Row | undefined {
  const contract = findById(data.contracts(), id);
  return contract && toContractDetail(data.world, contract, query.flag('includeperiods') === true);
}

function listInvoices({ data, query, lists }: RouteRequest): ListAnswer {
  const withLines = query.flag('includelines') === true;
  return answerList(
    {
      key: 'invoices',
      seeds: data.invoices(),
      matches: toInvoiceFilter(query),
      toRow: (invoice) => toInvoiceRecord(data.world, invoice, withLines),
      order: newestFirst,
    },
    query,
    lists,
  );
}

/** A negative id is a recurring invoice, which this path also reads, being the same table. */
function readInvoice(request: RouteRequest, id: string): Row | undefined {
  const { data } = request;
  const invoice = findById(data.invoices(), id);
  if (invoice === undefined) return readTemplate(request, id);
  const record = toInvoiceRecord(data.world, invoice, true);
  return { ...record, payments: [], address: { id: 0, line1: '', postcode: '' }, customfields: undefined };
}

function toInvoiceFilter(query: Query): (invoice: InvoiceSeed) => boolean {
  const ofKind = toKindFilter(query);
  const inDates = toDateFilter(query);
  const clientId = query.int('client_id');
  const clientIds = query.ids('client_ids');
  const siteId = query.int('site_id');
  const ticketId = query.int('ticket_id');
  const contractId = query.int('contract_id');
  const templateId = query.int('recurringinvoice_id');
  const statuses = query.ids('paymentstatuses');
  const posted = query.flag('postedonly') === true;
  const notPosted = query.flag('notpostedonly') === true;
  const topLevel = query.int('toplevel_id');
  const search = query.text('search');
  return (invoice) =>
    ofKind(invoice) &&
    inDates(invoice) &&
    (clientId === undefined || invoice.client_id === clientId) &&
    (clientIds === undefined || clientIds.has(invoice.client_id)) &&
    (siteId === undefined || invoice.site_id === siteId) &&
    (ticketId === undefined || invoice.ticket_id === ticketId) &&
    (contractId === undefined || invoice.contract_id === contractId) &&
    (templateId === undefined || invoice.recurring_invoice_id === templateId) &&
    (statuses === undefined || statuses.has(invoice.paymentstatus)) &&
    !(posted && !invoice.posted) &&
    !(notPosted && invoice.posted) &&
    (topLevel === undefined || invoice.client.toplevel_id === topLevel) &&
    contains(search, invoice.invoicenumber, invoice.client_name, `SI${10000 + invoice.id}`);
}

function toKindFilter(query: Query): (invoice: InvoiceSeed) => boolean {
  const invoices = query.flag('includeinvoices') !== false;
  const credits = query.flag('includecredits') === true;
  const supplier = query.flag('includepoinvoices') === true;
  return ({ kind }) => (kind === 'credit' ? credits : kind === 'supplier' ? supplier : invoices);
}

/** Both spellings: today's `datesearch` with two dates, and the older pair, which is documented as yes or no but takes dates. */
function toDateFilter(query: Query): (invoice: InvoiceSeed) => boolean {
  const field = query.text('datesearch')?.toLowerCase();
  const read = (invoice: InvoiceSeed) => (field === 'duedate' ? invoice.duedate : invoice.invoice_date);
  const from = query.text('start_date');
  const to = query.text('end_date');
  const oldFrom = readDate(query.text('invoicedatestart'));
  const oldTo = readDate(query.text('invoicedateend'));
  return (invoice) =>
    (field === undefined || isWithin(read(invoice), from, to)) &&
    isWithin(invoice.invoice_date, oldFrom, oldTo);
}

function readDate(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{4}-/.test(text) ? text : undefined;
}

function listTemplates({ data, query, lists }: RouteRequest): ListAnswer {
  const clientId = query.int('client_id');
  const clientIds = query.ids('client_ids');
  const contractId = query.int('contract_id');
  const search = query.text('search');
  const withLines = query.flag('includelines') === true;
  return answerList(
    {
      // Recurring invoices come under the key of invoices.
      key: 'invoices',
      seeds: data.templates(),
      matches: (template) =>
        (clientId === undefined || template.client_id === clientId) &&
        (clientIds === undefined || clientIds.has(template.client_id)) &&
        (contractId === undefined || template.contract_id === contractId) &&
        contains(search, template.reference, template.client_name),
      toRow: (template) => toTemplateRecord(data.world, template, withLines),
      order: newestFirst,
    },
    query,
    lists,
  );
}

function readTemplate({ data }: RouteRequest, id: string): Row | undefined {
  const template = findById(data.templates(), id);
  if (template === undefined) return undefined;
  return {
    ...toTemplateRecord(data.world, template, true),
    schedule: toSchedule(template),
    invoices: data
      .invoices()
      .filter((invoice) => invoice.kind === 'recurring' && invoice.template === template)
      .map((invoice) => toInvoiceRecord(data.world, invoice, false))
      .map((record) => ({
        id: record.id,
        invoice_date: record.invoice_date,
        amountpaid: record.amountpaid,
        amountdue: record.amountdue,
        paymentstatus: record.paymentstatus,
        period_start_date: record['period_start_date'],
        period_end_date: record['period_end_date'],
        posted: record.posted,
      })),
  };
}

function toSchedule(template: TemplateSeed): Row {
  return {
    id: 900 - template.id,
    name: template.reference,
    disabled: template.disabled,
    period: template.period,
    startdate: midnight(template.startdate),
    end_date: template.enddate === undefined ? '1899-12-30T00:00:00' : midnight(template.enddate),
    nextcreationdate:
      template.nextcreationdate === undefined ? undefined : midnight(template.nextcreationdate),
    invoice_id: template.id,
    every: 1,
  };
}
