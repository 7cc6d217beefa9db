import { expect, test } from 'bun:test';
import { parseFault } from '../../demo/faults.ts';
import { readTable } from '../../testing/reply-table.ts';
import { openSession } from '../../testing/session.ts';

const tool = 'list_agents';

test('the whole reply', async () => {
  await using session = await openSession();
  expect(await session.ask(tool)).toMatchSnapshot();
});

test('"Unassigned" is nobody and never listed; logins of programs and those who left only where asked for', async () => {
  await using session = await openSession();
  const ids = async (args: Readonly<Record<string, unknown>>) =>
    readTable(await session.ask(tool, { page_size: 100, ...args })).map((row) => row['id'] ?? '');
  const usual = await ids({});
  expect(usual).toHaveLength(24);
  const withLeavers = await session.ask(tool, { include_disabled: true, page_size: 100 });
  expect(withLeavers).toStartWith('agents 1–25 of 25, disabled ones included');
  expect(readTable(withLeavers).filter((row) => row['active'] === 'no')).toHaveLength(1);
  const withPrograms = await session.ask(tool, { include_api_agents: true, page_size: 100 });
  expect(readTable(withPrograms).filter((row) => row['api_only'] === 'yes')).toHaveLength(1);
  const all = await ids({ include_disabled: true, include_api_agents: true });
  expect(all).toHaveLength(26);
  expect(all).not.toContain('1');
});

test('a team has those for whom it is the first or another team', async () => {
  await using session = await openSession();
  const reply = await session.ask(tool, { team: 'networks & security', page_size: 100 });
  expect(reply).toStartWith('agents 1–6 of 6, team Networks & Security, active only');
  expect(readTable(reply).every((row) => row['teams']?.includes('Networks & Security'))).toBe(true);
});

test('a search looks in name, e-mail and job title', async () => {
  await using session = await openSession();
  const names = async (search: string) =>
    readTable(await session.ask(tool, { search })).map((row) => row['name']);
  expect(await names('KAMIŃSKI')).toEqual(['Wojciech Kamiński']);
  expect(await names('wojciech@')).toEqual(['Wojciech Kamiński']);
  expect(await names('project manager')).toEqual(['Dilip Chaudhary', 'Winifred Castle']);
});

test('an unknown team is an error that lists teams, an ambiguous one those that fit', async () => {
  await using session = await openSession();
  expect(await session.fail(tool, { team: 'Astronauts' })).toStartWith(
    'No team is called "Astronauts"; there are: ',
  );
  expect(await session.fail(tool, { team: 's' })).toMatch(/^"s" fits \d teams: /);
});

test('pages follow one another; one past the end is empty and says so', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { page_size: 10, page: 3 })).toStartWith('agents 21–24 of 24');
  expect(await session.ask(tool, { page: 2 })).toBe(
    'agents: none on page 2, 24 in all, active only, by name',
  );
});

test('an odd record is left out and counted', async () => {
  await using session = await openSession({ demo: { fault: parseFault('odd-record:name@/Agent') } });
  expect(await session.ask(tool)).toContain('1 unreadable record left out (id ');
});
