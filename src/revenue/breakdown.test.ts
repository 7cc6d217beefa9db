import { describe, expect, test } from 'bun:test';
import { aContract, aDocument, aLine, aTemplate, poundsAndEuros } from '../testing/revenue-records.ts';
import { breakDownRevenue, listMonths, type RevenueBreakdown, type RevenueRecords } from './breakdown.ts';

const window = { from: '2026-01-01', to: '2026-03-31', today: '2026-04-10' };

function breakDown(records: Partial<RevenueRecords>): RevenueBreakdown {
  const nothing = { documents: [], templates: [], contracts: [], currencies: poundsAndEuros };
  return breakDownRevenue({ ...nothing, ...records }, window);
}

const recurring = [aLine({ net: 300, recurringInvoiceId: -101 })];

test('a small business, in every view', () => {
  const { sections } = breakDown({
    documents: [
      aDocument({ id: 1, date: '2026-01-31', net: 300, lines: recurring }),
      aDocument({ id: 2, date: '2026-03-01' }),
      aDocument({ id: 3, date: '2026-03-31', net: -40, lines: [] }),
      aDocument({
        id: 4,
        clientId: 9,
        clientName: 'Birch Law',
        date: '2026-01-01',
        net: 500,
        lines: recurring,
      }),
    ],
    templates: [aTemplate()],
    contracts: [aContract({ clientId: 11, clientName: 'Cedar School' })],
  });
  expect(sections).toHaveLength(1);
  const { currency, totals, clients, months, clientMonths, sources } = sections[0] ?? {};
  expect(currency).toEqual({ code: 'GBP', digits: 2 });
  expect(totals).toEqual({
    recurringMinor: 60000,
    nonRecurringMinor: 10000,
    creditsMinor: -4000,
    unallocatedMinor: 20000,
    totalMinor: 86000,
    recurringShare: 857,
    monthlyMinor: 17000,
    yearlyMinor: 204000,
  });
  expect(
    clients?.map((row) => [row.clientName, row.totalMinor, row.recurringShare, row.monthlyMinor]),
  ).toEqual([
    ['Birch Law', 50000, 1000, 0],
    ['Alder Dental', 36000, 750, 12000],
    ['Cedar School', 0, undefined, 5000],
  ]);
  expect(months?.map((row) => [row.month, row.totalMinor, row.creditsMinor])).toEqual([
    ['2026-01', 80000, 0],
    ['2026-02', 0, 0],
    ['2026-03', 6000, -4000],
  ]);
  expect(clientMonths?.map((row) => [row.clientName, row.month, row.totalMinor])).toEqual([
    ['Birch Law', '2026-01', 50000],
    ['Alder Dental', '2026-01', 30000],
    ['Alder Dental', '2026-03', 6000],
  ]);
  expect(sources?.map((each) => [each.id, each.yearlyMinor])).toEqual([
    [-101, 144000],
    [31, 60000],
  ]);
});

describe('clients', () => {
  test('with the same total come by id', () => {
    const { sections } = breakDown({
      documents: [aDocument({ id: 1, clientId: 9 }), aDocument({ id: 2, clientId: 8 })],
    });
    expect(sections[0]?.clients.map((row) => row.clientId)).toEqual([8, 9]);
  });

  test('have the name on their recurring invoice or contract, else on their newest document', () => {
    const renamed = [
      aDocument({ id: 2, clientName: 'New name', date: '2026-03-02' }),
      aDocument({ id: 1, clientName: 'Old name', date: '2026-03-01' }),
      aDocument({ id: 3, clientName: '', date: '2026-03-03' }),
    ];
    expect(breakDown({ documents: renamed }).sections[0]?.clients[0]?.clientName).toBe('New name');
    const templates = [aTemplate({ clientName: 'Newest name' })];
    expect(breakDown({ documents: renamed, templates }).sections[0]?.clients[0]?.clientName).toBe(
      'Newest name',
    );
  });

  test('billed for another client are named, and the invoice belongs to the client on it', () => {
    const { sections, billedForAnother } = breakDown({
      documents: [
        aDocument({ originalClientId: 12, originalClientName: 'Dogwood Nursery' }),
        aDocument({ id: 5002, originalClientId: 7 }),
        aDocument({ id: 5003, originalClientId: -1 }),
      ],
    });
    expect(sections[0]?.clients.map((row) => row.clientId)).toEqual([7]);
    expect(billedForAnother).toMatchObject([
      {
        id: 5001,
        clientId: 7,
        originalClientId: 12,
        originalClientName: 'Dogwood Nursery',
        totalMinor: 10000,
      },
    ]);
  });
});

