import { z } from 'zod';
import { toDay } from '../../halo/halo-date.ts';
import type { RecurringInvoice } from '../../halo/resources/recurring-invoices.ts';
import { sum } from '../../revenue/money.ts';
import { findDormancy } from '../../revenue/templates.ts';
import { day, nameOrId, paging, yes } from '../fields.ts';
import { answerWalk } from '../list-answer.ts';
import { resolveClient } from '../resolve.ts';
import { defineTool } from '../tool.ts';
import { describeClient } from './billing-client.ts';
import { readMoney, writeMoney } from './billing-money.ts';
import { toTemplate } from './billing-records.ts';
import { resolveContract } from './contract-lookups.ts';
import { toRecurringInvoiceSummary } from './recurring-invoice-summary.ts';
import { readTemplateFigures } from './template-figures.ts';

export const listRecurringInvoices = defineTool({
  name: 'list_recurring_invoices',
  title: 'List recurring invoices',
  effect: 'reads',
  description:
    'Lists recurring invoices, the templates that regular bills are made from, with period, net a period, what that comes to in a month, and when the next one is due. Their ids are negative. Use it for what a client pays regularly, or what is about to be billed (next_before). For bills already made use list_invoices.',
  input: z.strictObject({
    client: nameOrId('client').optional(),
    contract: nameOrId('contract, by id or ref').optional(),
    include_disabled: yes('Also disabled, ended and not yet started ones'),
    next_before: day('Only those that make their next invoice before this day').optional(),
    ...paging,
  }),
  run: async (input, { halo, today }) => {
    const [client, contract] = await Promise.all([
      input.client === undefined ? undefined : resolveClient(halo, input.client),
      input.contract === undefined ? undefined : resolveContract(halo, input.contract),
    ]);
    const [walk, money] = await Promise.all([
      halo.recurringInvoices.walk({
        includelines: true,
        ...(client === undefined ? {} : { client_id: client.id }),
      }),
      readMoney(halo),
    ]);
    const before = input.next_before;
    const asked = walk.rows
      .filter((each) => client === undefined || each.client_id === client.id)
      .filter((each) => contract === undefined || bills(each, contract.id))
      .filter((each) => before === undefined || isDueBefore(each, before));
    const isDormant = (each: RecurringInvoice) => findDormancy(toTemplate(each), today) !== undefined;
    const matching = asked
      .filter((each) => input.include_disabled || !isDormant(each))
      .toSorted(before === undefined ? byClient : byNextDate);
    const dormant = asked.length - asked.filter((each) => !isDormant(each)).length;
    return answerWalk(walk, matching, {
      noun: 'recurring invoices',
      page: input.page,
      pageSize: input.page_size,
      toRow: (each) => toRecurringInvoiceSummary(each, today, money.currencies),
      notes: [
        ...describeClient(client, asked),
        ...(input.contract === undefined ? [] : [`contract ${input.contract}`]),
        ...(before === undefined ? [] : [`due before ${before}`]),
        input.include_disabled
          ? `${dormant} disabled, ended or not started included`
          : `live only (${dormant} disabled, ended or not started left out)`,
        before === undefined ? 'by client' : 'soonest first',
        money.note,
        ...addUp(matching),
      ],
    });

    function addUp(shown: readonly RecurringInvoice[]): readonly string[] {
      const { home } = money.currencies;
      if (!home) return [];
      const monthly = shown.map(
        (each) => readTemplateFigures(toTemplate(each), today, home.digits).monthlyMinor ?? 0,
      );
      return [`all of them together ${writeMoney(sum(monthly), home)} a month`];
    }
  },
});

function bills(recurring: RecurringInvoice, contractId: number): boolean {
  return (
    recurring.contract_id === contractId ||
    (recurring.lines ?? []).some((line) => line.contract_id === contractId)
  );
}

function isDueBefore(recurring: RecurringInvoice, day: string): boolean {
  const next = toDay(recurring.nextcreationdate);
  return next !== undefined && next < day;
}

function byClient(a: RecurringInvoice, b: RecurringInvoice): number {
  return (a.client_name ?? '').localeCompare(b.client_name ?? '', 'en') || b.id - a.id;
}

function byNextDate(a: RecurringInvoice, b: RecurringInvoice): number {
  return (toDay(a.nextcreationdate) ?? '').localeCompare(toDay(b.nextcreationdate) ?? '') || b.id - a.id;
}
