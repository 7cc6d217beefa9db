import { expect, test } from 'bun:test';
import { parseFault } from '../../demo/faults.ts';
import { readTable } from '../../testing/reply-table.ts';
import { openSession } from '../../testing/session.ts';

const tool = 'list_reports';

test('the whole reply', async () => {
  await using session = await openSession();
  expect(await session.ask(tool)).toMatchSnapshot();
});

test('no report is run, and no SQL leaves Halo', async () => {
  await using session = await openSession();
  const reply = await session.ask(tool, { search: 'select' });
  expect(reply).toContain('with "select" in name, description or the report\'s own query');
  expect(reply.split('\n').slice(1).join('\n')).not.toMatch(/select /i);
  expect(session.demo.requests.filter((request) => request.path.startsWith('/api/Report/'))).toEqual([]);
});

test('of one group, by name, part of the name or id', async () => {
  await using session = await openSession();
  const billing = await session.ask(tool, { group: 'Billing' });
  expect(readTable(billing)).toHaveLength(6);
  expect(await session.ask(tool, { group: 'bill' })).toBe(billing);
  expect(await session.ask(tool, { group: 2 })).toBe(billing);
});

test('an unknown group is an error that lists the groups', async () => {
  await using session = await openSession();
  expect(await session.fail(tool, { group: 'Astrology' })).toBe(
    'No report group is called "Astrology"; there are: Service Desk (1), Billing (2), Projects (3), Assets (4)',
  );
});

test('a group that Halo ignores is applied here', async () => {
  await using session = await openSession({ demo: { fault: parseFault('ignores:reportgroup_id') } });
  const reply = await session.ask(tool, { group: 'Billing', page_size: 3 });
  expect(reply).toStartWith('reports 1–3 of 6, group Billing, by name; found among 18 read; next: page 2');
});

test('pages follow one another; one past the end is empty and says so', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { page_size: 10, page: 2 })).toStartWith('reports 11–18 of 18');
  expect(await session.ask(tool, { page: 3 })).toBe('reports: none on page 3, 18 in all, by name');
});

test('an odd record is left out and counted', async () => {
  await using session = await openSession({ demo: { fault: parseFault('odd-record@/Report') } });
  expect(await session.ask(tool)).toContain('1 unreadable record left out (id abc)');
});

test('without the permission it says which to tick; groups that can not be read do no harm', async () => {
  await using session = await openSession({ demo: { fault: parseFault('forbidden:reporting') } });
  expect(await session.fail(tool)).toContain('tick "read:reporting"');
  session.demo.setFault(parseFault('forbidden:Lookup'));
  expect(readTable(await session.ask(tool))).toHaveLength(18);
});
