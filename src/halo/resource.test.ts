import { describe, expect, test } from 'bun:test';
import { parseFault } from '../demo/faults.ts';
import { openSession } from '../testing/session.ts';

describe('a Halo that ignores paging and sends everything at once', () => {
  test('shows the page that was asked for', async () => {
    await using session = await openSession({ demo: { fault: parseFault('no-paging') } });
    const all = await session.ask('list_reports');
    const second = await session.ask('list_reports', { page: 2, page_size: 10 });
    expect(second).toStartWith('reports 11–18 of 18');
    expect(second.split('\n').slice(2)).toEqual(all.split('\n').slice(12));
  });

  test('has nothing on a page past the end', async () => {
    await using session = await openSession({ demo: { fault: parseFault('no-paging') } });
    expect(await session.ask('list_reports', { page: 2 })).toStartWith('reports: none on page 2, 18 in all');
  });
});
