import { describe, expect, test } from 'bun:test';
import { createDemoData } from '../../demo/data/demo-data.ts';
import { parseFault } from '../../demo/faults.ts';
import { readTable } from '../../testing/reply-table.ts';
import { openSession, testDay } from '../../testing/session.ts';

const tool = 'list_assets';
const assets = createDemoData({ date: testDay }).assets();

test('the whole reply', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { page_size: 10, page: 20 })).toMatchSnapshot();
});

test('the whole reply about warranties that end soon at one client', async () => {
  await using session = await openSession();
  expect(
    await session.ask(tool, { client: 'Northfold Dental', warranty_before: '2029-01-01' }),
  ).toMatchSnapshot();
});

describe('which assets', () => {
  test('warranties that end before a day, the earliest first; none without a date, none on the day', async () => {
    await using session = await openSession();
    const expected = assets
      .filter(
        (asset) => !asset.inactive && asset.warranty_end !== undefined && asset.warranty_end < '2027-02-11',
      )
      .map((asset) => asset.warranty_end);
    const rows = [
      ...readTable(await session.ask(tool, { warranty_before: '2027-02-11', page_size: 100 })),
      ...readTable(await session.ask(tool, { warranty_before: '2027-02-11', page_size: 100, page: 2 })),
    ];
    expect(rows.map((row) => row['warranty_end'])).toEqual(expected.toSorted());
    expect(assets.some((asset) => asset.warranty_end === '2027-02-11')).toBe(true);
  });

  test('inactive ones only where asked for, and marked', async () => {
    await using session = await openSession();
    const [asset] = assets.filter((each) => each.inactive);
    const tag = asset?.inventory_number;
    expect(await session.ask(tool, { search: tag })).toStartWith('assets: none');
    expect(readTable(await session.ask(tool, { search: tag, include_inactive: true }))[0]).toMatchObject({
      inactive: 'yes',
    });
  });

  test('of a type, by its name or the only one that contains it', async () => {
    await using session = await openSession();
    const reply = await session.ask(tool, { type: 'fire', page_size: 100 });
    expect(reply).toContain('type Firewall');
    expect(readTable(reply).every((row) => row['type'] === 'Firewall')).toBe(true);
  });

  test('at a site of a client; the site’s name alone lists whose it may be', async () => {
    await using session = await openSession();
    expect(await session.ask(tool, { client: 'Northfold Dental', site: 'Main' })).toContain(
      'client Northfold Dental, site Main',
    );
    expect(await session.fail(tool, { site: 'Main' })).toMatch(
      /^"Main" fits several sites: Main of .+ \(\d+\), .* and more\. Ask again with the site's id, or with client as well$/,
    );
  });

  test('of a client whose name holds quotes, a comma and HTML', async () => {
    await using session = await openSession();
    const rows = readTable(
      await session.ask(tool, { client: 'Hartwhistle, "The Old Mill" & Sons <b>Ltd</b>' }),
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row['client'] === 'Hartwhistle, "The Old Mill" & Sons <b>Ltd</b>')).toBe(true);
  });

  test('filters that Halo ignores are applied here', async () => {
    await using session = await openSession();
    const args = { client: 42, type: 101, page_size: 100 };
    const expected = readTable(await session.ask(tool, args));
    expect(expected.length).toBeGreaterThan(0);
    session.demo.setFault(parseFault('ignores:client_id+assettype_id@/Asset'));
    const reply = await session.ask(tool, args);
    expect(readTable(reply)).toEqual(expected);
    expect(reply).toContain('found among 379 read');
  });
});

test('statuses get their names from one asset each, and stay numbers where that fails', async () => {
  await using session = await openSession();
  const reply = await session.ask(tool, { page_size: 100 });
  const statuses = new Set(readTable(reply).map((row) => row['status']));
  expect([...statuses].toSorted()).toEqual(['In repair', 'In stock', 'In use']);
  expect(session.demo.requests.filter((request) => request.path.startsWith('/api/Asset/'))).toHaveLength(3);
  session.demo.setFault(parseFault('server-error@/Asset,after1'));
  const numbered = readTable(await session.ask(tool, { page_size: 100 }));
  expect(numbered.every((row) => /^#\d$/.test(row['status'] ?? ''))).toBe(true);
});

test('unknown and ambiguous names are errors that help on', async () => {
  await using session = await openSession();
  expect(await session.fail(tool, { type: 'Toaster' })).toStartWith(
    'No asset type is called "Toaster"; there are: Laptop (101)',
  );
  expect(await session.fail(tool, { site: 'Atlantis' })).toBe(
    'No site is called "Atlantis". get_client lists a client\'s sites',
  );
  expect(await session.fail(tool, { client: 42, site: 'Atlantis' })).toContain(
    'No site is called "Atlantis" at this client',
  );
  expect(await session.fail(tool, { client: 'Northfold' })).toContain('"Northfold" fits 3 clients');
});

test('a day that is none is refused', async () => {
  await using session = await openSession();
  expect(await session.fail(tool, { warranty_before: '2026-02-30' })).toContain('warranty_before');
});

test('a page past the end is empty and says so', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { page: 90 })).toBe(
    'assets: none on page 90, 379 in all, active only, by tag',
  );
});

test('an odd record is left out and counted', async () => {
  await using session = await openSession({ demo: { fault: parseFault('odd-record:username@/Asset') } });
  expect(await session.ask(tool, { page_size: 5 })).toContain('1 unreadable record left out (id ');
});

test('time that runs out gives a part that says so', async () => {
  await using session = await openSession({
    demo: { fault: parseFault('silent@/Asset,after2') },
    deadlineMs: 900,
  });
  expect(await session.ask(tool, { warranty_before: '2030-01-01' })).toMatch(
    /NOT COMPLETE: only [12]00 of 379 rows/,
  );
});

test('without the permission it says which to tick', async () => {
  await using session = await openSession({ demo: { fault: parseFault('forbidden:assets') } });
  expect(await session.fail(tool)).toContain('tick "read:assets"');
});
