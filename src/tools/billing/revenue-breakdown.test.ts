import { describe, expect, test } from 'bun:test';
import { readTable } from '../../testing/reply-table.ts';
import { openSession } from '../../testing/session.ts';

const tool = 'revenue_breakdown';

describe('the whole reply', () => {
  test('for all clients', async () => {
    await using session = await openSession();
    expect(await session.ask(tool)).toMatchSnapshot();
  });

  test('for one client that is billed in euros', async () => {
    await using session = await openSession();
    expect(await session.ask(tool, { client: 'Tannheide', from: '2026-05-01' })).toMatchSnapshot();
  });
});

describe('rows', () => {
  test('by month have every month and the same total', async () => {
    await using session = await openSession();
    const reply = await session.ask(tool, { by: 'month', from: '2026-01-10', to: '2026-06-30' });
    expect(readTable(reply, 'by month').map((row) => row['month'])).toEqual([
      '2026-01',
      '2026-02',
      '2026-03',
      '2026-04',
      '2026-05',
      '2026-06',
    ]);
    expect(addCents(readTable(reply, 'by month'), 'total')).toBe(totalCents(reply));
    expect(firstLine(reply)).toContain('2026-01 is not a whole month here');
  });

  test('by client and month add up over all pages to the same total as by client', async () => {
    await using session = await openSession();
    const byClient = await session.ask(tool);
    const count = Number(
      /rows by client and month 1–25 of (\d+)/.exec(await session.ask(tool, { by: 'client_and_month' }))?.[1],
    );
    expect(count).toBeGreaterThan(100);
    let cents = 0;
    for (let page = 1; page <= Math.ceil(count / 100); page++) {
      const reply = await session.ask(tool, { by: 'client_and_month', page, page_size: 100 });
      cents += addCents(readTable(reply, 'by client and month'), 'total');
    }
    expect(cents).toBe(totalCents(byClient));
  });

  test('on later pages come with the totals but without the check, and say where that is', async () => {
    await using session = await openSession();
    const reply = await session.ask(tool, { page: 2 });
    expect(firstLine(reply)).toContain('clients 26–50 of 122');
    expect(totalCents(reply)).toBe(totalCents(await session.ask(tool)));
    expect(reply).not.toContain('left out of the figures');
    expect(reply).toEndWith('More rows: page 3. What was left out and assumed is on page 1');
  });

  test('past the end are said to be none', async () => {
    await using session = await openSession();
    expect(firstLine(await session.ask(tool, { page: 9 }))).toContain('no clients on page 9 (122 in all)');
  });
});

describe('one client', () => {
  test('by month shows the months once, and what brings in money now', async () => {
    await using session = await openSession();
    const reply = await session.ask(tool, { client: 'Tannheide', by: 'month' });
    expect(readTable(reply, 'by month')).toHaveLength(12);
    expect(reply).not.toContain('billed by month');
    const sources = readTable(reply, 'recurring invoices and contracts that bring in money now');
    expect(addCents(sources, 'monthly_equivalent')).toBe(toCents(readTotals(reply)['mrr']));
  });

  test('has the figures of its row among all, by id or by name', async () => {
    await using session = await openSession();
    const [row] = readTable(await session.ask(tool), 'by client');
    const { client_id, client, ...figures } = row ?? {};
    for (const wanted of [Number(client_id), client]) {
      const totals = readTotals(await session.ask(tool, { client: wanted }));
      for (const [name, value] of Object.entries(totals))
        expect({ [name]: value }).toEqual({ [name]: figures[name] ?? '' });
    }
  });

  test('is asked for again when its name fits several', async () => {
    await using session = await openSession();
    expect(await session.fail(tool, { client: 'Dental' })).toContain(
      'Ask again with the id of the one you mean',
    );
  });

  test('that does not exist is an error and not an empty answer', async () => {
    await using session = await openSession();
    expect(await session.fail(tool, { client: 987654 })).toContain('Halo has no client 987654');
  });
});

test('costs a request for every hundred rows of each kind and no more than five others', async () => {
  await using session = await openSession();
  const reply = await session.ask(tool);
  const rows = /complete: (\d+) invoices, (\d+) recurring invoices, (\d+) contracts read/.exec(reply) ?? [];
  const pages = rows.slice(1).map((count) => Math.ceil(Number(count) / 100));
  expect(session.demo.requests.length).toBeLessThanOrEqual(addUp(pages) + 5);
});

