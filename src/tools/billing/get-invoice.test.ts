import { describe, expect, test } from 'bun:test';
import { createDemoData } from '../../demo/data/demo-data.ts';
import { readTable } from '../../testing/reply-table.ts';
import { openSession, testDay } from '../../testing/session.ts';

const tool = 'get_invoice';
const records = createDemoData({ date: testDay }).invoiceRecords();

function find(matches: (record: (typeof records)[number]) => boolean) {
  const record = records.find((each) => each.supplier_id === undefined && matches(each));
  if (record === undefined) throw new Error('The demo has no such invoice');
  return record;
}

const mixed = find(
  ({ lines = [], creditlinkedtoinvoiceid }) =>
    creditlinkedtoinvoiceid === undefined &&
    lines.some((line) => line.recurring_invoice_id < -1) &&
    lines.some((line) => line.ticket_id > 0),
);

test('the whole reply, for a recurring invoice with labour on it', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { id: mixed.id })).toMatchSnapshot();
});

test('it is found by id and by number, in Halo or in the accounting package, in any case', async () => {
  await using session = await openSession();
  const reply = await session.ask(tool, { id: mixed.id });
  for (const id of [
    String(mixed.id),
    mixed.invoicenumber,
    mixed.invoicenumber.toLowerCase(),
    `si${10_000 + mixed.id}`,
  ]) {
    expect(await session.ask(tool, { id })).toBe(reply);
  }
});

test('recurring and one-off lines add up to its net', async () => {
  await using session = await openSession();
  const reply = await session.ask(tool, { id: mixed.id });
  const lines = readTable(reply, 'lines');
  const cents = (kind: string) =>
    lines
      .filter((row) => row['kind'] === kind)
      .reduce((sum, row) => sum + Math.round(Number(row['net']) * 100), 0);
  expect(reply).toContain(`recurring_net: ${(cents('recurring') / 100).toFixed(2)}`);
  expect(reply).toContain(`one_off_net: ${(cents('one-off') / 100).toFixed(2)}`);
  expect(cents('recurring') + cents('one-off')).toBe(Math.round((mixed.revenue ?? 0) * 100));
});

describe('an invoice', () => {
  test('in euros shows pounds, the rate, and its own net', async () => {
    await using session = await openSession();
    const foreign = find((record) => record.currency_code_name === 'EUR' && (record.revenue ?? 0) > 0);
    const own = (foreign.lines ?? [])
      .filter((line) => !line.isgroupdesc)
      .reduce((sum, line) => sum + line.net_amount_converted, 0);
    const reply = await session.ask(tool, { id: foreign.id });
    expect(reply).toContain('billed_in: EUR\nrate: 1.16');
    expect(reply).toContain(`own_currency_net: ${own.toFixed(2)}`);
  });

  test('first raised for another client names it', async () => {
    await using session = await openSession();
    const other = find((record) => record.original_client_id !== undefined);
    expect(await session.ask(tool, { id: other.id })).toContain(
      `first_raised_for: ${other.original_client_name}`,
    );
  });

  test('that is voided says that it is not in revenue', async () => {
    await using session = await openSession();
    const reply = await session.ask(tool, { id: find((record) => record.voided).id });
    expect(reply).toContain('not in revenue: voided');
    expect(reply).toContain('state: voided');
  });

  test('without lines says so', async () => {
    await using session = await openSession({ demo: { fault: { kind: 'no-lines' } } });
    expect(await session.ask(tool, { id: mixed.id })).toContain('Halo sent no lines');
  });

  test('whose lines do not add up shows the difference', async () => {
    await using session = await openSession();
    const odd = find(({ revenue = 0, lines = [] }) => {
      const real = lines.filter((line) => !line.isgroupdesc && !line.isinactive && line.isActive !== false);
      return (
        real.length > 0 &&
        Math.abs(revenue - real.reduce((sum, line) => sum + line.net_amount, 0) - 10) < 0.001
      );
    });
    expect(await session.ask(tool, { id: odd.id })).toContain('net_beyond_its_lines: 10.00');
  });
});

test('a credit note is called one, and names what it credits', async () => {
  await using session = await openSession();
  const credit = find((record) => (record.creditlinkedtoinvoiceid ?? 0) > 0);
  const reply = await session.ask(tool, { id: credit.invoicenumber });
  expect(reply).toStartWith(`Credit note ${credit.invoicenumber}`);
  expect(reply).toContain(`credits_invoice: ${credit.creditlinkedtoinvoiceid}`);
});

test('full gives Halo’s own record', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { id: mixed.id, full: true })).toContain('"currency_conversion_rate":');
});

test('a number or id that Halo does not have is explained', async () => {
  await using session = await openSession();
  expect(await session.fail(tool, { id: 'INV-NOPE' })).toContain(
    'no invoice with the id or number "INV-NOPE"',
  );
  expect(await session.fail(tool, { id: 999_999 })).toContain('no invoice with the id or number "999999"');
  expect(await session.fail(tool, { id: '999999' })).toContain('Halo has no invoice 999999');
});
