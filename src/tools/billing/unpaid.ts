import type { Invoice } from '../../halo/resources/invoices.ts';
import type { Currencies } from '../../revenue/currencies.ts';
import { toBilledDocument } from './billing-records.ts';
import { findOutstanding, kindOf } from './invoice-summary.ts';

/** All of Halo's payment statuses but 1, "paid"; the amounts decide which of them are really unpaid. */
export const notPaid = '-1,0,2,3,4,5';

/** True where something is outstanding: to be paid on an invoice, to be paid back on a credit note. */
export function isUnpaid(invoice: Invoice, currencies: Currencies): boolean {
  const { digits } = currencies.countedIn(toBilledDocument(invoice).currency);
  const outstanding = findOutstanding(invoice, digits) ?? 0;
  return outstanding > 0 || (outstanding < 0 && kindOf(invoice) === 'credit note');
}
