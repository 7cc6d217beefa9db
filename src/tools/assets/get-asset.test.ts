import { describe, expect, test } from 'bun:test';
import { createDemoData } from '../../demo/data/demo-data.ts';
import { parseFault } from '../../demo/faults.ts';
import { readTable } from '../../testing/reply-table.ts';
import { openSession, testDay } from '../../testing/session.ts';

const tool = 'get_asset';

test('the whole reply', async () => {
  await using session = await openSession();
  expect(await session.ask(tool, { id: 'LAP-1003' })).toMatchSnapshot();
});

describe('which asset', () => {
  test('a tag, whatever its case, and its id are the same', async () => {
    await using session = await openSession();
    const byTag = await session.ask(tool, { id: 'srv-1030' });
    expect(byTag).toStartWith('Asset SRV-1030: ');
    expect(await session.ask(tool, { id: 731 })).toBe(byTag);
    expect(await session.ask(tool, { id: '731' })).toBe(byTag);
  });

  test('inactive ones are found too, and marked', async () => {
    await using session = await openSession();
    const [asset] = createDemoData({ date: testDay })
      .assets()
      .filter((each) => each.inactive);
    expect(await session.ask(tool, { id: asset?.inventory_number })).toContain('\ninactive: yes');
  });

  test('words that come near several assets list some of them', async () => {
    await using session = await openSession();
    expect(await session.fail(tool, { id: 'Corvale' })).toMatch(
      /^No asset has the tag "Corvale"\. \d+ come near it: LAP-1003, .*\(704\); .* and more\. Ask again with the id/,
    );
  });

  test('a tag or id that nothing has is an error that helps on, however Halo says so', async () => {
    await using session = await openSession();
    expect(await session.fail(tool, { id: 'no such tag' })).toBe(
      'No asset has the tag or id "no such tag", or this login may not see it. Look for a part of its name with list_assets and search',
    );
    expect(await session.fail(tool, { id: '99999' })).toContain('No asset has the tag or id "99999"');
    expect(await session.fail(tool, { id: 99_999 })).toContain('Halo has no asset 99999');
    for (const answer of ['404', '204', 'null', 'empty', 'zero']) {
      session.demo.setFault(parseFault(`missing:${answer}@/Asset`));
      expect(await session.fail(tool, { id: 731 })).toContain('Halo has no asset 731');
    }
  });
});

describe('open tickets', () => {
  test('that can not be read are not taken for none', async () => {
    await using session = await openSession({ demo: { fault: parseFault('forbidden:tickets') } });
    const reply = await session.ask(tool, { id: 704 });
    expect(reply).toContain('open tickets NOT READ (This API login may not read tickets');
    expect(reply).toContain('\nopen_tickets: not known');
  });

  test('of others are not taken for its own where Halo ignores the asset', async () => {
    await using session = await openSession({ demo: { fault: parseFault('ignores:asset_id@/Tickets') } });
    const reply = await session.ask(tool, { id: 704 });
    expect(reply).toContain('open tickets NOT READ (this version of Halo does not find tickets by asset)');
    expect(readTable(reply, 'newest open tickets')).toEqual([]);
  });
});

test('full gives Halo’s own record', async () => {
  await using session = await openSession();
  const [first, json] = (await session.ask(tool, { id: 'SRV-1030', full: true })).split('\n');
  expect(first).toMatch(/^Asset SRV-1030: .*, Halo's own record$/);
  expect(JSON.parse(json ?? '')).toMatchObject({ id: 731, inventory_number: 'SRV-1030' });
});
