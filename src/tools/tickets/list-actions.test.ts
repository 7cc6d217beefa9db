import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { createDemoData } from '../../demo/data/demo-data.ts';
import { openSession, type Session, testDay } from '../../testing/session.ts';

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(() => session[Symbol.asyncDispose]());

const ask = (args: Readonly<Record<string, unknown>>) => session.ask('list_actions', args);
const headOf = (reply: string) => reply.split('\n')[0] ?? '';
/** The rows of the totals, without the header and the closing advice. */
const totalOf = (reply: string) =>
  (reply.split('totals by agent:\n')[1] ?? '')
    .split('\n')
    .slice(1)
    .filter((line) => /,\d+,[\d.]+,/.test(line));

test('the actions of a ticket, with amounts and totals', async () => {
  expect(await ask({ ticket: 4990 })).toMatchSnapshot();
});

test('the time of an agent over a period', async () => {
  expect(await ask({ agent: 'Idris Vaughan', from: '2026-11-01', page_size: 3 })).toMatchSnapshot();
});

test('the time on a client over a period', async () => {
  expect(await ask({ client: 'Leithwater Fine Foods', from: '2026-08-01', page_size: 3 })).toMatchSnapshot();
});

describe('whose actions', () => {
  test('nobody’s is an error that says what to give', async () => {
    expect(await session.fail('list_actions', { from: '2026-11-01' })).toBe(
      'Say whose actions: give ticket (a number), or client and/or agent, best with from and to',
    );
  });

  test('a ticket and a client don’t go together', async () => {
    expect(await session.fail('list_actions', { ticket: 4990, client: 49 })).toContain(
      'Give either ticket or client',
    );
  });

  test('an unknown ticket is no ticket without actions', async () => {
    expect(await session.fail('list_actions', { ticket: 99_999 })).toStartWith('Halo has no ticket 99999');
  });

  test('a client and an agent together', async () => {
    const reply = await ask({ client: 97, agent: 'Jago Trelawny' });
    expect(headOf(reply)).toContain('client #97, agent Jago Trelawny, 2025-11-15 to 2026-11-15');
    expect(totalOf(reply)).toHaveLength(1);
  });
});

describe('which actions of a ticket', () => {
  const long =
    createDemoData({ date: testDay })
      .tickets()
      .find((ticket) => ticket.isLong)?.id ?? 0;

  test('only those with time, or billable ones', async () => {
    const all = await ask({ ticket: long });
    const timed = await ask({ ticket: long, time_only: true });
    const billable = await ask({ ticket: long, billable_only: true });
    expect(headOf(all)).toStartWith('actions 1–25 of 104, ');
    expect(headOf(timed)).toMatch(/^actions 1–25 of (\d\d), .*with time only.*; found among 104 read/);
    expect(headOf(billable)).toContain('billable only');
    expect(totalOf(timed)[0]?.split(',').slice(2)).toEqual(totalOf(all)[0]?.split(',').slice(2) ?? []);
  });

  test('totals are the same on every page', async () => {
    const first = await ask({ ticket: long, page_size: 10 });
    const last = await ask({ ticket: long, page_size: 10, page: 11 });
    expect(headOf(last)).toStartWith('actions 101–104 of 104');
    expect(totalOf(last)).toEqual(totalOf(first));
  });

  test('private ones are marked, and can be left out', async () => {
    expect(await ask({ ticket: 4990 })).toContain(',yes,');
    const open = await ask({ ticket: 4990, include_private: false });
    expect(headOf(open)).toStartWith('actions 1–3 of 3, ticket 4990, private ones left out');
  });

  test('of days, both included, and of one agent', async () => {
    expect(headOf(await ask({ ticket: 4990, from: '2026-11-13', to: '2026-11-13' }))).toStartWith(
      'actions 1–4 of 4',
    );
    expect(headOf(await ask({ ticket: 4990, from: '2026-11-14' }))).toStartWith('actions: none');
    expect(headOf(await ask({ ticket: 4990, agent: 'Idris Vaughan' }))).toStartWith('actions 1–3 of 3');
  });
});

