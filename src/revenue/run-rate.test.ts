import { describe, expect, test } from 'bun:test';
import { aContract, aLine, aTemplate, poundsAndEuros } from '../testing/revenue-records.ts';
import { groupByContract } from './contracts.ts';
import { toCurrencies } from './currencies.ts';
import type { Contract, Template } from './records.ts';
import { type RunRate, readRunRate } from './run-rate.ts';

const today = '2026-06-30';

function read(templates: readonly Template[], contracts: readonly Contract[] = []): RunRate {
  return readRunRate(templates, contracts, {
    today,
    currencies: toCurrencies(poundsAndEuros),
    billedBy: groupByContract(templates),
  });
}

function monthlyOf(over: Partial<Template>): number | undefined {
  return read([aTemplate(over)]).sources[0]?.monthlyMinor;
}

function reasonFor(over: Partial<Template>): string | undefined {
  return read([aTemplate(over)]).leftOut[0]?.reason;
}

describe('a recurring invoice', () => {
  test('that is live counts by its lines, with its month and year', () => {
    expect(read([aTemplate()])).toEqual({
      sources: [
        {
          kind: 'recurring invoice',
          id: -101,
          label: 'Managed services',
          clientId: 7,
          clientName: 'Alder Dental',
          periodName: 'monthly',
          netMinor: 12000,
          monthlyMinor: 12000,
          yearlyMinor: 144000,
          currency: { code: 'GBP', digits: 2 },
        },
      ],
      foreign: [],
      leftOut: [],
      remarks: [],
    });
  });

  test('that is disabled, ended or not started is left out and named', () => {
    expect(reasonFor({ isDisabled: true })).toBe('disabled');
    expect(reasonFor({ endDate: '2026-06-29' })).toBe('ended');
    expect(reasonFor({ startDate: '2026-07-01' })).toBe('not started');
  });

  test('counts on its first and its last day, and when it has neither', () => {
    expect(monthlyOf({ startDate: today, endDate: today })).toBe(12000);
    expect(monthlyOf({ startDate: undefined, endDate: undefined })).toBe(12000);
  });

  test('that is one-time, or has a period code that is unknown or missing, is left out and named', () => {
    expect(reasonFor({ periodCode: 0 })).toBe('one-time');
    expect(reasonFor({ periodCode: 42 })).toBe('unknown period code 42');
    expect(reasonFor({ periodCode: undefined })).toBe('no period code');
  });

  test('that came without lines counts by its header, and this is remarked', () => {
    const { sources, remarks } = read([aTemplate({ lines: undefined, net: undefined })]);
    expect(sources[0]?.netMinor).toBe(12000);
    expect(remarks.map((each) => each.remark)).toEqual([
      'counted by its header, because it came without lines',
      'net taken as total less tax',
    ]);
    expect(monthlyOf({ lines: [] })).toBe(12000);
  });

  test('without lines or net is left out', () => {
    expect(reasonFor({ lines: [], net: undefined, tax: undefined })).toBe('no net amount');
  });

  test('without a header net still counts by its lines', () => {
    expect(monthlyOf({ net: undefined, total: undefined })).toBe(12000);
  });

  test('in euros counts in pounds and is named with its rate', () => {
    const { foreign } = read([aTemplate({ currency: { id: 2, rate: 1.16 } })]);
    expect(foreign).toMatchObject([{ id: -101, currency: { code: 'EUR' }, rate: 1.16, netMinor: 12000 }]);
  });
});

