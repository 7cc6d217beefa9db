import { expect, test } from 'bun:test';
import { parseFault } from '../../demo/faults.ts';
import { readTable } from '../../testing/reply-table.ts';
import { openSession } from '../../testing/session.ts';

const tool = 'list_clients';

test('the whole reply', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { page_size: 8 })).toMatchSnapshot();
});

test('five clients take at most a kilobyte', async () => {
  await using session = await openSession();
  for (let page = 1; page <= 24; page++) {
    expect(Buffer.byteLength(await session.ask(tool, { page_size: 5, page }))).toBeLessThanOrEqual(1024);
  }
});

test('an account manager’s clients are found by reading all, once each', async () => {
  await using session = await openSession();
  const managers = ['Theo Blackwood', 'Chiara Lombardi', 'Henrietta Moss', 'Angus Fairbairn'];
  const ids: string[] = [];
  for (const name of managers) {
    const reply = await session.ask(tool, { account_manager: name, page_size: 100 });
    expect(reply).toContain(`account manager ${name}, active only, by name; found among 122 read`);
    ids.push(...readTable(reply).map((row) => row['id'] ?? ''));
  }
  expect(ids).toHaveLength(122);
  expect(new Set(ids).size).toBe(122);
});

test('an account manager can be given by e-mail address, and one with no clients has none', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { account_manager: 'theo@demo-msp.example' })).toContain(
    'account manager Theo Blackwood',
  );
  expect(await session.ask(tool, { account_manager: 'Noor' })).toBe(
    'clients: none, account manager Noor Al-Masri, active only, by name; found among 122 read',
  );
});

test('an account manager nobody knows is an error that lists agents', async () => {
  await using session = await openSession();
  expect(await session.fail(tool, { account_manager: 'Nobody Here' })).toStartWith(
    'No agent is called "Nobody Here"; there are: ',
  );
  expect(await session.fail(tool, { account_manager: 'ar' })).toMatch(/^"ar" fits \d+ agents: .*\(\d+\)/);
});

test('inactive and stopped clients say so', async () => {
  await using session = await openSession();
  const rows = readTable(await session.ask(tool, { include_inactive: true, page_size: 100 }));
  const more = readTable(await session.ask(tool, { include_inactive: true, page_size: 100, page: 2 }));
  const count = (status: string) => [...rows, ...more].filter((row) => row['status'] === status).length;
  expect([count('active'), count('stopped'), count('inactive')]).toEqual([121, 1, 14]);
});

test('a search finds part of a name with quotes, commas and HTML, which stay as they are', async () => {
  await using session = await openSession();
  const [row, ...others] = readTable(await session.ask(tool, { search: '"The Old Mill"' }));
  expect(others).toEqual([]);
  expect(row?.['name']).toBe('Hartwhistle, "The Old Mill" & Sons <b>Ltd</b>');
});

test('full gives the records of the page, whole ones only', async () => {
  await using session = await openSession();
  const reply = await session.ask(tool, { full: true, page_size: 5 });
  const [first, ...lines] = reply.split('\n');
  const records = lines.map((line) => JSON.parse(line));
  expect(first).toBe(
    "clients 1–2 of 122, active only, by name; only 2 of this page's 5 rows fit, so ask again with page_size 2",
  );
  expect(records).toHaveLength(2);
  for (const record of records) expect(record.customfields.length).toBeGreaterThan(10);
});

test('a page past the end is empty and says so', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { page: 40 })).toBe(
    'clients: none on page 40, 122 in all, active only, by name',
  );
});

test('a version that ignores the wish for active clients is noticed, and all are read', async () => {
  await using session = await openSession({ demo: { fault: parseFault('ignores:includeinactive@/Client') } });
  const reply = await session.ask(tool, { page_size: 100 });
  expect(readTable(reply).every((row) => row['status'] !== 'inactive')).toBe(true);
  expect(reply).toStartWith('clients 1–100 of 122, active only');
});

test('one odd record is left out and counted', async () => {
  await using session = await openSession({ demo: { fault: parseFault('odd-record:name@/Client') } });
  const reply = await session.ask(tool, { page_size: 3 });
  expect(reply).toContain('1 unreadable record left out (id ');
  expect(readTable(reply)).toHaveLength(2);
});

test('time that runs out gives a part that says so', async () => {
  await using session = await openSession({
    demo: { fault: parseFault('silent@/Client,after1') },
    deadlineMs: 700,
  });
  const reply = await session.ask(tool, { account_manager: 'Theo Blackwood' });
  expect(reply).toContain(
    'NOT COMPLETE: only 100 of 122 rows were read before the time for one answer ran out',
  );
});

test('client types that can not be read do no harm', async () => {
  await using session = await openSession({ demo: { fault: parseFault('forbidden:Lookup') } });
  expect(await session.ask(tool, { page_size: 1 })).toContain('Managed Client');
});

test('without the permission it says which to tick', async () => {
  await using session = await openSession({ demo: { fault: parseFault('forbidden:customers') } });
  expect(await session.fail(tool)).toContain('tick "read:customers"');
});
