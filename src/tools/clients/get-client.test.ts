import { describe, expect, test } from 'bun:test';
import { parseFault } from '../../demo/faults.ts';
import { readTable } from '../../testing/reply-table.ts';
import { openSession } from '../../testing/session.ts';

const tool = 'get_client';

test('the whole reply', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { id: 'Hartwhistle, "The Old Mill"' })).toMatchSnapshot();
});

test('the whole reply about a client whose bills go to another', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { id: 'Quillmere Nurseries' })).toMatchSnapshot();
});

test('it costs two dozen requests at most, and they run at the same time', async () => {
  await using session = await openSession();
  await session.ask(tool, { id: 15 });
  const first = session.demo.requests.length;
  await session.ask(tool, { id: 16 });
  expect(first).toBeLessThanOrEqual(24);
  expect(session.demo.requests.length - first).toBeLessThanOrEqual(10);
});

describe('which client', () => {
  test('the name of one that begins another’s is enough', async () => {
    await using session = await openSession();
    expect(await session.ask(tool, { id: 'northfold dental' })).toStartWith(
      'Client Northfold Dental, money in GBP\nid: 42',
    );
  });

  test('a name that fits several lists them', async () => {
    await using session = await openSession();
    expect(await session.fail(tool, { id: 'Northfold' })).toBe(
      '"Northfold" fits 3 clients: Northfold Dental (42), Northfold Dental (Ashmere) (43), Northfold Veterinary Practice (90). Ask again with the id of the one you mean',
    );
  });

  test('an unknown name or number is an error, however Halo says so', async () => {
    await using session = await openSession();
    expect(await session.fail(tool, { id: 'Nobody & Sons' })).toContain(
      'No client is called "Nobody & Sons"',
    );
    expect(await session.fail(tool, { id: 999_999 })).toContain('Halo has no client 999999');
    for (const answer of ['404', '204', 'null', 'empty', 'zero']) {
      session.demo.setFault(parseFault(`missing:${answer}@/Client`));
      expect(await session.fail(tool, { id: 15 })).toContain('Halo has no client 15');
    }
  });
});

describe('figures', () => {
  test('what comes in a month is what revenue_breakdown says, for each of forty odd clients', async () => {
    await using session = await openSession();
    const breakdown = new Map<string, string>();
    for (const page of [1, 2]) {
      const reply = await session.ask('revenue_breakdown', { page_size: 100, page });
      for (const row of readTable(reply, 'by client'))
        breakdown.set(row['client_id'] ?? '', row['mrr'] ?? '');
    }
    expect(breakdown.size).toBe(122);
    for (let id = 12; id < 52; id++) {
      const reply = await session.ask(tool, { id });
      const monthly = field(reply, 'monthly_recurring_net').replace('nothing', '0.00').replace(' GBP', '');
      expect([id, monthly]).toEqual([id, breakdown.get(String(id)) || '0.00']);
    }
  });

  test('what is unpaid is what list_invoices says', async () => {
    await using session = await openSession();
    for (const id of [12, 15, 20, 33]) {
      const reply = await session.ask(tool, { id });
      const invoices = readTable(
        await session.ask('list_invoices', { client: id, unpaid: true, page_size: 100 }),
      );
      const minor = (rows: typeof invoices) =>
        rows.reduce((sum, row) => sum + Math.round(Number(row['outstanding']) * 100), 0);
      const overdue = invoices.filter((row) => (row['due'] ?? '') < '2026-11-15');
      const words = (rows: typeof invoices) =>
        rows.length === 0
          ? 'nothing'
          : `${rows.length} ${rows.length === 1 ? 'invoice' : 'invoices'}, ${(minor(rows) / 100).toFixed(2)} GBP gross`;
      expect([id, field(reply, 'unpaid')]).toEqual([id, words(invoices)]);
      if (invoices.length > 0) expect(field(reply, 'overdue')).toBe(words(overdue));
    }
  });

  test('what a person would expect in the monthly figure and does not find is named', async () => {
    await using session = await openSession();
    expect(await session.ask(tool, { id: 21 })).toContain(
      'not in the monthly figure: recurring invoice -108: unknown period code 12',
    );
  });

  test('the count of open tickets is that of list_tickets', async () => {
    await using session = await openSession();
    const reply = await session.ask(tool, { id: 12 });
    const count = field(reply, 'open_tickets');
    expect(Number(count)).toBeGreaterThan(5);
    expect(await session.ask('list_tickets', { client: 12, page_size: 1 })).toStartWith(
      `tickets 1 of ${count}`,
    );
    expect(readTable(reply, 'newest open tickets')).toHaveLength(5);
  });
});

