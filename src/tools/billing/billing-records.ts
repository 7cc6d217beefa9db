import { isUnlimited, toDay } from '../../halo/halo-date.ts';
import type { HaloContract } from '../../halo/resources/contracts.ts';
import type { HaloCurrency } from '../../halo/resources/currencies.ts';
import type { Invoice, InvoiceLine } from '../../halo/resources/invoices.ts';
import type { RecurringInvoice } from '../../halo/resources/recurring-invoices.ts';
import type {
  BilledDocument,
  BillingHeader,
  BillingLine,
  Contract,
  CurrencyRow,
  Template,
} from '../../revenue/records.ts';
import { htmlToText, toLine as toOneLine } from '../text.ts';

/** An invoice as the revenue arithmetic takes it. */
export function toBilledDocument(invoice: Invoice): BilledDocument {
  return {
    ...toHeader(invoice, nameInvoice(invoice)),
    date: toDay(invoice.invoice_date) ?? '',
    recurringInvoiceId: invoice.recurring_invoice_id ?? undefined,
    creditLinkedToInvoiceId: invoice.creditlinkedtoinvoiceid ?? undefined,
    originalClientId: invoice.original_client_id ?? undefined,
    originalClientName: invoice.original_client_name ?? undefined,
    isPosted: invoice.posted !== false,
    isVoided: invoice.voided === true,
    isSupplierBill: isSet(invoice.supplier_id) || isSet(invoice.purchaseorder_id),
    isRevenueRecognition: invoice.is_recognition === true || isSet(invoice.recognised_from_invoice),
    isTemplate: invoice.id < 0 || invoice.is_recurring_invoice === true,
  };
}

/** A recurring invoice as the revenue arithmetic takes it. */
export function toTemplate(recurring: RecurringInvoice): Template {
  return {
    ...toHeader(recurring, nameRecurringInvoice(recurring)),
    contractId: recurring.contract_id ?? undefined,
    isDisabled: recurring.disabled === true,
    startDate: toScheduleDay(recurring.startdate),
    endDate: toScheduleDay(recurring.enddate),
    periodCode: recurring.period ?? undefined,
  };
}

/** A contract as the revenue arithmetic takes it. */
export function toContract(contract: HaloContract): Contract {
  const endDate = toDay(contract.end_date);
  return {
    id: contract.id,
    label: nameContract(contract),
    clientId: contract.client_id,
    clientName: contract.client_name ?? '',
    status: contract.status ?? undefined,
    startDate: toDay(contract.start_date),
    hasStarted: contract.started ?? undefined,
    endDate: endDate === undefined || isUnlimited(endDate) ? undefined : endDate,
    periodCode: contract.billingperiod ?? undefined,
    charge: contract.periodchargeamount ?? undefined,
  };
}

/** A currency as the revenue arithmetic takes it. */
export function toCurrencyRow(currency: HaloCurrency): CurrencyRow {
  return {
    id: currency.id,
    code: currency.code ?? undefined,
    symbol: currency.symbol ?? undefined,
    rate: currency.conversion_rate ?? undefined,
  };
}

/** What people call an invoice: its number, else the accounting package's. */
export function nameInvoice(invoice: Invoice): string {
  return (
    firstText(invoice.invoicenumber, invoice.thirdpartyinvoicenumber, invoice.reference) ?? `#${invoice.id}`
  );
}

/** What people call a recurring invoice: its reference, else the first line of its notes. */
export function nameRecurringInvoice(recurring: RecurringInvoice): string {
  return firstText(recurring.reference, recurring.notes_1, recurring.contract_ref) ?? '';
}

/** What people call a contract. */
export function nameContract(contract: HaloContract): string {
  return firstText(contract.ref, contract.refextra) ?? `#${contract.id}`;
}

/** True where an id points at something; 0 and below stand for "none". */
export function isSet(id: number | null | undefined): id is number {
  return id !== undefined && id !== null && id > 0;
}

/** What a line is for, in one line of text. */
export function describeLine(line: InvoiceLine): string {
  const text = firstText(line.item_shortdescription, line.item_longdescription, line.item_code) ?? '';
  return toOneLine(htmlToText(text), 120);
}

function toHeader(record: Invoice | RecurringInvoice, label: string): BillingHeader {
  return {
    id: record.id,
    label,
    clientId: record.client_id,
    clientName: record.client_name ?? '',
    currency: {
      id: record.currency_code ?? undefined,
      code: record.currency_code_name ?? undefined,
      symbol: record.currency ?? undefined,
      rate: record.currency_conversion_rate ?? undefined,
    },
    net: record.revenue ?? undefined,
    tax: record.tax_total ?? undefined,
    total: record.total ?? undefined,
    lines: record.lines?.map(toLine),
  };
}

/** A line as the revenue arithmetic takes it. */
export function toLine(line: InvoiceLine): BillingLine {
  return {
    id: line.id ?? 0,
    label: describeLine(line),
    net: line.net_amount ?? undefined,
    ownNet: line.net_amount_converted ?? undefined,
    recurringInvoiceId: line.recurring_invoice_id ?? undefined,
    contractId: line.contract_id ?? undefined,
    periodCode: line.billingperiod ?? undefined,
    startDate: toScheduleDay(line.startdate),
    endDate: toScheduleDay(line.enddate),
    isOneTime: line.onetimecharge === true,
    isGroupHeader: line.isgroupdesc === true,
    isInactive: line.isinactive === true || line.isActive === false,
  };
}

// In schedules every year before 2000 means "not set"; seen in Halo's own SQL.
function toScheduleDay(value: string | null | undefined): string | undefined {
  const day = toDay(value);
  return day === undefined || day < '2000-01-01' ? undefined : day;
}

function firstText(...texts: readonly (string | null | undefined)[]): string | undefined {
  return texts
    .map((text) => text?.replace(/\s+/g, ' ').trim())
    .find((text) => text !== undefined && text !== '');
}
