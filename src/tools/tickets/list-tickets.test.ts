import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { parseFault } from '../../demo/faults.ts';
import { openSession, type Session } from '../../testing/session.ts';

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(() => session[Symbol.asyncDispose]());

const ask = (args: Readonly<Record<string, unknown>> = {}) => session.ask('list_tickets', args);
const firstLine = async (args: Readonly<Record<string, unknown>>) => (await ask(args)).split('\n')[0] ?? '';
const idsIn = (reply: string) => [...reply.matchAll(/^(\d{4}),/gm)].map((match) => Number(match[1]));

/** What Halo was asked about tickets while `run` ran. */
async function watch(run: () => Promise<unknown>) {
  const before = session.demo.requests.length;
  await run();
  return session.demo.requests.slice(before).filter((request) => request.path === '/api/Tickets');
}

test('the open tickets, newest first', async () => {
  expect(await ask({ page_size: 6 })).toMatchSnapshot();
});

test('every filter at once, in words', async () => {
  expect(
    await ask({
      search: 'outlook',
      agent: 'Idris Vaughan',
      team: 'service desk',
      type: 'incident',
      priority: 'medium',
      state: 'all',
      opened_from: '2026-01-01',
      page_size: 3,
    }),
  ).toMatchSnapshot();
});

describe('which tickets', () => {
  test('nobody’s', async () => {
    const reply = await ask({ agent: 'Unassigned', page_size: 100 });
    expect(reply).toContain('open only, unassigned');
    expect(idsIn(reply).length).toBeGreaterThan(0);
    expect(
      reply
        .split('\n')
        .slice(1)
        .every((row) => row.includes('Unassigned') || row.startsWith('id,')),
    ).toBe(true);
  });

  test('open and closed come from two lists, since Halo’s own leaves out old ones', async () => {
    const asked = await watch(async () => {
      const reply = await ask({ state: 'all' });
      expect(reply).toStartWith('tickets 1–25 of 3000, open and closed');
    });
    expect(asked.map(({ query }) => [query['open_only'], query['closed_only'], query['page_size']])).toEqual([
      ['true', undefined, '25'],
      [undefined, 'true', '25'],
    ]);
  });

  test('a status is looked for among open and closed ones', async () => {
    expect(await firstLine({ status: 'Closed' })).toContain('open and closed, status Closed');
    expect(await firstLine({ status: 9, state: 'open' })).toStartWith(
      'tickets: none, open only, status Closed',
    );
  });

  test('projects and opportunities are no tickets, even where Halo sends them', async () => {
    const reply = await session.withFault('ignores:includeprojects', () => ask({ state: 'all' }));
    expect(reply).toStartWith('tickets 1–25 of 3000');
  });

  test('SLA breaches are found among all that are open', async () => {
    const reply = await ask({ sla_breached: true });
    expect(reply.split('\n')[0]).toMatch(
      /open only, SLA breached, newest opened first; found among \d+ read/,
    );
    expect(
      reply
        .split('\n')
        .slice(2)
        .every((row) => row.endsWith('breached')),
    ).toBe(true);
  });
});

describe('dates', () => {
  test('both ends are included', async () => {
    const [day = ''] = /\d{4}-\d{2}-\d{2}/.exec((await ask({ page_size: 1 })).split('\n')[2] ?? '') ?? [];
    const one = await ask({ state: 'all', opened_from: day, opened_to: day, page_size: 100 });
    const rows = one.split('\n').slice(2);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.includes(day))).toBe(true);
    const span = await watch(() => ask({ opened_from: day, opened_to: day }));
    expect(span[0]?.query).toMatchObject({ datesearch: 'dateoccured', enddate: `${day}T23:59:59` });
  });

  test('closing dates ask for closed tickets; without "from" they go back 12 months', async () => {
    expect(await firstLine({ closed_to: '2026-10-31' })).toContain(
      'closed only, closed 2025-10-31 to 2026-10-31',
    );
  });

  test('opening and closing dates together: Halo takes one, the other is checked here', async () => {
    const dates = {
      opened_from: '2026-10-01',
      opened_to: '2026-10-31',
      closed_from: '2026-10-01',
      closed_to: '2026-10-10',
    };
    const reply = await ask({ ...dates, page_size: 100 });
    const closings = reply
      .split('\n')
      .slice(2)
      .map((row) => row.split(',').at(-2) ?? '');
    expect(closings.length).toBeGreaterThan(10);
    expect(closings.every((closed) => closed >= '2026-10-01' && closed < '2026-10-11')).toBe(true);
    expect(reply.split('\n')[0]).toContain('found among');
  });

  test('a period that ends before it begins', async () => {
    expect(await session.fail('list_tickets', { opened_from: '2026-11-01', opened_to: '2026-10-01' })).toBe(
      'The period 2026-11-01 to 2026-10-01 ends before it begins. Give a "from" that is not after "to"',
    );
  });
});

