import { describe, expect, test } from 'bun:test';
import { oddContracts } from './contracts.ts';
import { createDemoData } from './demo-data.ts';
import { isRealLine, listLines } from './invoice-lines.ts';
import { oddTemplates } from './recurring-invoices.ts';

const date = '2026-11-22';
const data = createDemoData({ date });

describe('how much there is', () => {
  test('122 active clients, 3,000 tickets with 12,000 actions, 400 assets, 24 staff in 5 teams', () => {
    const clients = data.clients();
    expect(clients.filter((client) => !client.inactive)).toHaveLength(122);
    expect(clients.filter((client) => client.inactive).length).toBeGreaterThan(5);
    expect(new Set(clients.map((client) => client.name)).size).toBe(clients.length);
    expect(data.tickets()).toHaveLength(3000);
    expect(data.tickets().reduce((sum, ticket) => sum + data.actionsOf(ticket).length, 0)).toBe(12_000);
    expect(data.assets()).toHaveLength(400);
    const staff = data.agents.filter((agent) => agent.id !== 1 && !agent.isapiagent && !agent.isdisabled);
    expect(staff).toHaveLength(24);
    expect(new Set(staff.flatMap((agent) => agent.teamIds)).size).toBe(5);
  });

  test('scale multiplies, and ids stay unique', () => {
    const large = createDemoData({ date, scale: 10 });
    expect(large.clients().filter((client) => !client.inactive)).toHaveLength(1220);
    expect(new Set(large.clients().map((client) => client.name)).size).toBe(large.clients().length);
    expect(large.tickets()).toHaveLength(30_000);
    for (const list of [
      large.faults(),
      large.invoices(),
      large.templates(),
      large.contracts(),
      large.users(),
      large.sites(),
    ]) {
      expect(new Set(list.map((each) => each.id)).size).toBe(list.length);
    }
  });

  test.each(['2024-02-29', '2026-03-04', '2026-12-31', '2027-01-01'])(
    'nothing lies after %s, and the data covers 24 months',
    (day) => {
      const then = createDemoData({ date: day });
      const noon = Date.parse(`${day}T12:30:00Z`);
      const moments = then.faults().flatMap((ticket) => [ticket.openedMs, ticket.lastMs]);
      expect(Math.max(...moments)).toBeLessThan(noon);
      expect(then.invoices().every((invoice) => invoice.invoice_date.slice(0, 10) <= day)).toBe(true);
      expect(new Set(then.invoices().map((invoice) => invoice.invoice_date.slice(0, 7))).size).toBe(25);
    },
  );
});

