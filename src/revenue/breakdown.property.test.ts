import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { poundsAndEuros } from '../testing/revenue-records.ts';
import { addAmounts, type BilledAmounts } from './amounts.ts';
import { breakDownRevenue, type RevenueRecords } from './breakdown.ts';
import { sum } from './money.ts';
import type { BillingLine } from './records.ts';

const window = { from: '2025-02-10', to: '2026-01-20', today: '2026-01-25' };

const day = fc
  .integer({ min: 0, max: 500 })
  .map((days) => new Date(Date.UTC(2025, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
const money = fc.oneof(
  fc.integer({ min: -500_000, max: 5_000_000 }).map((minor) => minor / 100),
  fc.double({ min: -5_000, max: 50_000, noNaN: true }),
  fc.constantFrom(0, -0, 1.005, 0.005),
);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 6 });
const rarely = fc.integer({ min: 0, max: 9 }).map((number) => number === 0);
const periodCode = maybe(fc.integer({ min: -1, max: 11 }));
const currency = fc.constantFrom(
  {},
  { id: 1, code: 'GBP', rate: 1 },
  { id: 2, code: 'EUR', rate: 1.17 },
  { code: 'JPY', rate: 190 },
);
const line: fc.Arbitrary<BillingLine> = fc.record({
  // Ids are unique in Halo; without the bias towards small numbers they are here too.
  id: fc.noBias(fc.integer({ min: 1, max: 2_000_000_000 })),
  net: maybe(money),
  ownNet: maybe(money),
  recurringInvoiceId: maybe(fc.integer({ min: -12, max: 1 })),
  contractId: maybe(fc.integer({ min: -1, max: 8 })),
  periodCode,
  startDate: maybe(day),
  endDate: maybe(day),
  isOneTime: rarely,
  isGroupHeader: rarely,
  isInactive: rarely,
});
const header = {
  label: fc.constant('label'),
  clientId: fc.integer({ min: 1, max: 6 }),
  clientName: fc.constantFrom('', 'Alder', 'Birch'),
  currency,
  net: maybe(money),
  tax: maybe(money),
  total: maybe(money),
  lines: maybe(fc.array(line, { maxLength: 5 })),
};
const document = fc.record({
  ...header,
  id: fc.integer({ min: 1, max: 1_000_000 }),
  date: fc.oneof({ weight: 9, arbitrary: day }, fc.constant('')),
  recurringInvoiceId: maybe(fc.integer({ min: -12, max: 1 })),
  creditLinkedToInvoiceId: fc.constantFrom(undefined, undefined, undefined, 0, -1, 12),
  originalClientId: fc.constantFrom(undefined, 1, 2, -1),
  isPosted: fc.boolean(),
  isVoided: rarely,
  isSupplierBill: rarely,
  isRevenueRecognition: rarely,
  isTemplate: rarely,
});
const template = fc.record({
  ...header,
  id: fc.integer({ min: -1_000_000, max: -2 }),
  contractId: maybe(fc.integer({ min: -1, max: 8 })),
  isDisabled: rarely,
  startDate: maybe(day),
  endDate: maybe(day),
  periodCode,
});
const contract = fc.record({
  id: fc.integer({ min: 1, max: 30 }),
  label: fc.constant('CO-1'),
  clientId: fc.integer({ min: 1, max: 6 }),
  clientName: fc.constantFrom('Alder', 'Birch'),
  status: maybe(fc.constantFrom(3, 3, 3, 4, 1)),
  startDate: maybe(day),
  hasStarted: maybe(fc.boolean()),
  endDate: maybe(day),
  periodCode,
  charge: maybe(money),
});
const byId = { selector: (each: { readonly id: number }) => each.id };
const records: fc.Arbitrary<RevenueRecords> = fc.record({
  documents: fc.uniqueArray(document, { ...byId, maxLength: 25 }),
  templates: fc.uniqueArray(template, { ...byId, maxLength: 10 }),
  contracts: fc.uniqueArray(contract, { ...byId, maxLength: 10 }),
  currencies: fc.constantFrom(poundsAndEuros, []),
});

const parts = ({
  recurringMinor,
  nonRecurringMinor,
  creditsMinor,
  unallocatedMinor,
  totalMinor,
}: BilledAmounts) => ({
  recurringMinor,
  nonRecurringMinor,
  creditsMinor,
  unallocatedMinor,
  totalMinor,
});

test('the four parts make the total, in every row of every view', () => {
  fc.assert(
    fc.property(records, (given) => {
      for (const { totals, clients, months, clientMonths } of breakDownRevenue(given, window).sections) {
        for (const row of [totals, ...clients, ...months, ...clientMonths]) {
          const { recurringMinor, nonRecurringMinor, creditsMinor, unallocatedMinor, totalMinor } = row;
          expect(recurringMinor + nonRecurringMinor + creditsMinor + unallocatedMinor).toBe(totalMinor);
        }
      }
    }),
  );
});

test('every view adds up to the same totals, column by column', () => {
  fc.assert(
    fc.property(records, (given) => {
      for (const { totals, clients, months, clientMonths, sources } of breakDownRevenue(given, window)
        .sections) {
        expect(addAmounts(clients)).toEqual(parts(totals));
        expect(addAmounts(months)).toEqual(parts(totals));
        expect(addAmounts(clientMonths)).toEqual(parts(totals));
        for (const rows of [clients, sources]) {
          expect(sum(rows.map((row) => row.monthlyMinor))).toBe(totals.monthlyMinor);
          expect(sum(rows.map((row) => row.yearlyMinor))).toBe(totals.yearlyMinor);
        }
      }
    }),
  );
});

test('a client’s months add up to its row, and a month’s clients to that month', () => {
  fc.assert(
    fc.property(records, (given) => {
      for (const { clients, months, clientMonths } of breakDownRevenue(given, window).sections) {
        for (const client of clients) {
          expect(addAmounts(clientMonths.filter((row) => row.clientId === client.clientId))).toEqual(
            parts(client),
          );
        }
        for (const month of months) {
          expect(addAmounts(clientMonths.filter((row) => row.month === month.month))).toEqual(parts(month));
        }
      }
    }),
  );
});

test('the order in which records come never matters', () => {
  const shuffled = records.chain((given) =>
    fc.record({
      given: fc.constant(given),
      documents: fc.shuffledSubarray([...given.documents], { minLength: given.documents.length }),
      templates: fc.shuffledSubarray([...given.templates], { minLength: given.templates.length }),
      contracts: fc.shuffledSubarray([...given.contracts], { minLength: given.contracts.length }),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ given, ...reordered }) => {
      expect(breakDownRevenue({ ...given, ...reordered }, window)).toEqual(breakDownRevenue(given, window));
    }),
  );
});

test('every record is counted, left out by name, or outside the window', () => {
  fc.assert(
    fc.property(records, (given) => {
      const { documents, templates, contracts, leftOut } = breakDownRevenue(given, window);
      const named = (kind: string) => leftOut.filter((each) => each.kind === kind).length;
      expect(documents.counted + documents.outsideWindow + named('invoice')).toBe(given.documents.length);
      expect(templates.counted + named('recurring invoice')).toBe(given.templates.length);
      expect(contracts.counted + named('contract')).toBe(given.contracts.length);
    }),
  );
});

test('one client alone has the same figures as its row among all', () => {
  fc.assert(
    fc.property(records, (given) => {
      const all = breakDownRevenue(given, window);
      const ofFirst = <Row extends { readonly clientId: number }>(rows: readonly Row[]) =>
        rows.filter((row) => row.clientId === 1);
      const alone = breakDownRevenue(given, { ...window, clientId: 1 });
      const figures = (breakdown: typeof all) =>
        breakdown.sections.flatMap(({ currency: { code }, clients }) =>
          ofFirst(clients).map(({ clientName: _, ...row }) => ({ code, ...row })),
        );
      expect(figures(alone)).toEqual(figures(all));
    }),
  );
});
