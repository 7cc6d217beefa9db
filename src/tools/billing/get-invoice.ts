import { z } from 'zod';
import { readDocument } from '../../revenue/billed.ts';
import type { Block } from '../answer.ts';
import { full, nameOrId } from '../fields.ts';
import { toFullRecord } from '../full-record.ts';
import { defineTool } from '../tool.ts';
import { readMoney } from './billing-money.ts';
import { nameInvoice, toBilledDocument } from './billing-records.ts';
import { findInvoice } from './find-invoice.ts';
import { toInvoiceLineRow } from './invoice-line.ts';
import { kindOf, toInvoiceFields } from './invoice-summary.ts';

export const getInvoice = defineTool({
  name: 'get_invoice',
  title: 'Get invoice',
  effect: 'reads',
  description:
    'Shows one invoice or credit note by id or number: who was billed, dates, net, tax, gross, paid and outstanding, and its lines, each recurring or one-off and with what it came from (recurring invoice, ticket, sales order). Find invoices with list_invoices.',
  input: z.strictObject({ id: nameOrId('invoice, by id or number'), full }),
  run: async (input, { halo }) => {
    const [invoice, money] = await Promise.all([findInvoice(halo, input.id), readMoney(halo)]);
    const kind = kindOf(invoice) === 'credit note' ? 'Credit note' : 'Invoice';
    const heading = `${kind} ${nameInvoice(invoice)}`;
    if (input.full) return toFullRecord(heading, invoice);

    const document = toBilledDocument(invoice);
    const { digits } = money.currencies.countedIn(document.currency);
    const reading = readDocument(document, digits);
    const lines = (invoice.lines ?? []).filter((line) => line.isgroupdesc !== true);
    const blocks: Block[] = [{ kind: 'fields', fields: toInvoiceFields(invoice, money.currencies) }];
    if (lines.length > 0) {
      const rows = lines.map((line) => toInvoiceLineRow(line, invoice, digits));
      blocks.push({ kind: 'table', title: 'lines', rows });
    }
    return {
      heading,
      notes: [
        money.note,
        ...(lines.length === 0 ? ['Halo sent no lines'] : []),
        ...(reading.kind === 'left out' ? [`not in revenue: ${reading.reason}`] : []),
      ],
      blocks,
    };
  },
});
