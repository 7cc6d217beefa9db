import type { CalendarDate } from '../../base/dates.ts';
import type { InvoiceLine } from '../../halo/resources/invoices.ts';
import type { GeneratedInvoice, RecurringInvoice } from '../../halo/resources/recurring-invoices.ts';
import type { Currencies } from '../../revenue/currencies.ts';
import { parseMinor } from '../../revenue/money.ts';
import { readPeriod } from '../../revenue/period.ts';
import { findLineExclusion } from '../../revenue/templates.ts';
import type { Row } from '../answer.ts';
import { showDay } from '../moments.ts';
import { toLine as toOneLine } from '../text.ts';
import { toCell, toCurrencyColumns, toMoney } from './billing-money.ts';
import { describeLine, isSet, nameRecurringInvoice, toLine, toTemplate } from './billing-records.ts';
import { describeState, readTemplateFigures } from './template-figures.ts';

/** A recurring invoice as lists show it. The monthly equivalent is blank unless it is live, so that the column adds up. */
export function toRecurringInvoiceSummary(
  recurring: RecurringInvoice,
  today: CalendarDate,
  currencies: Currencies,
): Row {
  const template = toTemplate(recurring);
  const { digits } = currencies.countedIn(template.currency);
  const figures = readTemplateFigures(template, today, digits);
  return {
    id: recurring.id,
    reference: toOneLine(nameRecurringInvoice(recurring), 80),
    client: recurring.client_name,
    contract: nameContractOf(recurring),
    period: figures.periodName,
    netPerPeriod: toCell(figures.netMinor, digits),
    monthlyEquivalent: toCell(figures.monthlyMinor, digits),
    nextDate: showDay(recurring.nextcreationdate),
    lastCreated: showDay(recurring.lastcreated),
    state: describeState(template, today),
    ...toCurrencyColumns(template.currency, currencies),
  };
}

/** A recurring invoice as `get_recurring_invoice` shows it. */
export function toRecurringInvoiceFields(
  recurring: RecurringInvoice,
  today: CalendarDate,
  currencies: Currencies,
): Row {
  const template = toTemplate(recurring);
  const { digits } = currencies.countedIn(template.currency);
  const { netMinor, yearlyMinor } = readTemplateFigures(template, today, digits);
  const {
    id,
    reference: _,
    client,
    contract,
    period,
    netPerPeriod,
    monthlyEquivalent,
    ...rest
  } = toRecurringInvoiceSummary(recurring, today, currencies);
  return {
    id,
    client,
    site: recurring.site_name,
    contract,
    period,
    netPerPeriod,
    monthlyEquivalent,
    yearlyEquivalent: toCell(yearlyMinor, digits),
    ...rest,
    starts: template.startDate,
    ends: template.endDate,
    invoiceDay: recurring.invoiceday || undefined,
    bills: describeAhead(recurring.invoice_prorata_periods_ahead),
    increasePercent: recurring.invoice_percent_increase || undefined,
    netOnHeader:
      parseMinor(recurring.revenue ?? undefined, digits) === netMinor
        ? undefined
        : toMoney(recurring.revenue, digits),
    taxPerPeriod: toMoney(recurring.tax_total, digits),
    grossPerPeriod: toMoney(recurring.total, digits),
  };
}

/** A line of a recurring invoice: how its quantity comes about, and why it is not billed where it isn't. */
export function toRecurringLineRow(
  line: InvoiceLine,
  recurring: RecurringInvoice,
  today: CalendarDate,
  currencies: Currencies,
): Row {
  const template = toTemplate(recurring);
  const { digits } = currencies.countedIn(template.currency);
  const ownPeriod = line.billingperiod ?? 0;
  return {
    description: describeLine(line),
    quantity: line.qty_order,
    quantityFrom: quantitySources.get(line.recurring_invoice_quantity_type ?? 0) ?? 'set by hand',
    unitPrice: toMoney(line.unit_price, digits),
    net: toMoney(line.net_amount, digits),
    ownPeriod: ownPeriod > 0 && ownPeriod !== recurring.period ? readPeriod(ownPeriod).name : undefined,
    starts: toLine(line).startDate,
    ends: toLine(line).endDate,
    notBilled: findLineExclusion(toLine(line), template, today),
  };
}

/** An invoice made from a recurring invoice. */
export function toGeneratedRow(invoice: GeneratedInvoice, digits: number): Row {
  return {
    id: invoice.id,
    date: showDay(invoice.invoice_date),
    periodStart: showDay(invoice.period_start_date),
    periodEnd: showDay(invoice.period_end_date),
    paid: toMoney(invoice.amountpaid, digits),
    due: toMoney(invoice.amountdue, digits),
    posted: invoice.posted,
  };
}

/** Where the quantity of a line comes from; anything else is set by hand. Seen in Halo's own SQL. */
const quantitySources: ReadonlyMap<number, string> = new Map([
  [1, 'licence count'],
  [2, 'user count'],
  [3, 'asset count'],
  [4, 'subscriptions'],
]);

function nameContractOf(recurring: RecurringInvoice): string | undefined {
  if (!isSet(recurring.contract_id)) return undefined;
  return recurring.contract_ref || String(recurring.contract_id);
}

function describeAhead(periods: number | null | undefined): string | undefined {
  if (periods === 0) return 'the period before';
  if (periods === 1) return 'the current period';
  return periods === 2 ? 'the next period' : undefined;
}
