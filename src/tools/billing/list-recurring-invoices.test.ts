import { describe, expect, test } from 'bun:test';
import { createDemoData } from '../../demo/data/demo-data.ts';
import { readTable } from '../../testing/reply-table.ts';
import { openSession, testDay } from '../../testing/session.ts';

const tool = 'list_recurring_invoices';
const templates = createDemoData({ date: testDay }).templates();

test('the whole reply', async () => {
  await using session = await openSession();
  expect(await session.ask(tool)).toMatchSnapshot();
});

test('the month of all of them in the first line is the sum of the column over all pages', async () => {
  await using session = await openSession();
  const pages = [1, 2].map((page) => session.ask(tool, { page, page_size: 100 }));
  const replies = await Promise.all(pages);
  const rows = replies.flatMap((reply) => readTable(reply));
  const cents = rows.reduce((sum, row) => sum + Math.round(Number(row['monthly_equivalent']) * 100), 0);
  expect(replies[0]).toContain(`all of them together ${(cents / 100).toFixed(2)} GBP a month`);
});

describe('states', () => {
  const dormant = ['disabled', 'ended', 'not started'];

  test('only live ones come by default, and it is said how many were left out', async () => {
    await using session = await openSession();
    const reply = await session.ask(tool, { page_size: 100 });
    expect(readTable(reply).some((row) => dormant.includes(row['state'] ?? ''))).toBe(false);
    expect(reply).toContain('live only (3 disabled, ended or not started left out)');
  });

  test('all come with include_disabled, dormant ones without a monthly equivalent', async () => {
    await using session = await openSession();
    const pages = [1, 2].map((page) => session.ask(tool, { include_disabled: true, page, page_size: 100 }));
    const rows = (await Promise.all(pages)).flatMap((reply) => readTable(reply));
    expect(rows).toHaveLength(templates.length);
    const off = rows.filter((row) => dormant.includes(row['state'] ?? ''));
    expect(off.map((row) => row['state']).toSorted()).toEqual(dormant);
    for (const row of off) {
      expect(row['monthly_equivalent']).toBe('');
      expect(Number(row['net_per_period'])).toBeGreaterThan(0);
    }
  });

  test('one-time and unknown periods are named and bring in nothing', async () => {
    await using session = await openSession();
    const odd = templates.filter((template) => [0, 12].includes(template.period));
    for (const template of odd) {
      const [row] = readTable(await session.ask(tool, { client: template.client_id })).filter(
        (each) => each['id'] === String(template.id),
      );
      expect(row).toMatchObject({
        state: template.period === 0 ? 'one-time' : 'unknown period code 12',
      });
      expect(row?.['monthly_equivalent'] ?? '').toBe('');
    }
  });
});

describe('filters', () => {
  test('contract, by id or ref', async () => {
    await using session = await openSession();
    const contract = templates.find((template) => template.contract_id > 0)?.contract_id;
    const byId = readTable(await session.ask(tool, { contract }));
    expect(byId.length).toBeGreaterThan(0);
    expect(readTable(await session.ask(tool, { contract: `CO-00${contract}` }))).toEqual(byId);
  });

  test('next_before leaves out that day and comes soonest first', async () => {
    await using session = await openSession();
    const next = readTable(await session.ask(tool, { next_before: '2026-12-01', page_size: 100 })).map(
      (row) => row['next_date'] ?? '',
    );
    expect(next.length).toBeGreaterThan(0);
    expect(next).toEqual(next.toSorted());
    expect(next.every((day) => day < '2026-12-01')).toBe(true);
  });

  test('client without any says none', async () => {
    await using session = await openSession();
    const without = createDemoData({ date: testDay })
      .clients()
      .find((client) => !templates.some((template) => template.client_id === client.id));
    expect(await session.ask(tool, { client: without?.id })).toStartWith('recurring invoices: none');
  });
});

test('a client billed in euros stands in pounds and says so', async () => {
  await using session = await openSession();
  expect(readTable(await session.ask(tool, { client: 'Tannheide' }))[0]).toMatchObject({
    billed_in: 'EUR',
    rate: '1.16',
  });
});
