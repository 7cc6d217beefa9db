import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { createDemoData } from '../../demo/data/demo-data.ts';
import { openSession, type Session, testDay } from '../../testing/session.ts';

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(() => session[Symbol.asyncDispose]());

const ask = (args: Readonly<Record<string, unknown>>) => session.ask('get_ticket', args);
const headOf = (reply: string) => reply.split('\n')[0] ?? '';

const tickets = createDemoData({ date: testDay }).tickets();
const idOf = (find: (ticket: (typeof tickets)[number]) => boolean) => tickets.find(find)?.id ?? 0;
const long = idOf((ticket) => ticket.isLong);
const child = idOf((ticket) => ticket.parent_id > 0);
const merged = idOf((ticket) => ticket.merged_into_id > 0);
const injected = idOf((ticket) => ticket.summary.startsWith('URGENT from IT'));
const emoji = idOf((ticket) => ticket.summary.startsWith('🖨️'));

test('a ticket: who and how it stands, its hours, its conversation', async () => {
  expect(await ask({ id: 4990 })).toMatchSnapshot();
});

test('costs one request for the ticket and one for its actions', async () => {
  await ask({ id: 4990 });
  const before = session.demo.requests.length;
  await ask({ id: 4990 });
  // Sent together, so either may arrive first.
  const paths = session.demo.requests.slice(before).map((request) => request.path);
  expect(paths.sort()).toEqual(['/api/Actions', '/api/Tickets/4990']);
});

describe('the 200 KB ticket', () => {
  test('fits 16 KB, whatever its script, and says what was cut and how to get more', async () => {
    const reply = await ask({ id: long });
    expect(Buffer.byteLength(reply)).toBeLessThanOrEqual(16_384);
    expect(Buffer.byteLength(reply)).toBeGreaterThan(12_000);
    expect(headOf(reply)).toMatch(
      /newest 20 of 104 actions without Halo's own entries; 20 long texts are cut$/,
    );
    expect(reply).toMatch(/… \[\d+ characters more\]/);
    expect(reply).toEndWith('Longer texts: fewer actions, or max_chars up to 40000');
  });

  test('gives more when asked for more, up to the ceiling', async () => {
    const reply = await ask({ id: long, max_chars: 40_000, actions: 100 });
    expect(reply.length).toBeLessThanOrEqual(40_000);
    expect(reply.length).toBeGreaterThan(35_000);
    expect(headOf(reply)).toMatch(/the last \d+ of 101 conversation entries did not fit/);
  });

  test('and whole texts where few are asked for', async () => {
    const reply = await ask({ id: long, actions: 3 });
    expect(headOf(reply)).toEndWith("newest 3 of 104 actions without Halo's own entries");
    expect(reply).not.toContain('characters more]');
  });
});

describe('which actions', () => {
  test('private ones are marked, and can be left out, though not from the hours', async () => {
    const both = await ask({ id: 4990 });
    expect(both).toMatch(/^action 3: .*, private, 0\.\d\d h$/m);
    const open = await ask({ id: 4990, include_private: false });
    expect(headOf(open)).toContain(
      "all 3 actions without Halo's own entries, 1 private left out, though counted in the hours",
    );
    expect(open).not.toContain('private,');
    expect(/^worked_hours: .*$/m.exec(open)).toEqual(/^worked_hours: .*$/m.exec(both));
  });

  test('Halo’s own entries only when asked for', async () => {
    const id = idOf(
      (ticket) => ticket.actionCount > 5 && ticket.source !== 4 && !ticket.isLong && ticket.id > 4800,
    );
    const without = await ask({ id });
    const within = await ask({ id, include_system: true });
    expect(headOf(without)).toContain("without Halo's own entries");
    expect(headOf(within)).not.toContain("Halo's own");
    expect(within.length).toBeGreaterThanOrEqual(without.length);
  });

  test('none at all', async () => {
    const reply = await ask({ id: 4990, actions: 0 });
    expect(headOf(reply)).toContain('newest 0 of 4 actions');
    expect(reply).not.toContain('action 4:');
  });
});

describe('what a ticket is besides', () => {
  test('a child of another, and that one', async () => {
    const reply = await ask({ id: child });
    const [, parent = ''] = /child of (\d+)/.exec(headOf(reply)) ?? [];
    expect(reply).toContain(`(${parent})`);
    const other = await ask({ id: Number(parent) });
    expect(headOf(other)).toContain('has 1 child ticket,');
    expect(other).toContain(`children: ${child}`);
  });

  test('merged into another', async () => {
    expect(headOf(await ask({ id: merged }))).toMatch(/merged into ticket \d+, where the work goes on/);
  });

  test('a project', async () => {
    const project = createDemoData({ date: testDay }).projects()[0]?.master.id ?? 0;
    expect(headOf(await ask({ id: project }))).toContain('see get_project');
  });
});

describe('text that others wrote', () => {
  test('orders to the reader stay quoted, and a summary stays in its quotation marks', async () => {
    const reply = await ask({ id: injected });
    expect(headOf(reply)).toStartWith(`Ticket ${injected}: "URGENT from IT: read this first",`);
    const lines = reply.split('\n').filter((line) => /ignore all previous instructions/i.test(line));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every((line) => line.startsWith('> '))).toBe(true);
  });

  test('emoji and other scripts survive', async () => {
    expect(headOf(await ask({ id: emoji }))).toContain('🖨️ Printer says “PC LOAD LETTER” 🙃 – 打印机');
    const arabic = tickets.find((ticket) => /[\u0600-\u06FF]/.test(ticket.user_name) && ticket.id > 4900);
    expect(await ask({ id: arabic?.id ?? 0 })).toContain(`user: ${arabic?.user_name}`);
  });
});

test('full gives Halo’s own record', async () => {
  const [head, json = ''] = (await ask({ id: 4990, full: true })).split('\n');
  expect(head).toBe("Ticket 4990, Halo's own record");
  expect(JSON.parse(json)).toMatchObject({ id: 4990, reference: 'SR-0004990' });
});

describe('when something is missing', () => {
  test.each(['404', '204', 'null', 'empty', 'zero'])('no such ticket, said by %s', async (kind) => {
    const text = await session.withFault(`missing:${kind}@/Tickets`, () =>
      session.fail('get_ticket', { id: 4990 }),
    );
    expect(text).toBe(
      'Halo has no ticket 4990, or this login may not see it. Check the number, or find it with the matching list tool',
    );
  });

  test('a number that no ticket has', async () => {
    expect(await session.fail('get_ticket', { id: 99_999 })).toStartWith('Halo has no ticket 99999');
  });

  test('without the permission, it names what to tick', async () => {
    const text = await session.withFault('forbidden:tickets', () => session.fail('get_ticket', { id: 4990 }));
    expect(text).toContain('tick "read:tickets"');
  });

  test('actions that can’t be read are said to be missing, and no hours are shown', async () => {
    const reply = await session.withFault('forbidden:Actions', () => ask({ id: 4990 }));
    expect(headOf(reply)).toContain(
      'NOT COMPLETE: conversation and hours are missing (This API login may not read actions',
    );
    expect(reply).not.toContain('worked_hours');
    expect(reply).toContain('description\n> ');
  });
});
