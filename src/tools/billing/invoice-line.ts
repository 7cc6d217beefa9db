import type { Invoice, InvoiceLine } from '../../halo/resources/invoices.ts';
import type { Row } from '../answer.ts';
import { toMoney } from './billing-money.ts';
import { describeLine, isSet } from './billing-records.ts';

/** A line of an invoice as `get_invoice` shows it. */
export function toInvoiceLineRow(line: InvoiceLine, invoice: Invoice, digits: number): Row {
  const isRecurring = (line.recurring_invoice_id ?? 0) < -1 && line.onetimecharge !== true;
  return {
    description: describeLine(line),
    quantity: line.qty_order,
    unitPrice: toMoney(line.unit_price, digits),
    discountPercent: line.discount_perc || undefined,
    net: toMoney(line.net_amount, digits),
    tax: toMoney(line.tax_amount, digits),
    kind: isRecurring ? 'recurring' : 'one-off',
    source: describeSource(line, invoice),
  };
}

function describeSource(line: InvoiceLine, invoice: Invoice): string {
  const template = line.recurring_invoice_id ?? 0;
  const sources = [
    template < -1 ? `recurring invoice ${template}${line.onetimecharge === true ? ', one-time' : ''}` : '',
    isSet(line.contract_id) && line.contract_id !== invoice.contract_id ? `contract ${line.contract_id}` : '',
    isSet(line.ticket_id) ? `ticket ${line.ticket_id}` : '',
    isSet(line.salesorder_id) ? `sales order ${line.salesorder_id}` : '',
    isSet(line.prepay_id) ? 'prepay' : '',
    isSet(line.asset_id) ? `asset ${line.asset_id}` : '',
  ];
  return sources.filter((source) => source !== '').join(', ');
}
