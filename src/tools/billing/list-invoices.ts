import { z } from 'zod';
import type { CalendarDate } from '../../base/dates.ts';
import { toDay } from '../../halo/halo-date.ts';
import { dated, type Invoice } from '../../halo/resources/invoices.ts';
import type { Currencies } from '../../revenue/currencies.ts';
import { sum } from '../../revenue/money.ts';
import { findHeaderNet } from '../../revenue/net.ts';
import { day, nameOrId, paging, yes } from '../fields.ts';
import { answerList, answerWalk } from '../list-answer.ts';
import { resolveClient } from '../resolve.ts';
import { defineTool } from '../tool.ts';
import { describeClient } from './billing-client.ts';
import { readMoney, writeMoney } from './billing-money.ts';
import { toBilledDocument } from './billing-records.ts';
import { resolveContract } from './contract-lookups.ts';
import { byDue, byNewest, findOutstanding, isInvoice, kindOf, toInvoiceSummary } from './invoice-summary.ts';
import { isUnpaid, notPaid } from './unpaid.ts';
import { resolveWindow } from './window.ts';

export const listInvoices = defineTool({
  name: 'list_invoices',
  title: 'List invoices',
  effect: 'reads',
  description:
    'Lists invoices with net, tax, gross and what is outstanding. By default only one-off ones of the last 12 months: kind "from_recurring" gives those made from recurring invoices, "all" both. With unpaid or contract, kind is "all" by default; unpaid without from goes back as far as Halo does. Not for adding up revenue: use revenue_breakdown.',
  input: z.strictObject({
    client: nameOrId('client').optional(),
    contract: nameOrId('contract, by id or ref').optional(),
    from: day('Invoice date from').optional(),
    to: day('Invoice date to').optional(),
    unpaid: yes('Only those with something outstanding'),
    kind: z
      .enum(['one_off', 'from_recurring', 'all'])
      .optional()
      .describe('one_off (default), from_recurring, or all'),
    include_credits: yes('Also credit notes'),
    ...paging,
  }),
  run: async (input, { halo, today }) => {
    const [client, contract] = await Promise.all([
      input.client === undefined ? undefined : resolveClient(halo, input.client),
      input.contract === undefined ? undefined : resolveContract(halo, input.contract),
    ]);
    const kind = input.kind ?? (input.unpaid || contract !== undefined ? 'all' : 'one_off');
    const window = resolveWindow(input, today);
    const from = input.unpaid ? input.from : window.from;
    const query = {
      ...dated(from, window.to),
      ...(client === undefined ? {} : { client_id: client.id }),
      ...(contract === undefined ? {} : { contract_id: contract.id, includelines: true }),
      ...(input.unpaid ? { paymentstatuses: notPaid } : {}),
      ...(input.include_credits ? { includecredits: true } : {}),
    };
    const money = await readMoney(halo);
    const isAsked = (invoice: Invoice) =>
      isInvoice(invoice) &&
      (input.include_credits || kindOf(invoice) !== 'credit note') &&
      (client === undefined || invoice.client_id === client.id) &&
      (contract === undefined || isUnder(invoice, contract.id)) &&
      isDated(invoice, from, window.to) &&
      (!input.unpaid || isUnpaid(invoice, money.currencies));
    const options = {
      noun: `${input.unpaid ? 'unpaid ' : ''}${nouns[kind]}`,
      page: input.page,
      pageSize: input.page_size,
      toRow: (invoice: Invoice) => toInvoiceSummary(invoice, money.currencies),
    };
    const describeFilters = (rows: readonly Invoice[]) => [
      ...describeClient(client, rows),
      ...(input.contract === undefined ? [] : [`contract ${input.contract}`]),
      from === undefined ? `of any age up to ${window.to}` : `${from} to ${window.to}`,
      input.include_credits ? 'credit notes included' : 'without credit notes',
    ];
    if (kind === 'all' && !input.unpaid) {
      const notes = [describeKind(kind, 0), ...describeFilters([]), 'newest first', money.note];
      return answerList({ resource: halo.invoices, query, matches: isAsked }, { ...options, notes });
    }
    const walk = await halo.invoices.walk(query);
    const asked = walk.rows.filter(isAsked);
    const matching = asked
      .filter((invoice) => isOfKind(invoice, kind))
      .toSorted(input.unpaid ? byDue : byNewest);
    const notes = [
      describeKind(kind, asked.length - matching.length),
      ...describeFilters(asked),
      input.unpaid ? 'longest due first' : 'newest first',
      money.note,
      ...addUp(matching, money.currencies, today),
    ];
    return answerWalk(walk, matching, { ...options, notes });
  },
});

type Kind = 'one_off' | 'from_recurring' | 'all';

function isOfKind(invoice: Invoice, kind: Kind): boolean {
  const own = kindOf(invoice);
  if (kind === 'all' || own === 'credit note') return true;
  return own === (kind === 'one_off' ? 'one-off' : 'from recurring');
}

const nouns = {
  one_off: 'one-off invoices',
  from_recurring: 'invoices made from recurring invoices',
  all: 'invoices',
} as const;

function describeKind(kind: Kind, leftOut: number): string {
  if (kind === 'all') return 'one-off and from recurring';
  return `${leftOut} ${kind === 'one_off' ? 'from recurring' : 'one-off'} left out (kind all shows them)`;
}

function addUp(invoices: readonly Invoice[], { home }: Currencies, today: CalendarDate): readonly string[] {
  if (!home || invoices.length === 0) return [];
  const valid = invoices.filter((invoice) => invoice.voided !== true);
  const net = sum(valid.map((each) => findHeaderNet(toBilledDocument(each), home.digits)?.netMinor ?? 0));
  const outstanding = (some: readonly Invoice[]) =>
    writeMoney(sum(some.map((each) => findOutstanding(each, home.digits) ?? 0)), home);
  const overdue = valid.filter((each) => (toDay(each.duedate) ?? today) < today);
  const voided = valid.length < invoices.length ? ' (voided ones not counted)' : '';
  return [
    `all of them together net ${writeMoney(net, home)} and outstanding ${outstanding(valid)}, ${outstanding(overdue)} of that past its due date${voided}`,
  ];
}

function isUnder(invoice: Invoice, contractId: number): boolean {
  return (
    invoice.contract_id === contractId ||
    (invoice.lines ?? []).some((line) => line.contract_id === contractId)
  );
}

function isDated(invoice: Invoice, from: CalendarDate | undefined, to: CalendarDate): boolean {
  const date = toDay(invoice.invoice_date);
  return date !== undefined && (from === undefined || date >= from) && date <= to;
}
