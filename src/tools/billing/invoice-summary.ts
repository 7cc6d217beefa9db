import { toDay } from '../../halo/halo-date.ts';
import type { Invoice } from '../../halo/resources/invoices.ts';
import { findOwnNet, isCreditNote, readDocument } from '../../revenue/billed.ts';
import type { Currencies } from '../../revenue/currencies.ts';
import { parseMinor } from '../../revenue/money.ts';
import { findHeaderNet } from '../../revenue/net.ts';
import type { BilledDocument } from '../../revenue/records.ts';
import type { MoneyCell, Row } from '../answer.ts';
import { showDay } from '../moments.ts';
import { htmlToText, toLine } from '../text.ts';
import { toCell, toCurrencyColumns, toMoney } from './billing-money.ts';
import { isSet, nameInvoice, toBilledDocument } from './billing-records.ts';

/** What an invoice is: made from a recurring invoice, one-off, or a credit note. */
export type InvoiceKind = 'from recurring' | 'one-off' | 'credit note';

/** The kind of an invoice, by its header; a credit note is one whatever it was made from. */
export function kindOf(invoice: Invoice): InvoiceKind {
  const document = toBilledDocument(invoice);
  const { netMinor } = findHeaderNet(document, 4) ?? { netMinor: 0 };
  if (isCreditNote(document, netMinor)) return 'credit note';
  return (invoice.recurring_invoice_id ?? 0) < -1 ? 'from recurring' : 'one-off';
}

/**
 * What is still to be paid, gross: what Halo says remains, else total less paid, else the amount due. Undefined for voided
 * ones and where Halo sent none of it.
 */
export function findOutstanding(invoice: Invoice, digits: number): number | undefined {
  if (invoice.voided === true) return undefined;
  const remaining = parseMinor(invoice.amount_remaining ?? undefined, digits);
  if (remaining !== undefined) return remaining;
  const total = parseMinor(invoice.total ?? undefined, digits);
  const paid = parseMinor(invoice.amountpaid ?? undefined, digits);
  if (total !== undefined && paid !== undefined) return total - paid;
  return parseMinor(invoice.amountdue ?? undefined, digits);
}

/** An invoice as lists show it. */
export function toInvoiceSummary(invoice: Invoice, currencies: Currencies): Row {
  const document = toBilledDocument(invoice);
  const { digits } = currencies.countedIn(document.currency);
  return {
    id: invoice.id,
    number: nameInvoice(invoice),
    date: showDay(invoice.invoice_date),
    due: showDay(invoice.duedate),
    client: invoice.client_name,
    net: toCell(findHeaderNet(document, digits)?.netMinor, digits),
    tax: toMoney(invoice.tax_total, digits),
    gross: toMoney(invoice.total, digits),
    outstanding: toCell(findOutstanding(invoice, digits), digits),
    kind: kindOf(invoice),
    contract: isSet(invoice.contract_id) ? invoice.contract_ref || String(invoice.contract_id) : undefined,
    ticket: isSet(invoice.ticket_id) ? invoice.ticket_id : undefined,
    state: describeInvoiceState(invoice),
    ...toCurrencyColumns(document.currency, currencies),
  };
}

/** An invoice as `get_invoice` shows it. */
export function toInvoiceFields(invoice: Invoice, currencies: Currencies): Row {
  const document = toBilledDocument(invoice);
  const { digits } = currencies.countedIn(document.currency);
  const reading = readDocument(document, digits);
  const amounts = reading.kind === 'counted' ? reading.amounts : undefined;
  const { id, number, date, due, client, net, tax, gross, outstanding, ...rest } = toInvoiceSummary(
    invoice,
    currencies,
  );
  const accountsNumber = invoice.thirdpartyinvoicenumber || undefined;
  return {
    id,
    number,
    accountsNumber: accountsNumber === number ? undefined : accountsNumber,
    client,
    firstRaisedFor:
      isSet(invoice.original_client_id) && invoice.original_client_id !== invoice.client_id
        ? invoice.original_client_name || String(invoice.original_client_id)
        : undefined,
    site: invoice.site_name,
    date,
    due,
    periodStart: showDay(invoice.period_start_date),
    periodEnd: showDay(invoice.period_end_date),
    net,
    tax,
    gross,
    paid: toMoney(invoice.amountpaid, digits),
    paidOn: showDay(invoice.datepaid),
    outstanding,
    ...rest,
    ownCurrencyNet: toOwnNet(document, currencies),
    recurringNet: toCell(amounts?.recurringMinor || undefined, digits),
    oneOffNet: toCell(amounts?.nonRecurringMinor || undefined, digits),
    netBeyondItsLines: toCell(amounts?.unallocatedMinor || undefined, digits),
    madeFrom: (invoice.recurring_invoice_id ?? 0) < -1 ? invoice.recurring_invoice_id : undefined,
    creditsInvoice: isSet(invoice.creditlinkedtoinvoiceid) ? invoice.creditlinkedtoinvoiceid : undefined,
    clientsOrderNumber: invoice.cust_order_number || undefined,
    sent: showDay(invoice.datesent),
    note: invoice.notes_1 ? toLine(htmlToText(invoice.notes_1), 500) : undefined,
  };
}

/** True for what belongs in a list of invoices: no recurring invoices and no supplier bills, which some versions mix in. */
export function isInvoice(invoice: Invoice): boolean {
  const { isTemplate, isSupplierBill } = toBilledDocument(invoice);
  return !isTemplate && !isSupplierBill;
}

/** Newest first, then by id. */
export function byNewest(a: Invoice, b: Invoice): number {
  return (toDay(b.invoice_date) ?? '').localeCompare(toDay(a.invoice_date) ?? '') || b.id - a.id;
}

/** Longest due first, then by id; those without a due date last. */
export function byDue(a: Invoice, b: Invoice): number {
  return (toDay(a.duedate) ?? '9999').localeCompare(toDay(b.duedate) ?? '9999') || a.id - b.id;
}

function toOwnNet(document: BilledDocument, currencies: Currencies): MoneyCell | undefined {
  if (!currencies.isForeign(document.currency)) return undefined;
  const { digits } = currencies.billedIn(document.currency);
  return toCell(findOwnNet(document, digits), digits);
}

function describeInvoiceState(invoice: Invoice): string | undefined {
  if (invoice.voided === true) return 'voided';
  return invoice.posted === false ? 'not posted' : undefined;
}
