import type { CalendarDate } from '../../base/dates.ts';
import { toDay } from '../../halo/halo-date.ts';
import type { Invoice } from '../../halo/resources/invoices.ts';
import type { Currencies, Currency } from '../../revenue/currencies.ts';
import type { RunRate } from '../../revenue/run-rate.ts';
import type { Row } from '../answer.ts';
import { writeMoney } from '../billing/billing-money.ts';
import { toBilledDocument } from '../billing/billing-records.ts';
import { findOutstanding } from '../billing/invoice-summary.ts';

/** What comes in regularly, each currency for itself: `1480.00 GBP`. */
export function addRunRate(runRate: RunRate, figure: 'monthlyMinor' | 'yearlyMinor'): string {
  return addUp(runRate.sources.map((source) => ({ minor: source[figure], currency: source.currency })));
}

/** How many invoices are unpaid and what is outstanding on them, gross; overdue ones apart too. Each currency for itself. */
export function addOutstanding(unpaid: readonly Invoice[], currencies: Currencies, today: CalendarDate): Row {
  const describe = (invoices: readonly Invoice[]) => {
    if (invoices.length === 0) return 'nothing';
    const amounts = invoices.map((invoice) => {
      const currency = currencies.countedIn(toBilledDocument(invoice).currency);
      return { minor: findOutstanding(invoice, currency.digits) ?? 0, currency };
    });
    return `${invoices.length} ${invoices.length === 1 ? 'invoice' : 'invoices'}, ${addUp(amounts)} gross`;
  };
  const overdue = unpaid.filter((invoice) => (toDay(invoice.duedate) ?? today) < today);
  return { unpaid: describe(unpaid), overdue: unpaid.length === 0 ? undefined : describe(overdue) };
}

function addUp(amounts: readonly { readonly minor: number; readonly currency: Currency }[]): string {
  const sums = new Map<string, { readonly minor: number; readonly currency: Currency }>();
  for (const { minor, currency } of amounts) {
    const before = sums.get(currency.code)?.minor ?? 0;
    sums.set(currency.code, { minor: before + minor, currency });
  }
  if (sums.size === 0) return 'nothing';
  return [...sums.values()].map(({ minor, currency }) => writeMoney(minor, currency)).join(' and ');
}
