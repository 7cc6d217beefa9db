import { describe, expect, test } from 'bun:test';
import { createDemoData } from '../../demo/data/demo-data.ts';
import { parseFault } from '../../demo/faults.ts';
import { readTable } from '../../testing/reply-table.ts';
import { openSession, testDay } from '../../testing/session.ts';

const tool = 'list_projects';
const masters = createDemoData({ date: testDay })
  .faults()
  .filter((ticket) => ticket.domain === 'projects' && ticket.parent_id <= 0);

test('the whole reply', async () => {
  await using session = await openSession();
  expect(await session.ask(tool)).toMatchSnapshot();
});

test('the whole reply about projects over budget, open and closed', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { over_budget: true, state: 'all', page_size: 5 })).toMatchSnapshot();
});

describe('which projects', () => {
  test('masters only, each once: tasks come in the same list and are left out', async () => {
    await using session = await openSession();
    const rows = readTable(await session.ask(tool, { state: 'all', page_size: 100 }));
    const ids = rows.map((row) => Number(row['id'])).toSorted((a, b) => a - b);
    expect(ids).toEqual(masters.map((master) => master.id).toSorted((a, b) => a - b));
  });

  test('open and closed ones make up all', async () => {
    await using session = await openSession();
    const count = async (state: string) =>
      readTable(await session.ask(tool, { state, page_size: 100 })).length;
    expect(await count('open')).toBe(masters.filter((master) => master.isOpen).length);
    expect((await count('open')) + (await count('closed'))).toBe(masters.length);
  });

  test('of one manager, by name', async () => {
    await using session = await openSession();
    const reply = await session.ask(tool, { manager: 'dilip', state: 'all', page_size: 100 });
    expect(reply).toContain('open and closed, manager Dilip Chaudhary');
    const rows = readTable(reply);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.every((row) => row['manager'] === 'Dilip Chaudhary')).toBe(true);
  });

  test('of one client, and in one status among open and closed ones', async () => {
    await using session = await openSession();
    const [client] = masters;
    const reply = await session.ask(tool, { client: client?.client_id, status: client?.status_id });
    expect(reply).toContain('open and closed, client ');
    expect(readTable(reply).map((row) => row['id'])).toContain(String(client?.id));
  });

  test('overdue ones are open and past their target', async () => {
    await using session = await openSession();
    const rows = readTable(await session.ask(tool, { overdue: true }));
    const late = masters.filter((each) => each.isOpen && (each.targetdate ?? '9') < testDay);
    expect(rows.length).toBe(late.length);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row['overdue'] === 'yes' && (row['target'] ?? '') < testDay)).toBe(true);
  });

  test('over budget means more hours or more money than planned, not as much', async () => {
    await using session = await openSession();
    const all = readTable(await session.ask(tool, { state: 'all', page_size: 100 }));
    const over = readTable(await session.ask(tool, { state: 'all', over_budget: true, page_size: 100 }));
    const isOver = (row: Readonly<Record<string, string>>, what: string) =>
      Number(row[`${what}_budget`]) > 0 && Number(row[`${what}_actual`]) > Number(row[`${what}_budget`]);
    const expected = all.filter((row) => isOver(row, 'hours') || isOver(row, 'money'));
    expect(over.map((row) => row['id'])).toEqual(expected.map((row) => row['id']));
    expect(over.length).toBeGreaterThan(0);
  });

  test('filters and state that Halo ignores are applied here', async () => {
    await using session = await openSession();
    const args = { client: masters[0]?.client_id, manager: 'Winifred Castle', state: 'open', page_size: 100 };
    const expected = readTable(await session.ask(tool, args));
    session.demo.setFault(parseFault('ignores:client_id+agent+open_only@/Projects'));
    expect(readTable(await session.ask(tool, args))).toEqual(expected);
  });
});

test('an unknown manager, status or client is an error that helps on', async () => {
  await using session = await openSession();
  expect(await session.fail(tool, { manager: 'Nobody' })).toStartWith(
    'No agent is called "Nobody"; there are: ',
  );
  expect(await session.fail(tool, { status: 'Nowhere' })).toStartWith(
    'No status is called "Nowhere"; there are: ',
  );
  expect(await session.fail(tool, { client: 'Nobody' })).toContain('No client is called "Nobody"');
});

test('a page past the end is empty and says so', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { page: 9 })).toStartWith('projects: none on page 9, 11 in all, open only');
});

test('names that can not be read are numbers, and the first line says why', async () => {
  await using session = await openSession({ demo: { fault: parseFault('forbidden:Status') } });
  const reply = await session.ask(tool, { page_size: 1 });
  expect(reply).toContain('names of statuses are missing (');
  expect(readTable(reply)[0]?.['status']).toMatch(/^#\d+$/);
});

test('an odd record is left out and counted', async () => {
  await using session = await openSession({ demo: { fault: parseFault('odd-record:summary@/Projects') } });
  expect(await session.ask(tool)).toContain('1 unreadable record left out (id ');
});

test('time that runs out gives a part that says so', async () => {
  await using session = await openSession({
    demo: { fault: parseFault('silent@/Projects,after1') },
    deadlineMs: 900,
  });
  expect(await session.ask(tool, { state: 'closed' })).toContain('NOT COMPLETE: only 100 of ');
});

test('without the permission it says which to tick', async () => {
  await using session = await openSession({ demo: { fault: parseFault('forbidden:projects') } });
  expect(await session.fail(tool)).toContain('tick "read:projects"');
});