describe('when something cannot be read', () => {
  test('contracts: the run rate says that it lacks them', async () => {
    await using session = await openSession({
      demo: { fault: { kind: 'forbidden', argument: 'contracts' } },
    });
    const reply = await session.ask(tool);
    expect(firstLine(reply)).toContain('NOT COMPLETE: run rate without some contracts that bill themselves');
    expect(firstLine(reply)).toContain('"read:contracts"');
    expect(reply).toContain('contracts: not read');
    expect(readTotals(reply)['mrr']).not.toBe('');
  });

  test('recurring invoices: there is no run rate at all', async () => {
    await using session = await openSession({
      demo: { fault: { kind: 'forbidden', argument: 'recurringinvoice' } },
    });
    const reply = await session.ask(tool);
    expect(firstLine(reply)).toContain('NOT COMPLETE: no run rate');
    expect(readTotals(reply)['mrr']).toBeUndefined();
    expect(readTotals(reply)['recurring']).not.toBe('0.00');
  });

  test('invoices: it is an error that names the permission', async () => {
    await using session = await openSession({ demo: { fault: { kind: 'forbidden', argument: 'invoice' } } });
    expect(await session.fail(tool)).toContain('tick "read:invoices"');
  });

  test('currencies: figures stay apart by the currency of their document', async () => {
    await using session = await openSession({ demo: { fault: { kind: 'forbidden', argument: 'currency' } } });
    const reply = await session.ask(tool);
    expect(firstLine(reply)).toContain('home currency unclear');
    const totals = readTable(reply, 'total of all');
    expect(totals.map((row) => row['currency'])).toEqual(['EUR', 'GBP', 'currency not stated']);
  });

  test('one odd record: it is left out by id, and counted', async () => {
    const fault = { kind: 'odd-record', argument: 'revenue', path: '/Invoice', times: 1 } as const;
    await using session = await openSession({ demo: { fault } });
    const reply = await session.ask(tool);
    expect(firstLine(reply)).toContain('1 unreadable records left out');
    expect(
      readTable(reply, 'left out of the figures').find((row) => row['reason'] === 'unreadable record'),
    ).toMatchObject({
      what: 'invoice',
      count: '1',
      ids: expect.stringMatching(/^\d+ \(revenue\)$/),
    });
  });

  test('lines: invoices and recurring invoices are taken by their headers, and it is said how many', async () => {
    await using session = await openSession({ demo: { fault: { kind: 'no-lines' } } });
    const reply = await session.ask(tool);
    const remarks = readTable(reply, 'counted, but worth knowing');
    expect(remarks.map((row) => [row['what'], row['remark']])).toContainEqual([
      'invoice',
      'split by its header, because it came without lines',
    ]);
    expect(remarks.map((row) => [row['what'], row['remark']])).toContainEqual([
      'recurring invoice',
      'counted by its header, because it came without lines',
    ]);
  });
});

describe('cut short', () => {
  const limited = { kind: 'rate-limit', argument: '3600', path: '/Invoice' } as const;

  test('it keeps the whole months, says which, and how to get the others', async () => {
    await using session = await openSession({ demo: { fault: { ...limited, after: 9 } } });
    const reply = await session.ask(tool, { by: 'month' });
    expect(firstLine(reply)).toMatch(
      /NOT COMPLETE: \d00 of \d+ invoices read \(Halo’s limit on requests was used up\)/,
    );
    const from =
      /only the months from (\d{4}-\d{2}) on are shown of 2025-11-01 to 2026-10-31/.exec(reply)?.[1] ?? '';
    expect(readTable(reply, 'by month')[0]).toMatchObject({ month: from });
    expect(reply).toMatch(/Earlier months: ask again with from 2025-11-01 and to 2026-\d\d-\d\d$/);

    await using later = await openSession();
    const whole = await later.ask(tool, { by: 'month', from: `${from}-01`, to: '2026-10-31' });
    expect(readTable(reply, 'by month')).toEqual(readTable(whole, 'by month'));
  });

  test('before the newest month was read, it is an error that says what to ask instead', async () => {
    await using session = await openSession({ demo: { fault: { ...limited, after: 1 } } });
    expect(await session.fail(tool)).toContain('no month is complete');
  });
});

describe('arguments', () => {
  test('that make no sense are explained', async () => {
    await using session = await openSession();
    expect(await session.fail(tool, { from: '2026-05-01', to: '2026-04-01' })).toContain(
      'ends before it begins',
    );
    expect(await session.fail(tool, { by: 'week' })).toContain(
      '"by": must be one of client, month, client_and_month',
    );
    expect(await session.fail(tool, { from: '2026-02-30' })).toContain('must be a day as YYYY-MM-DD');
  });
});

function firstLine(reply: string): string {
  return reply.split('\n')[0] ?? '';
}

/** The one row under the second line, which says whose totals these are. */
function readTotals(reply: string): Readonly<Record<string, string>> {
  return readTable(reply.slice(reply.indexOf('\n') + 1))[0] ?? {};
}

function totalCents(reply: string): number {
  return toCents(readTotals(reply)['total']);
}

function addCents(rows: readonly Readonly<Record<string, string>>[], column: string): number {
  return addUp(rows.map((row) => toCents(row[column])));
}

function toCents(text: string | undefined): number {
  return Math.round(Number(text ?? Number.NaN) * 100);
}

function addUp(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
