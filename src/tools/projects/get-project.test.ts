import { describe, expect, test } from 'bun:test';
import { parseFault } from '../../demo/faults.ts';
import { readTable } from '../../testing/reply-table.ts';
import { openSession } from '../../testing/session.ts';

const tool = 'get_project';
/** An office move: late, over budget, two phases of two tasks. */
const late = 5027;

test('the whole reply', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { id: late })).toMatchSnapshot();
});

test('its phases are read one request each, and every task stands under its phase', async () => {
  await using session = await openSession();
  const reply = await session.ask(tool, { id: late });
  const asked = session.demo.requests.filter((request) => request.path === '/api/Projects');
  expect(asked.map((request) => request.query['parent_id']).toSorted()).toEqual(['5027', '5028', '5029']);
  const rows = readTable(reply, 'tasks');
  expect(rows.map((row) => [row['phase'], row['task']])).toEqual([
    ['Prepare', ''],
    ['Prepare', 'Kick-off meeting'],
    ['Prepare', 'Survey on site'],
    ['Deliver', ''],
    ['Deliver', 'Build and test'],
    ['Deliver', 'Pilot group'],
  ]);
});

test('all tasks come although Halo ignores the parent', async () => {
  await using session = await openSession();
  const expected = await session.ask(tool, { id: late });
  session.demo.setFault(parseFault('ignores:parent_id@/Projects'));
  expect(await session.ask(tool, { id: late })).toBe(expected);
});

describe('which project', () => {
  test('a ticket is none, and get_ticket is named', async () => {
    await using session = await openSession();
    expect(await session.fail(tool, { id: 4819 })).toBe(
      '4819 is a ticket, not a project. Use get_ticket with 4819',
    );
    session.demo.setFault(parseFault('missing@/Projects'));
    expect(await session.fail(tool, { id: 4819 })).toBe(
      '4819 is a ticket, not a project. Use get_ticket with 4819',
    );
  });

  test('a task is none, and its project is named', async () => {
    await using session = await openSession();
    expect(await session.fail(tool, { id: 5028 })).toBe(
      '5028 is a task of project 5027, not a project. Use get_project with 5027 for the project, or get_ticket with 5028 for the task',
    );
  });

  test('a number that nothing has is an error, however Halo says so', async () => {
    await using session = await openSession();
    expect(await session.fail(tool, { id: 999_999 })).toContain('Halo has no project 999999');
    for (const answer of ['404', '204', 'null', 'empty', 'zero']) {
      session.demo.setFault(parseFault(`missing:${answer}`));
      expect(await session.fail(tool, { id: late })).toContain('Halo has no project 5027');
    }
  });
});

describe('a section that can not be read says so', () => {
  test('notes', async () => {
    await using session = await openSession({ demo: { fault: parseFault('forbidden:Actions') } });
    const reply = await session.ask(tool, { id: late });
    expect(reply).toContain('notes NOT READ (This API login may not read actions');
    expect(reply).toContain('> Network, telephones and desks at the new address');
  });

  test('tasks', async () => {
    await using session = await openSession({ demo: { fault: parseFault('server-error@/Projects,after1') } });
    const reply = await session.ask(tool, { id: late });
    expect(reply).toContain('tasks NOT READ (');
    expect(reply).not.toContain('\ntasks:');
  });

  test('some tasks', async () => {
    await using session = await openSession({ demo: { fault: parseFault('odd-record@/Projects,after1') } });
    expect(await session.ask(tool, { id: late })).toMatch(/\d of the tasks Halo counts did not come/);
  });
});

test('full gives Halo’s own record', async () => {
  await using session = await openSession();
  const [first, json] = (await session.ask(tool, { id: late, full: true })).split('\n');
  expect(first).toBe("Project 5027: Office move – Tolverstone Veterinary Practice, Halo's own record");
  expect(JSON.parse(json ?? '')).toMatchObject({ id: late, projecttimebudget: 8 });
});
