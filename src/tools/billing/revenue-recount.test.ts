import { expect, test } from 'bun:test';
import { createDemoData } from '../../demo/data/demo-data.ts';
import { readTable } from '../../testing/reply-table.ts';
import { openSession, type Session, testDay } from '../../testing/session.ts';

// The demo's figures once more, straight from its records and by the plainest route: no code of ours but the records.

interface Figures {
  recurring: number;
  nonRecurring: number;
  credits: number;
  unallocated: number;
  mrr: number;
  arr: number;
}

const from = '2025-11-01T00:00:00';
const to = '2026-10-31T23:59:59';
const today = `${testDay}T00:00:00`;
const timesAYear: Readonly<Record<number, number>> = {
  1: 52,
  2: 12,
  3: 1,
  4: 4,
  5: 2,
  6: 1 / 5,
  7: 1 / 3,
  8: 1 / 2,
  9: 1 / 4,
};

function recount(seed: number) {
  const data = createDemoData({ date: testDay, seed });
  const clients = new Map<number, Figures>();
  const months = new Map<string, Figures>();
  const figuresOf = <Key>(map: Map<Key, Figures>, key: Key): Figures => {
    const known = map.get(key) ?? {
      recurring: 0,
      nonRecurring: 0,
      credits: 0,
      unallocated: 0,
      mrr: 0,
      arr: 0,
    };
    map.set(key, known);
    return known;
  };

  for (const invoice of data.invoiceRecords()) {
    if (invoice.invoice_date < from || invoice.invoice_date > to) continue;
    if (invoice.voided || invoice.is_recognition === true || invoice.supplier_id !== undefined) continue;
    const client = figuresOf(clients, invoice.client_id);
    const month = figuresOf(months, invoice.invoice_date.slice(0, 7));
    const add = (part: keyof Figures, cents: number) => {
      client[part] += cents;
      month[part] += cents;
    };
    const net = toCents(invoice.revenue ?? invoice.total - invoice.tax_total);
    if (net < 0 || (invoice.creditlinkedtoinvoiceid ?? 0) > 0) {
      add('credits', net);
      continue;
    }
    const lines = invoice.lines ?? [];
    if (lines.length === 0) {
      add((invoice.recurring_invoice_id ?? 0) < -1 ? 'recurring' : 'nonRecurring', net);
      continue;
    }
    let left = net;
    for (const line of lines) {
      if (line.isgroupdesc || line.isinactive || line.isActive === false) continue;
      const cents = toCents(line.net_amount);
      left -= cents;
      add(line.recurring_invoice_id < -1 && !line.onetimecharge ? 'recurring' : 'nonRecurring', cents);
    }
    add('unallocated', left);
  }

  const named = new Set<number>();
  for (const template of data.templateRecords()) {
    named.add(template.contract_id);
    for (const line of template.lines ?? []) named.add(line.contract_id);
    const hasEnded = (template.enddate ?? '') > '2000' && (template.enddate ?? '') < today;
    const factor = timesAYear[template.period];
    if (template.disabled || hasEnded || template.startdate > today || factor === undefined) continue;
    let cents = 0;
    for (const line of template.lines ?? []) {
      const isOff = line.isgroupdesc || line.isinactive || line.isActive === false || line.onetimecharge;
      const isOut = (line.startdate ?? '') > today || (line.enddate ?? '9') < today;
      const hasOwnPeriod = line.billingperiod > 0 && line.billingperiod !== template.period;
      if (!isOff && !isOut && !hasOwnPeriod) cents += toCents(line.net_amount);
    }
    const client = figuresOf(clients, template.client_id);
    client.mrr += Math.round((cents * factor) / 12);
    client.arr += Math.round(cents * factor);
  }

  for (const contract of data.contracts()) {
    const factor = timesAYear[contract.billingperiod];
    const isLive = contract.status === 3 && contract.start_date <= testDay && contract.end_date >= testDay;
    if (!isLive || named.has(contract.id) || contract.chargeMinor === 0 || factor === undefined) continue;
    const client = figuresOf(clients, contract.client_id);
    client.mrr += Math.round((contract.chargeMinor * factor) / 12);
    client.arr += Math.round(contract.chargeMinor * factor);
  }
  return { clients, months };
}

function toCents(amount: number): number {
  return Math.round(amount * 100);
}

test.each([1, 2, 3])(
  'every client, month and total of the demo with seed %p comes out the same',
  async (seed) => {
    const { clients, months } = recount(seed);
    await using session = await openSession({ demo: { seed } });

    const byClient = await readAllClients(session);
    expect(byClient.map(([id]) => id).toSorted(byNumber)).toEqual([...clients.keys()].toSorted(byNumber));
    for (const [id, figures] of byClient)
      expect({ id, ...figures }).toEqual({ id, ...toText(clients.get(id)) });

    const reply = await session.ask('revenue_breakdown', { by: 'month' });
    for (const row of readTable(reply, 'by month')) {
      const month = row['month'] ?? '';
      expect({ month, ...readFigures(row) }).toEqual({ month, ...toText(months.get(month)) });
    }
    const [totals] = readTable(reply, 'total of all');
    expect(readFigures(totals ?? {})).toEqual(toText(addUp([...clients.values()])));
  },
);

async function readAllClients(
  session: Session,
): Promise<readonly [number, ReturnType<typeof readFigures>][]> {
  const pages = [1, 2].map((page) => session.ask('revenue_breakdown', { page, page_size: 100 }));
  const rows = (await Promise.all(pages)).flatMap((reply) => readTable(reply, 'by client'));
  return rows.map((row) => [Number(row['client_id']), readFigures(row)]);
}

function readFigures(row: Readonly<Record<string, string>>) {
  const {
    recurring = '',
    non_recurring = '',
    credits = '',
    unallocated = '',
    total = '',
    mrr = '',
    arr = '',
  } = row;
  return {
    recurring,
    nonRecurring: non_recurring,
    credits: credits || '0.00',
    unallocated: unallocated || '0.00',
    total,
    mrr: mrr || '0.00',
    arr: arr || '0.00',
  };
}

function toText(figures: Figures | undefined): ReturnType<typeof readFigures> {
  const { recurring = 0, nonRecurring = 0, credits = 0, unallocated = 0, mrr = 0, arr = 0 } = figures ?? {};
  const text = (cents: number) => (cents / 100).toFixed(2);
  return {
    recurring: text(recurring),
    nonRecurring: text(nonRecurring),
    credits: text(credits),
    unallocated: text(unallocated),
    total: text(recurring + nonRecurring + credits + unallocated),
    mrr: text(mrr),
    arr: text(arr),
  };
}

function addUp(all: readonly Figures[]): Figures {
  const sum = { recurring: 0, nonRecurring: 0, credits: 0, unallocated: 0, mrr: 0, arr: 0 };
  for (const figures of all) {
    sum.recurring += figures.recurring;
    sum.nonRecurring += figures.nonRecurring;
    sum.credits += figures.credits;
    sum.unallocated += figures.unallocated;
    sum.mrr += figures.mrr;
    sum.arr += figures.arr;
  }
  return sum;
}

function byNumber(a: number, b: number): number {
  return a - b;
}
