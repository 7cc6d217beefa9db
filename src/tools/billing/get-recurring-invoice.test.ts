import { describe, expect, test } from 'bun:test';
import { createDemoData } from '../../demo/data/demo-data.ts';
import { readTable } from '../../testing/reply-table.ts';
import { openSession, testDay } from '../../testing/session.ts';

const tool = 'get_recurring_invoice';
const data = createDemoData({ date: testDay });
const withOtherPeriod = data
  .templates()
  .find((template) => template.lines.some((line) => line.billingperiod > 0));

test('the whole reply, for one with a line of another period', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { id: withOtherPeriod?.id })).toMatchSnapshot();
});

test('the lines that are billed add up to its net a period', async () => {
  await using session = await openSession();
  for (const template of data.templates().filter((_, index) => index < 20)) {
    const reply = await session.ask(tool, { id: template.id });
    const billed = readTable(reply, 'lines').filter((row) => (row['not_billed'] ?? '') === '');
    const cents = billed.reduce((sum, row) => sum + Math.round(Number(row['net']) * 100), 0);
    expect(reply).toMatch(/\nnet_per_period: -?\d+\.\d\d\n/);
    if (template.period >= 1 && template.period <= 9) {
      expect(reply).toContain(`net_per_period: ${(cents / 100).toFixed(2)}`);
    }
  }
});

describe('the invoices made from it', () => {
  test('come newest first', async () => {
    await using session = await openSession();
    const reply = await session.ask(tool, { id: withOtherPeriod?.id });
    const days = readTable(reply, 'invoices made from it').map((row) => row['date'] ?? '');
    expect(days).toEqual(days.toSorted().toReversed());
    expect(days).toHaveLength(
      data.invoices().filter((each) => each.kind === 'recurring' && each.template?.id === withOtherPeriod?.id)
        .length,
    );
  });

  test('are cut after 24, and the title says of how many', async () => {
    await using session = await openSession();
    const weekly = data.templates().find((template) => template.createdDays.length > 24);
    expect(await session.ask(tool, { id: weekly?.id })).toMatch(/newest 24 of \d+ invoices made from it:/);
  });

  test('may be none yet', async () => {
    await using session = await openSession();
    const future = data.templates().find((template) => template.startdate > testDay);
    expect(await session.ask(tool, { id: future?.id })).toContain('no invoice made from it yet');
  });
});

test('full gives Halo’s own record', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { id: withOtherPeriod?.id, full: true })).toContain(
    '"is_recurring_invoice":true',
  );
});

test('a number that is no recurring invoice is explained', async () => {
  await using session = await openSession();
  expect(await session.fail(tool, { id: -99_999 })).toContain('Halo has no recurring invoice -99999');
  expect(await session.fail(tool, { id: 5001 })).toContain('"id": at most -2');
});