describe('a line of a recurring invoice', () => {
  test.each([
    ['is a group heading', { isGroupHeader: true }],
    ['is inactive', { isInactive: true }],
    ['is one-time', { isOneTime: true }],
    ['ended yesterday', { endDate: '2026-06-29' }],
    ['starts tomorrow', { startDate: '2026-07-01' }],
  ])('that %s charges nothing', (_, over) => {
    expect(monthlyOf({ lines: [aLine({ net: 40 }), aLine({ net: 99, ...over })] })).toBe(4000);
  });

  test('that begins and ends today charges', () => {
    expect(monthlyOf({ lines: [aLine({ net: 40, startDate: today, endDate: today })] })).toBe(4000);
  });

  test.each([undefined, 0, -1, 2])(
    'with period code %p follows its monthly recurring invoice',
    (periodCode) => {
      expect(monthlyOf({ lines: [aLine({ net: 40, periodCode })] })).toBe(4000);
    },
  );

  test('with another period than its recurring invoice is named and not used', () => {
    const { sources, leftOut } = read([
      aTemplate({ lines: [aLine({ net: 40 }), aLine({ id: 77, net: 600, periodCode: 3 })] }),
    ]);
    expect(sources[0]?.monthlyMinor).toBe(4000);
    expect(leftOut).toEqual([
      {
        kind: 'recurring invoice line',
        id: 77,
        label: 'Managed services',
        clientId: 7,
        clientName: 'Alder Dental',
        reason: 'own period differs from its recurring invoice',
        detail: '600.00 yearly on -101, monthly',
      },
    ]);
  });

  test('without an amount counts as 0, and this is remarked', () => {
    const { sources, remarks } = read([
      aTemplate({ lines: [aLine({ net: 40 }), aLine({ net: undefined })] }),
    ]);
    expect(sources[0]?.monthlyMinor).toBe(4000);
    expect(remarks[0]?.remark).toBe('a line without an amount counted as 0');
  });

  test('is rounded before its period is applied', () => {
    const { sources } = read([
      aTemplate({ periodCode: 1, lines: [aLine({ net: 0.114 }), aLine({ net: 0.114 })] }),
    ]);
    expect(sources[0]).toMatchObject({ netMinor: 22, monthlyMinor: 95, yearlyMinor: 1144 });
  });
});

describe('a contract', () => {
  function reasonForContract(contract: Partial<Contract>, ...templates: readonly Template[]) {
    const found = read(templates, [aContract(contract)]).leftOut.find((each) => each.kind === 'contract');
    return found?.detail ? `${found.reason}: ${found.detail}` : found?.reason;
  }

  test('that is live and charges by itself counts', () => {
    expect(read([], [aContract()]).sources).toMatchObject([
      { kind: 'contract', id: 31, label: 'CO-0031', netMinor: 5000, monthlyMinor: 5000, yearlyMinor: 60000 },
    ]);
  });

  test('counts on its first and its last day', () => {
    expect(reasonForContract({ startDate: today, endDate: today })).toBeUndefined();
  });

  test.each([
    [{ status: 4 }, 'expired'],
    [{ status: 1 }, 'not live (status 1)'],
    [{ status: undefined }, 'no status'],
    [{ endDate: '2026-06-29' }, 'past its end'],
    [{ startDate: '2026-07-01' }, 'not started'],
    [{ startDate: undefined, hasStarted: false }, 'not started'],
    [{ charge: 0 }, 'no charge of its own'],
    [{ charge: undefined }, 'no charge of its own'],
    [{ periodCode: 0 }, 'one-time'],
    [{ periodCode: 11 }, 'unknown period code 11'],
    [{ periodCode: undefined }, 'no period code'],
  ])('with %p is left out: %s', (over, reason) => {
    expect(reasonForContract(over)).toBe(reason);
  });

  test('without a start date goes by Halo’s own word', () => {
    expect(reasonForContract({ startDate: undefined, hasStarted: true })).toBeUndefined();
    expect(reasonForContract({ startDate: undefined })).toBeUndefined();
  });

  test('that a recurring invoice bills is not counted twice', () => {
    const templates = [aTemplate({ contractId: 31 })];
    expect(read(templates, [aContract()]).sources).toHaveLength(1);
    expect(reasonForContract({}, ...templates)).toBe('billed by a recurring invoice: -101');
  });

  test('that only a line of a recurring invoice names is billed by it too', () => {
    const lines = [aLine({ contractId: 31 }), aLine({ contractId: 31 })];
    expect(reasonForContract({}, aTemplate({ contractId: -1, lines }))).toBe(
      'billed by a recurring invoice: -101',
    );
  });

  test('whose recurring invoices are all dormant is not counted, and says so', () => {
    const disabled = aTemplate({ id: -103, contractId: 31, isDisabled: true });
    const ended = aTemplate({ id: -102, contractId: 31, endDate: '2025-12-31' });
    expect(reasonForContract({}, disabled, ended)).toBe(
      'its recurring invoice bills nothing now: -102 and -103 disabled and ended',
    );
    expect(reasonForContract({}, disabled, aTemplate({ contractId: 31 }))).toBe(
      'billed by a recurring invoice: -101',
    );
  });

  test.each([0, -1, undefined, 32])(
    'is not billed by a recurring invoice that names contract %p',
    (contractId) => {
      expect(reasonForContract({}, aTemplate({ contractId }))).toBeUndefined();
    },
  );
});
