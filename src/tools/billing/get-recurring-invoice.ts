import { z } from 'zod';
import { toDay } from '../../halo/halo-date.ts';
import type { Block } from '../answer.ts';
import { full } from '../fields.ts';
import { toFullRecord } from '../full-record.ts';
import { defineTool } from '../tool.ts';
import { readMoney } from './billing-money.ts';
import { nameRecurringInvoice, toTemplate } from './billing-records.ts';
import { toGeneratedRow, toRecurringInvoiceFields, toRecurringLineRow } from './recurring-invoice-summary.ts';

/** Invoices shown of those made so far, newest first. */
const shownInvoices = 24;

export const getRecurringInvoice = defineTool({
  name: 'get_recurring_invoice',
  title: 'Get recurring invoice',
  effect: 'reads',
  description:
    'Shows one recurring invoice: its schedule, its lines with where each quantity comes from (set by hand, user, asset or licence counts) and which are not billed, and the invoices made from it. Its id is negative, as list_recurring_invoices shows it. For a bill that was already made use get_invoice.',
  input: z.strictObject({
    id: z.int().min(-2_147_483_647).max(-2).describe('recurring invoice id, negative'),
    full,
  }),
  run: async (input, { halo, today }) => {
    const [recurring, money] = await Promise.all([halo.recurringInvoices.get(input.id), readMoney(halo)]);
    const name = nameRecurringInvoice(recurring);
    const heading = `Recurring invoice ${recurring.id}${name === '' ? '' : `: ${name}`}`;
    if (input.full) return toFullRecord(heading, recurring);

    const { digits } = money.currencies.countedIn(toTemplate(recurring).currency);
    const lines = (recurring.lines ?? []).filter((line) => line.isgroupdesc !== true);
    const made = (recurring.invoices ?? []).toSorted(
      (a, b) => (toDay(b.invoice_date) ?? '').localeCompare(toDay(a.invoice_date) ?? '') || b.id - a.id,
    );
    const blocks: Block[] = [
      { kind: 'fields', fields: toRecurringInvoiceFields(recurring, today, money.currencies) },
    ];
    if (lines.length > 0) {
      blocks.push({
        kind: 'table',
        title: 'lines',
        rows: lines.map((line) => toRecurringLineRow(line, recurring, today, money.currencies)),
      });
    }
    if (made.length > 0) {
      blocks.push({
        kind: 'table',
        title:
          made.length > shownInvoices
            ? `newest ${shownInvoices} of ${made.length} invoices made from it`
            : 'invoices made from it',
        rows: made.slice(0, shownInvoices).map((invoice) => toGeneratedRow(invoice, digits)),
      });
    }
    return {
      heading,
      notes: [
        money.note,
        ...(lines.length === 0 ? ['Halo sent no lines'] : []),
        ...(made.length > 0
          ? []
          : [
              recurring.invoices
                ? 'no invoice made from it yet'
                : 'Halo did not say which invoices were made from it',
            ]),
      ],
      blocks,
    };
  },
});