describe('what stands out', () => {
  const templates = data.templates();
  const templateOf = (index: number) =>
    templates.find((template) => template.client.index === index && template.period === 2);

  test('tickets: a 200 KB conversation, an attempt to give orders, right-to-left and other scripts, a merged one', () => {
    const long = data.tickets().find((ticket) => ticket.isLong);
    const bytes =
      long === undefined ? 0 : data.actionsOf(long).reduce((sum, action) => sum + action.html.length, 0);
    expect(bytes).toBeGreaterThan(180_000);
    expect(
      data.tickets().filter((ticket) => ticket.details.includes('Ignore all previous instructions')),
    ).toHaveLength(1);
    expect(data.tickets().some((ticket) => /\p{Script=Arabic}/u.test(ticket.user_name))).toBe(true);
    expect(data.tickets().some((ticket) => /\p{Emoji_Presentation}/u.test(ticket.summary))).toBe(true);
    expect(data.tickets().some((ticket) => ticket.merged_into_id > 0)).toBe(true);
    expect(data.tickets().some((ticket) => ticket.isOpen && ticket.agent_id === 1)).toBe(true);
  });

  test('recurring invoices: every period, an unknown one, disabled, ended, not started', () => {
    const periods = new Set(templates.map((template) => template.period));
    for (const code of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12]) expect(periods).toContain(code);
    expect(templateOf(oddTemplates.disabled)?.disabled).toBe(true);
    expect((templateOf(oddTemplates.ended)?.enddate ?? '9') < date).toBe(true);
    expect((templateOf(oddTemplates.notStarted)?.startdate ?? '0') > date).toBe(true);
  });

  test('their lines: one-time, headings, off in either way, another period, a discount, past and future', () => {
    const lines = templates.flatMap((template) => template.lines);
    expect(lines.some((line) => line.isOneTime)).toBe(true);
    expect(lines.some((line) => line.isGroupHeader)).toBe(true);
    expect(new Set(lines.map((line) => line.off))).toEqual(new Set([undefined, 'isinactive', 'isActive']));
    expect(lines.some((line) => line.billingperiod === 3)).toBe(true);
    expect(lines.some((line) => line.unitMinor < 0)).toBe(true);
    expect(lines.some((line) => line.enddate !== undefined && line.enddate < date)).toBe(true);
    expect(lines.some((line) => line.startdate !== undefined && line.startdate > date)).toBe(true);
  });

  test('contracts: unlimited, expired, ended but still live, not started, archived, pre-paid, billed by a recurring invoice or not', () => {
    const of = (index: number) => data.contracts().filter((contract) => contract.client.index === index);
    expect(of(oddContracts.unlimited)[0]?.end_date).toBe('2099-12-31');
    expect(of(oddContracts.expired).some((contract) => contract.status === 4)).toBe(true);
    expect(
      of(oddContracts.endedButLive).some((contract) => contract.status === 3 && contract.end_date < date),
    ).toBe(true);
    expect((of(oddContracts.notStarted)[0]?.start_date ?? '0') > date).toBe(true);
    expect(of(oddContracts.archived).some((contract) => !contract.active)).toBe(true);
    expect(data.contracts().some((contract) => contract.typeId === 2)).toBe(true);
    const billed = new Set(templates.map((template) => template.contract_id));
    expect(data.contracts().some((contract) => billed.has(contract.id) && contract.chargeMinor > 0)).toBe(
      true,
    );
    expect(
      data
        .contracts()
        .some((contract) => !billed.has(contract.id) && contract.status === 3 && contract.chargeMinor > 0),
    ).toBe(true);
  });

  test('invoices: voided, not posted, in euro, for another client, mixed, unpaid and overdue, credits of both kinds', () => {
    const invoices = data.invoices();
    const has = (matches: (invoice: (typeof invoices)[number]) => boolean) =>
      expect(invoices.some(matches)).toBe(true);
    has((invoice) => invoice.voided);
    has((invoice) => !invoice.posted);
    has((invoice) => invoice.client.currency.code === 'EUR');
    has((invoice) => invoice.original !== undefined);
    has((invoice) => invoice.kind === 'recurring' && invoice.tickets.length > 0);
    has((invoice) => invoice.paymentstatus === 0 && invoice.duedate < date);
    has((invoice) => invoice.kind === 'credit' && invoice.isLinkedCredit);
    has((invoice) => invoice.kind === 'credit' && !invoice.isLinkedCredit);
    has((invoice) => invoice.kind === 'supplier');
    for (const oddity of [
      'header differs',
      'no revenue',
      'empty lines',
      'line off',
      'recognition',
    ] as const) {
      has((invoice) => invoice.oddity === oddity);
    }
  });
});

describe('the figures', () => {
  test('a header is the sum of its real lines, except where that is the oddity', () => {
    for (const [index, record] of data.invoiceRecords().entries()) {
      const seed = data.invoices()[index];
      if (seed === undefined || record.revenue === undefined || seed.oddity === 'empty lines') continue;
      const lines = listLines(data.world, seed).filter(isRealLine);
      const net =
        lines.reduce((sum, line) => sum + line.homeMinor, 0) + (seed.oddity === 'header differs' ? 1000 : 0);
      expect(Math.round(record.revenue * 100)).toBe(net);
      expect(Math.round((record.revenue + record.tax_total) * 100)).toBe(Math.round(record.total * 100));
    }
  });

  test('credit notes are negative, and nothing bills nothing', () => {
    for (const [index, record] of data.invoiceRecords().entries()) {
      const isCredit = data.invoices()[index]?.kind === 'credit';
      expect(Math.sign(record.total)).toBe(isCredit ? -1 : 1);
    }
  });

  test('money in euro is converted once a line, and its own amount is beside it', () => {
    const record = data.invoiceRecords().find((invoice) => invoice.currency_code_name === 'EUR');
    const [line] = record?.lines ?? [];
    const rate = record?.currency_conversion_rate ?? 0;
    expect(rate).toBe(1.16);
    expect(line?.net_amount).toBeCloseTo((line?.net_amount_converted ?? 0) / rate, 2);
  });

  test('a heading carries an amount that its header leaves out', () => {
    const record = data
      .templateRecords()
      .find((template) => template.lines?.some((line) => line.isgroupdesc));
    const heading = record?.lines?.find((line) => line.isgroupdesc);
    const others = record?.lines
      ?.filter((line) => !line.isgroupdesc)
      .reduce((sum, line) => sum + line.net_amount, 0);
    expect(heading?.net_amount).toBeGreaterThan(0);
    expect(record?.revenue).toBeCloseTo(others ?? 0, 2);
  });
});