describe('the window', () => {
  test('has both its days in it, and what lies outside is only counted', () => {
    const { documents, leftOut } = breakDown({
      documents: [
        aDocument({ id: 1, date: '2025-12-31' }),
        aDocument({ id: 2, date: '2026-01-01' }),
        aDocument({ id: 3, date: '2026-03-31' }),
        aDocument({ id: 4, date: '2026-04-01', isVoided: true }),
      ],
    });
    expect(documents).toEqual({ read: 4, counted: 2, outsideWindow: 2 });
    expect(leftOut).toEqual([]);
  });

  test('leaves out a document without a date', () => {
    expect(breakDown({ documents: [aDocument({ date: '' })] }).leftOut).toMatchObject([
      { kind: 'invoice', id: 5001, reason: 'no invoice date' },
    ]);
  });

  test('lists its months, also over the turn of a year', () => {
    expect(listMonths('2025-11-30', '2026-02-01')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(listMonths('2026-05-10', '2026-05-09')).toEqual(['2026-05']);
  });
});

describe('the check', () => {
  test('says how many of each kind were read and counted, and names the rest by id and reason', () => {
    const { documents, templates, contracts, leftOut, remarks } = breakDown({
      documents: [
        aDocument({ id: 2, isVoided: true }),
        aDocument({ id: 1, isSupplierBill: true }),
        aDocument({ id: 3, lines: [] }),
      ],
      templates: [aTemplate(), aTemplate({ id: -102, isDisabled: true })],
      contracts: [aContract({ status: 4 })],
    });
    expect(documents).toEqual({ read: 3, counted: 1, outsideWindow: 0 });
    expect(templates).toEqual({ read: 2, counted: 1 });
    expect(contracts).toEqual({ read: 1, counted: 0 });
    expect(leftOut.map((each) => [each.kind, each.id, each.reason])).toEqual([
      ['contract', 31, 'expired'],
      ['invoice', 1, 'supplier bill'],
      ['invoice', 2, 'voided'],
      ['recurring invoice', -102, 'disabled'],
    ]);
    expect(remarks).toEqual([
      {
        kind: 'invoice',
        id: 3,
        label: 'INV-5001',
        remark: 'split by its header, because it came without lines',
      },
    ]);
  });
});

describe('currencies', () => {
  const euro = { id: 2, code: 'EUR', rate: 1.17 };

  test('other than home are counted in home currency and named with rate and own net', () => {
    const { homeCurrency, sections, foreign } = breakDown({
      documents: [aDocument({ currency: euro, lines: [aLine({ net: 100, ownNet: 117 })] })],
      templates: [aTemplate({ currency: euro })],
    });
    expect(homeCurrency).toEqual({ code: 'GBP', digits: 2 });
    expect(sections[0]?.totals.totalMinor).toBe(10000);
    expect(foreign).toMatchObject([
      {
        kind: 'invoice',
        id: 5001,
        currency: { code: 'EUR' },
        rate: 1.17,
        netMinor: 10000,
        ownNetMinor: 11700,
      },
      { kind: 'recurring invoice', id: -101, currency: { code: 'EUR' }, rate: 1.17, netMinor: 12000 },
    ]);
  });

  test('are kept apart and never added when the home currency is unclear', () => {
    const { homeCurrency, sections, foreign } = breakDown({
      currencies: [],
      documents: [
        aDocument(),
        aDocument({ id: 2, currency: { code: 'EUR' } }),
        aDocument({ id: 3, currency: {} }),
      ],
      templates: [aTemplate({ currency: { code: 'JPY' }, lines: [aLine({ net: 1200.5 })] })],
      contracts: [aContract()],
    });
    expect(homeCurrency).toBeUndefined();
    expect(foreign).toEqual([]);
    expect(
      sections.map(({ currency, totals }) => [currency.code, totals.totalMinor, totals.monthlyMinor]),
    ).toEqual([
      ['EUR', 10000, 0],
      ['GBP', 10000, 0],
      ['JPY', 0, 1201],
      ['currency not stated', 10000, 5000],
    ]);
  });
});

test('nothing at all is one empty section in home currency', () => {
  const { sections } = breakDown({});
  expect(sections[0]?.clients).toEqual([]);
  expect(sections[0]?.totals).toMatchObject({ totalMinor: 0, yearlyMinor: 0 });
  expect(breakDown({ currencies: [] }).sections).toEqual([]);
});