describe('names that fit nothing, or too much', () => {
  test.each([
    [{ status: 'nonsense' }, 'No status is called "nonsense"; there are: New (1), In Progress (2)'],
    [{ client: 'leithwater' }, '"leithwater" fits 2 clients: Leithwater Coach Hire ('],
    [{ client: 'no such client' }, 'No client is called "no such client"'],
    [
      { priority: 'urgent' },
      'No priority is called "urgent"; there are: Critical (1), High (2), Medium (3), Low (4)',
    ],
    [{ priority: 77 }, 'No priority has the number 77; there are: Critical (1)'],
    [{ type: 22 }, '"Project" (22) is a type of project, which list_projects gives'],
    [{ type: 'Project Task' }, 'No ticket type is called "Project Task"; there are: Incident (28)'],
  ])('%j', async (args, text) => {
    expect(await session.fail('list_tickets', args)).toContain(text);
  });
});

describe('when Halo does not do as asked', () => {
  test.each(['client_id', 'agent', 'team', 'status', 'priority', 'requesttype', 'datesearch'])(
    'an ignored %s shows in the rows, and the list is filtered here',
    async (name) => {
      const args = {
        client: 49,
        agent: 'Idris Vaughan',
        team: 'Service Desk',
        status: 'In Progress',
        priority: 'High',
        type: 'Incident',
        opened_from: '2026-10-01',
      };
      const key = filterOf[name] ?? '';
      const only = Object.fromEntries(Object.entries(args).filter(([argument]) => argument === key));
      const honest = await ask({ ...only, page_size: 100 });
      const reply = await session.withFault(`ignores:${name}@/Tickets`, () =>
        ask({ ...only, page_size: 100 }),
      );
      expect(idsIn(reply)).toEqual(idsIn(honest));
      expect(idsIn(honest).length).toBeGreaterThan(0);
      expect(reply.split('\n')[0]).toContain('found among');
    },
  );

  test('closed tickets among the open ones are noticed and left out', async () => {
    const reply = await session.withFault('ignores:open_only@/Tickets', () => ask({ page_size: 100 }));
    expect(reply.split('\n')[0]).toContain('found among');
    expect(reply).not.toContain(',Closed,');
  });

  test('a team that its id does not find is looked for by name', async () => {
    const asked = await watch(() => ask({ team: 'Projects' }));
    expect(asked.map(({ query }) => query['team'])).toEqual(['7', 'Projects']);
  });

  test('one odd record is left out, counted and named', async () => {
    const reply = await session.withFault('odd-record:summary@/Tickets', () => ask({ page_size: 5 }));
    expect(reply.split('\n')[0]).toMatch(/1 unreadable record left out \(id \d{4}\)/);
    expect(idsIn(reply)).toHaveLength(4);
  });

  test('a page that repeats ends the reading, and what is missing is said', async () => {
    const reply = await session.withFault('repeating-page@/Tickets', () =>
      ask({ sla_breached: true, state: 'closed' }),
    );
    expect(reply.split('\n')[0]).toMatch(/NOT COMPLETE: Halo counts \d{4} rows but sent 100/);
  });

  test('missing names are said, and the list still comes', async () => {
    await using fresh = await openSession({ demo: { fault: parseFault('forbidden:Priority') } });
    const reply = await fresh.ask('list_tickets', { page_size: 1 });
    expect(reply.split('\n')[0]).toContain(
      'names of priorities are missing (This API login may not read priorities',
    );
    expect(reply).toContain(',#');
  });

  test('a missing permission names what to tick', async () => {
    const text = await session.withFault('forbidden:tickets', () => session.fail('list_tickets', {}));
    expect(text).toContain('tick "read:tickets"');
  });

  test('running out of requests half way says NOT COMPLETE', async () => {
    const reply = await session.withFault('rate-limit:3600@/Tickets,after2', () =>
      ask({ sla_breached: true, state: 'closed' }),
    );
    expect(reply.split('\n')[0]).toMatch(
      /NOT COMPLETE: only 200 of \d{4} rows were read before Halo's limit on requests was used up/,
    );
  });

  test('running out of time half way says NOT COMPLETE', async () => {
    await using hasty = await openSession({ deadlineMs: 2_000 });
    await hasty.ask('list_tickets', { state: 'closed', page_size: 100 });
    hasty.demo.setFault(parseFault('silent@/Tickets,after2'));
    const [first] = (await hasty.ask('list_tickets', { state: 'closed', sla_breached: true })).split('\n');
    expect(first).toMatch(
      /NOT COMPLETE: only 200 of \d{4} rows were read before the time for one answer ran out/,
    );
  });
});

const filterOf: Readonly<Record<string, string>> = {
  client_id: 'client',
  agent: 'agent',
  team: 'team',
  status: 'status',
  priority: 'priority',
  requesttype: 'type',
  datesearch: 'opened_from',
};