describe('a section that can not be read says so and does not look empty', () => {
  const ask = async (fault: string) => {
    await using session = await openSession({ demo: { fault: parseFault(fault) } });
    return await session.ask(tool, { id: 12 });
  };

  test('tickets', async () => {
    const reply = await ask('forbidden:tickets');
    expect(reply).toContain(
      'open tickets NOT READ (This API login may not read tickets. Ask your Halo admin to tick "read:tickets"',
    );
    expect(field(reply, 'open_tickets')).toBe('not known');
    expect(field(reply, 'active_contracts')).toBe('1');
  });

  test('contracts', async () => {
    const reply = await ask('forbidden:contracts');
    expect(reply).toContain('contracts NOT READ (This API login may not read contracts');
    expect(field(reply, 'active_contracts')).toBe('not known');
    expect(field(reply, 'monthly_recurring_net')).toBe('not known');
    expect(field(reply, 'unpaid')).toStartWith('3 invoices');
  });

  test('invoices and recurring invoices', async () => {
    const reply = await ask('forbidden:invoices');
    expect(reply).toContain('recurring invoices NOT READ (');
    expect(reply).toContain('unpaid invoices NOT READ (');
    expect(field(reply, 'unpaid')).toBe('not known');
    expect(reply).not.toContain('overdue:');
    expect(field(reply, 'monthly_recurring_net')).toBe('not known');
    expect(field(reply, 'active_contracts')).toBe('1');
  });

  test('sites and people', async () => {
    const sites = await ask('forbidden:Site');
    expect(sites).toContain('sites NOT READ (');
    const people = await ask('forbidden:Users');
    expect(people).toContain('people NOT READ (');
  });

  test('a record that can not be read', async () => {
    const reply = await ask('odd-record:revenue@/RecurringInvoice');
    expect(reply).toContain('recurring invoices without 2 unreadable (id -101, -201)');
    expect(field(reply, 'monthly_recurring_net')).toBe('nothing besides the unreadable ones');
  });

  test('time that ran out', async () => {
    await using session = await openSession({
      demo: { fault: parseFault('silent@/Invoice') },
      deadlineMs: 800,
    });
    const reply = await session.ask(tool, { id: 12 });
    expect(reply).toContain('unpaid invoices NOT READ (');
    expect(field(reply, 'unpaid')).toBe('not known');
  });
});

describe('a version that ignores filters', () => {
  const ask = async (path: string) => {
    await using whole = await openSession();
    await using ignoring = await openSession({ demo: { fault: parseFault(`ignores:client_id@${path}`) } });
    return [await whole.ask(tool, { id: 42 }), await ignoring.ask(tool, { id: 42 })] as const;
  };

  test('does not bring other clients’ tickets, sites, contracts or invoices in', async () => {
    for (const path of ['/Tickets', '/Site', '/ClientContract', '/Invoice']) {
      const [expected, reply] = await ask(path);
      expect([path, reply]).toEqual([path, expected]);
    }
  });

  test('does not bring other clients’ people in', async () => {
    const [, reply] = await ask('/Users');
    expect(reply).toContain('people NOT READ (this version of Halo does not find users by client)');
    expect(reply).not.toContain('\npeople');
  });
});

test('full gives Halo’s own record', async () => {
  await using session = await openSession();
  const [first, json] = (await session.ask(tool, { id: 'Northfold Dental', full: true })).split('\n');
  expect(first).toBe("Client Northfold Dental, Halo's own record");
  expect(JSON.parse(json ?? '')).toMatchObject({ id: 42, name: 'Northfold Dental', use: 'client' });
});

function field(reply: string, name: string): string {
  return reply.match(new RegExp(`^${name}: (.*)$`, 'm'))?.[1] ?? '';
}
