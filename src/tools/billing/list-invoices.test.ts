import { describe, expect, test } from 'bun:test';
import { createDemoData } from '../../demo/data/demo-data.ts';
import { readTable } from '../../testing/reply-table.ts';
import { openSession, type Session, testDay } from '../../testing/session.ts';

const tool = 'list_invoices';
const records = createDemoData({ date: testDay })
  .invoiceRecords()
  .filter((record) => record.supplier_id === undefined && record.is_recurring_invoice === false);

const isCredit = (record: (typeof records)[number]) =>
  (record.creditlinkedtoinvoiceid ?? 0) > 0 || (record.revenue ?? 0) < 0;
const isInYear = (record: (typeof records)[number]) =>
  record.invoice_date >= '2025-11-15' && record.invoice_date <= '2026-11-15T23:59:59';

async function countRows(session: Session, args: Readonly<Record<string, unknown>>): Promise<number> {
  const reply = await session.ask(tool, { ...args, page_size: 1 });
  return Number(/invoices 1 of (\d+)/.exec(reply)?.[1] ?? 0);
}

test('the whole reply: one-off ones of the last 12 months, and how many others were left out', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { page_size: 10 })).toMatchSnapshot();
});

test('the whole reply on what is unpaid', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { unpaid: true, page_size: 10 })).toMatchSnapshot();
});

describe('kind', () => {
  test('splits all invoices in two, and each part says how many of the other it left out', async () => {
    await using session = await openSession();
    const invoices = records.filter((record) => isInYear(record) && !isCredit(record));
    const recurring = invoices.filter((record) => (record.recurring_invoice_id ?? 0) < -1).length;
    expect(await countRows(session, { kind: 'all' })).toBe(invoices.length);
    expect(await countRows(session, { kind: 'from_recurring' })).toBe(recurring);
    expect(await countRows(session, {})).toBe(invoices.length - recurring);
    expect(await session.ask(tool)).toContain(
      `of ${invoices.length - recurring}, ${recurring} from recurring left out (kind all shows them)`,
    );
    expect(await session.ask(tool, { kind: 'from_recurring' })).toContain(
      `of ${recurring}, ${invoices.length - recurring} one-off left out (kind all shows them)`,
    );
  });

  test('is all by default where unpaid or contract is given, unless said otherwise', async () => {
    await using session = await openSession();
    const contract = records.find((record) => isInYear(record) && record.contract_id > 0)?.contract_id;
    for (const args of [{ unpaid: true }, { contract }]) {
      expect(await session.ask(tool, args)).toContain('one-off and from recurring');
    }
    expect(await session.ask(tool, { unpaid: true, kind: 'one_off' })).toStartWith(
      'unpaid one-off invoices 1–25 of',
    );
  });
});

describe('unpaid', () => {
  const unpaid = records.filter((record) => !record.voided && !isCredit(record) && record.amountdue > 0);

  test('goes back as far as Halo does, part-paid ones included and voided ones not', async () => {
    await using session = await openSession();
    expect(unpaid.some((record) => record.amountpaid > 0)).toBe(true);
    expect(unpaid.some((record) => !isInYear(record))).toBe(true);
    expect(await countRows(session, { unpaid: true })).toBe(unpaid.length);
  });

  test('adds up what is outstanding and what of it is past its due date', async () => {
    await using session = await openSession();
    const sum = (some: typeof unpaid) =>
      (some.reduce((total, record) => total + Math.round(record.amountdue * 100), 0) / 100).toFixed(2);
    const overdue = unpaid.filter((record) => record.duedate < `${testDay}T00:00:00`);
    expect(await session.ask(tool, { unpaid: true })).toContain(
      `outstanding ${sum(unpaid)} GBP, ${sum(overdue)} GBP of that past its due date`,
    );
  });

  test('comes longest due first', async () => {
    await using session = await openSession();
    const due = readTable(await session.ask(tool, { unpaid: true, page_size: 100 })).map(
      (row) => row['due'] ?? '',
    );
    expect(due).toEqual(due.toSorted());
  });

  test('keeps to the dates where from is given', async () => {
    await using session = await openSession();
    const from = '2026-10-01';
    const count = unpaid.filter((record) => record.invoice_date >= from).length;
    expect(await countRows(session, { unpaid: true, from })).toBe(count);
  });
});

describe('filters', () => {
  test('dates include both days', async () => {
    await using session = await openSession();
    const days = readTable(
      await session.ask(tool, { kind: 'all', from: '2026-03-01', to: '2026-03-15', page_size: 100 }),
    ).map((row) => row['date']);
    expect(days).toContain('2026-03-01');
    expect(days).toContain('2026-03-15');
  });

  test('credit notes come only where asked for, whatever the kind', async () => {
    await using session = await openSession();
    const credits = records.filter((record) => isInYear(record) && isCredit(record)).length;
    const without = await countRows(session, {});
    expect(credits).toBeGreaterThan(0);
    expect(await countRows(session, { include_credits: true })).toBe(without + credits);
    expect(await session.ask(tool)).toContain('without credit notes');
  });

  test('client and contract', async () => {
    await using session = await openSession();
    const one = records.find((record) => isInYear(record) && record.contract_id > 0 && !isCredit(record));
    const ofClient = readTable(
      await session.ask(tool, { client: one?.client_id, kind: 'all', page_size: 100 }),
    );
    expect(new Set(ofClient.map((row) => row['client']))).toEqual(new Set([one?.client_name ?? '']));
    const ofContract = records.filter(
      (record) => isInYear(record) && !isCredit(record) && record.contract_id === one?.contract_id,
    );
    expect(await countRows(session, { contract: one?.contract_id })).toBe(ofContract.length);
    expect(await countRows(session, { contract: `CO-00${one?.contract_id}` })).toBe(ofContract.length);
  });

  test('no match is said to be none', async () => {
    await using session = await openSession();
    expect(await session.ask(tool, { from: '2020-01-01', to: '2020-12-31' })).toStartWith(
      'one-off invoices: none',
    );
  });
});

test('voided ones are marked, and not added up', async () => {
  await using session = await openSession();
  const voided = records.find((record) => record.voided && !isCredit(record));
  const day = voided?.invoice_date.slice(0, 10);
  const args = { client: voided?.client_id, from: day, to: day };
  const kind = (voided?.recurring_invoice_id ?? 0) < -1 ? 'from_recurring' : 'one_off';
  const reply = await session.ask(tool, { ...args, kind });
  expect(readTable(reply).find((row) => row['id'] === String(voided?.id))).toMatchObject({ state: 'voided' });
  expect(reply).toContain('(voided ones not counted)');
});

test('an invoice in euros stands in pounds and says so', async () => {
  await using session = await openSession();
  const [row] = readTable(await session.ask(tool, { client: 'Tannheide', kind: 'all' }));
  expect(row).toMatchObject({ billed_in: 'EUR', rate: '1.16' });
});

test('where the home currency is unclear each row names its own, and nothing is added up', async () => {
  await using session = await openSession({ demo: { fault: { kind: 'forbidden', argument: 'currency' } } });
  const reply = await session.ask(tool);
  expect(reply).toContain('home currency unclear');
  expect(reply).not.toContain('all of them together');
  expect(readTable(reply)[0]).toMatchObject({ currency: 'GBP' });
});

test('cut short it says how many were read', async () => {
  const fault = { kind: 'rate-limit', argument: '3600', path: '/Invoice', after: 6 } as const;
  await using session = await openSession({ demo: { fault } });
  expect(await session.ask(tool)).toMatch(
    /NOT COMPLETE: only \d+ of \d+ rows were read before Halo's limit on requests was used up/,
  );
});
