import { describe, expect, test } from 'bun:test';
import { createDemoData } from '../../demo/data/demo-data.ts';
import { readTable } from '../../testing/reply-table.ts';
import { openSession, testDay } from '../../testing/session.ts';

const tool = 'list_contracts';
const active = createDemoData({ date: testDay })
  .contracts()
  .filter((contract) => contract.active);

test('the whole reply', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { page_size: 40 })).toMatchSnapshot();
});

test('all pages together have every contract that is not archived, once', async () => {
  await using session = await openSession();
  const pages = [
    await session.ask(tool, { page_size: 100 }),
    await session.ask(tool, { page_size: 100, page: 2 }),
  ];
  const ids = pages.flatMap((reply) => readTable(reply).map((row) => Number(row['id'])));
  expect(ids.toSorted((a, b) => a - b)).toEqual(
    active.map((contract) => contract.id).toSorted((a, b) => a - b),
  );
  expect(pages[1]).not.toContain('next: page');
});

test('the month of all contracts in the first line is the sum of the column', async () => {
  await using session = await openSession();
  const reply = await session.ask(tool, { expires_before: '2027-03-01', page_size: 100 });
  const cents = readTable(reply).map((row) => Math.round(Number(row['monthly_equivalent']) * 100));
  const sum = cents.reduce((total, each) => total + each, 0);
  expect(reply).toContain(`all of them together ${(sum / 100).toFixed(2)} GBP a month`);
});

describe('what bills a contract', () => {
  test('is its recurring invoice, with that one’s figures; its own charge is not counted beside it', async () => {
    await using session = await openSession();
    const templates = readTable(await session.ask('list_recurring_invoices', { page_size: 100 }));
    const contracts = readTable(await session.ask(tool, { page_size: 100 }));
    const billed = contracts.filter((row) => /^-\d+$/.test(row['billed_by'] ?? ''));
    expect(billed.length).toBeGreaterThan(50);
    for (const { billed_by, net_per_period, monthly_equivalent } of billed) {
      const template = templates.find((row) => row['id'] === billed_by);
      // Recurring invoices past the first hundred are on their next page.
      if (template)
        expect({ net_per_period, monthly_equivalent }).toEqual({
          net_per_period: template['net_per_period'],
          monthly_equivalent: template['monthly_equivalent'],
        });
    }
  });

  test('is itself where no recurring invoice names it', async () => {
    await using session = await openSession();
    const reply = await session.ask(tool, { type: 'Hosting' });
    const own = readTable(reply).filter((row) => row['billed_by'] === 'itself');
    expect(own.length).toBeGreaterThan(0);
    for (const row of own.filter((each) => each['billing_period'] === 'yearly')) {
      expect(Number(row['monthly_equivalent'])).toBeCloseTo(Number(row['net_per_period']) / 12, 2);
    }
  });

  test('is not known without the permission for invoices, and the first line says so', async () => {
    await using session = await openSession({ demo: { fault: { kind: 'forbidden', argument: 'invoices' } } });
    const reply = await session.ask(tool);
    expect(reply).toContain('what bills them is NOT KNOWN');
    expect(reply).toContain('"read:invoices"');
    expect(readTable(reply)[0]).not.toHaveProperty('monthly_equivalent');
  });

  test('has its currency beside it, and no sum, where the home currency is unclear', async () => {
    await using session = await openSession({ demo: { fault: { kind: 'forbidden', argument: 'currency' } } });
    const reply = await session.ask(tool, { client: 'Tannheide' });
    expect(readTable(reply)[0]).toMatchObject({ currency: 'EUR' });
    expect(reply).not.toContain('all of them together');
  });
});

describe('filters', () => {
  test('client, by name or id', async () => {
    await using session = await openSession();
    const byName = await session.ask(tool, { client: 'Ashbourne Vale Care Homes' });
    expect(readTable(byName).length).toBeGreaterThan(0);
    expect(byName).toContain('client Ashbourne Vale Care Homes');
    const id = active.find((contract) => contract.client_name === 'Ashbourne Vale Care Homes')?.client_id;
    expect(await session.ask(tool, { client: id })).toBe(byName);
  });

  test('status, archived ones included', async () => {
    await using session = await openSession();
    const reply = await session.ask(tool, { status: 'cancelled' });
    expect(readTable(reply).map((row) => row['status'])).toEqual(['Cancelled']);
    expect(reply).toContain('status Cancelled, archived ones included');
    expect(await session.ask(tool, { status: 5 })).toBe(reply);
  });

  test('a status or type that does not exist lists those that do', async () => {
    await using session = await openSession();
    expect(await session.fail(tool, { status: 'Sleeping' })).toContain('Live (3), Expired (4)');
    expect(await session.fail(tool, { type: 'Sleeping' })).toContain('Hosting (3)');
  });

  test('expires_before leaves out that day, unlimited and expired ones, and comes soonest first', async () => {
    await using session = await openSession();
    const ends = async (day: string) =>
      readTable(await session.ask(tool, { expires_before: day, page_size: 100 })).map(
        (row) => row['end'] ?? '',
      );
    const found = await ends('2027-03-01');
    expect(found).toEqual(found.toSorted());
    expect(found).not.toContain('unlimited');
    const last = found.at(-1) ?? '';
    expect(await ends(last)).not.toContain(last);
    const statuses = readTable(await session.ask(tool, { expires_before: '2027-03-01' })).map(
      (row) => row['status'],
    );
    expect(new Set(statuses)).toEqual(new Set(['Live']));
  });
});

test('without the permission for contracts it says which one to tick', async () => {
  await using session = await openSession({ demo: { fault: { kind: 'forbidden', argument: 'contracts' } } });
  expect(await session.fail(tool)).toContain('tick "read:contracts"');
});