describe('time sheets', () => {
  test('say that notes without time are not in them', async () => {
    expect(headOf(await ask({ agent: 'Idris Vaughan' }))).toContain(
      'from time sheets, so notes and e-mails without time are not in it',
    );
  });

  test('are read month by month, up to the last second of the last day', async () => {
    const before = session.demo.requests.length;
    await ask({ agent: 'Idris Vaughan', from: '2026-09-10', to: '2026-11-05' });
    const asked = session.demo.requests
      .slice(before)
      .map(({ query }) => `${query['start_date']} to ${query['end_date']}`);
    expect(asked.toSorted()).toEqual([
      '2026-09-10T00:00:00 to 2026-09-30T23:59:59',
      '2026-10-01T00:00:00 to 2026-10-31T23:59:59',
      '2026-11-01T00:00:00 to 2026-11-05T23:59:59',
    ]);
  });

  test('of many years are read in few, longer parts, and add up all the same', async () => {
    const before = session.demo.requests.length;
    const years = await ask({ agent: 'Idris Vaughan', from: '2016-01-01' });
    const asked = session.demo.requests.slice(before).map(({ query }) => query);
    expect(asked.length).toBeLessThanOrEqual(13);
    expect(asked.map((query) => query['start_date'])).toContain('2016-01-01T00:00:00');
    expect(totalOf(await ask({ agent: 'Idris Vaughan', from: '2024-11-01' }))).toEqual(totalOf(years));
  });

  test('add up to the hours in the records, both ends included', async () => {
    const data = createDemoData({ date: testDay });
    const [from, to] = ['2026-10-12', '2026-10-16'];
    const hours = data
      .faults()
      .filter((ticket) => ticket.client_id === 49 || ticket.client_id === 97)
      .flatMap((ticket) => data.actionsOf(ticket))
      .filter((action) => {
        const day = new Date(action.atMs).toISOString().slice(0, 10);
        return action.ticket.client_id === 97 && day >= from && day <= to;
      })
      .reduce((sum, action) => sum + action.hours, 0);
    const reply = await ask({ client: 97, from, to });
    expect(hours).toBeGreaterThan(0);
    expect(totalOf(reply).at(-1)).toContain(`,${hours.toFixed(2)},`);
  });

  test('leave notes out where private ones are not wanted, since they don’t tell which are', async () => {
    const reply = await ask({ agent: 'Idris Vaughan', from: '2026-11-01', include_private: false });
    expect(headOf(reply)).toContain('notes left out, since time sheets do not say which are private');
    expect(reply.split('\n')[1]).not.toContain('note');
  });

  test('one agent’s, where Halo sends all', async () => {
    const reply = await session.withFault('ignores:agent_id@/TimesheetEvent', () =>
      ask({ agent: 'Idris Vaughan', from: '2026-11-01' }),
    );
    expect(totalOf(reply)).toHaveLength(1);
    expect(headOf(reply)).toContain('found among');
  });

  test('one odd record is left out and counted', async () => {
    const reply = await session.withFault('odd-record:start_date@/TimesheetEvent', () =>
      ask({ agent: 'Idris Vaughan', from: '2026-11-01' }),
    );
    expect(headOf(reply)).toContain('1 unreadable record left out');
  });

  test('without the permission, it names what to tick', async () => {
    const text = await session.withFault('forbidden:timesheets', () =>
      session.fail('list_actions', { client: 97 }),
    );
    expect(text).toContain('tick "read:timesheets"');
  });

  test('months that could not be read are named', async () => {
    // Four are asked for at a time, so which of the later ones meets the limit first is chance.
    const reply = await session.withFault('rate-limit:3600@/TimesheetEvent,after8', () =>
      ask({ client: 97 }),
    );
    expect(headOf(reply)).toMatch(
      /NOT COMPLETE: 2025-11-15 to 2026-\d\d-\d\d could not be read \(Halo's limit on requests was used up\), ask for it apart/,
    );
  });
});
