import { describe, expect, test } from 'bun:test';
import { aDocument, aLine } from '../testing/revenue-records.ts';
import { toAmounts } from './amounts.ts';
import { type DocumentReading, findOwnNet, readDocument } from './billed.ts';
import type { BilledDocument } from './records.ts';

function read(over: Partial<BilledDocument>): DocumentReading {
  return readDocument(aDocument(over), 2);
}

function counted(
  parts: Parameters<typeof toAmounts>[0],
  remarks: Extract<DocumentReading, { kind: 'counted' }>['remarks'] = [],
): DocumentReading {
  return { kind: 'counted', amounts: toAmounts(parts), remarks };
}

const unallocated = 'its lines do not add up to its net; the difference is unallocated';

describe('an invoice with lines', () => {
  test('is split line by line: made from a recurring invoice or not', () => {
    const lines = [aLine({ net: 80, recurringInvoiceId: -101 }), aLine({ net: 20, recurringInvoiceId: -1 })];
    expect(read({ lines })).toEqual(counted({ recurringMinor: 8000, nonRecurringMinor: 2000 }));
  });

  test.each([undefined, 0, -1, 14])(
    'a line with recurring invoice id %p is not recurring',
    (recurringInvoiceId) => {
      const lines = [aLine({ net: 100, recurringInvoiceId })];
      expect(read({ lines })).toEqual(counted({ nonRecurringMinor: 10000 }));
    },
  );

  test('a one-time line of a recurring invoice is not recurring', () => {
    const lines = [aLine({ net: 100, recurringInvoiceId: -101, isOneTime: true })];
    expect(read({ lines })).toEqual(counted({ nonRecurringMinor: 10000 }));
  });

  test('a discount line stays in its own class', () => {
    const lines = [
      aLine({ net: 90, recurringInvoiceId: -101 }),
      aLine({ net: -10, recurringInvoiceId: -101 }),
      aLine({ net: 25 }),
      aLine({ net: -5 }),
    ];
    expect(read({ lines })).toEqual(counted({ recurringMinor: 8000, nonRecurringMinor: 2000 }));
  });

  test('group headings and inactive lines charge nothing', () => {
    const lines = [
      aLine({ net: 100 }),
      aLine({ net: 100, isGroupHeader: true }),
      aLine({ net: 55, isInactive: true, recurringInvoiceId: -101 }),
    ];
    expect(read({ lines })).toEqual(counted({ nonRecurringMinor: 10000 }));
  });

  test('what the header says beyond its lines is unallocated, up or down', () => {
    expect(read({ net: 100.01 })).toEqual(
      counted({ nonRecurringMinor: 10000, unallocatedMinor: 1 }, [unallocated]),
    );
    expect(read({ net: 60 })).toEqual(
      counted({ nonRecurringMinor: 10000, unallocatedMinor: -4000 }, [unallocated]),
    );
  });

  test('with nothing but group headings is wholly unallocated', () => {
    expect(read({ lines: [aLine({ isGroupHeader: true })] })).toEqual(
      counted({ unallocatedMinor: 10000 }, [unallocated]),
    );
  });

  test('each line is rounded when read', () => {
    const lines = [aLine({ net: 0.005 }), aLine({ net: 0.005 })];
    expect(read({ net: 0.01, lines })).toEqual(
      counted({ nonRecurringMinor: 2, unallocatedMinor: -1 }, [unallocated]),
    );
  });

  test('a line without an amount counts as 0, and this is remarked', () => {
    const lines = [aLine({ net: undefined }), aLine({ net: 60 })];
    expect(read({ lines })).toEqual(
      counted({ nonRecurringMinor: 6000, unallocatedMinor: 4000 }, [
        'a line without an amount counted as 0',
        unallocated,
      ]),
    );
  });

  test('whose header says recurring while no line does goes by its lines, and this is remarked', () => {
    expect(read({ recurringInvoiceId: -101 })).toEqual(
      counted({ nonRecurringMinor: 10000 }, ['made from a recurring invoice, but no line of it says so']),
    );
  });
});

describe('an invoice without lines', () => {
  test.each([[undefined], [[]]])('(%p) is split by its header', (lines) => {
    const remarks = ['split by its header, because it came without lines'] as const;
    expect(read({ lines, recurringInvoiceId: -101 })).toEqual(counted({ recurringMinor: 10000 }, remarks));
    expect(read({ lines, recurringInvoiceId: -1 })).toEqual(counted({ nonRecurringMinor: 10000 }, remarks));
    expect(read({ lines })).toEqual(counted({ nonRecurringMinor: 10000 }, remarks));
  });

  test('and without any net amount is left out', () => {
    expect(read({ lines: [], net: undefined, total: undefined })).toEqual({
      kind: 'left out',
      reason: 'no net amount',
    });
  });
});

describe('a missing header net', () => {
  test('is total less tax', () => {
    expect(read({ net: undefined, total: 132, tax: 22 })).toEqual(
      counted({ nonRecurringMinor: 10000, unallocatedMinor: 1000 }, [
        'net taken as total less tax',
        unallocated,
      ]),
    );
  });

  test('is the sum of the lines where total or tax is missing too', () => {
    const expected = counted({ nonRecurringMinor: 10000 }, ['net taken from its lines']);
    expect(read({ net: undefined, tax: undefined })).toEqual(expected);
    expect(read({ net: undefined, total: undefined })).toEqual(expected);
  });
});

describe('a credit note', () => {
  test('is a document below zero, wholly, whatever its lines say', () => {
    const lines = [aLine({ net: -80, recurringInvoiceId: -101 }), aLine({ net: -10 })];
    expect(read({ net: -100, lines })).toEqual(counted({ creditsMinor: -10000 }));
  });

  test('is a document linked to an invoice', () => {
    expect(read({ net: 0, lines: [], creditLinkedToInvoiceId: 4990 })).toEqual(counted({ creditsMinor: 0 }));
  });

  test('with an amount above zero is counted as sent, and this is remarked', () => {
    expect(read({ creditLinkedToInvoiceId: 4990 })).toEqual(
      counted({ creditsMinor: 10000 }, ['credit note with an amount above zero, counted as sent']),
    );
  });

  test.each([0, -1])('is not a document whose link is %p', (creditLinkedToInvoiceId) => {
    expect(read({ creditLinkedToInvoiceId })).toEqual(counted({ nonRecurringMinor: 10000 }));
  });

  test('without a header net goes by its lines', () => {
    expect(read({ net: undefined, total: undefined, lines: [aLine({ net: -30 })] })).toEqual(
      counted({ creditsMinor: -3000 }, ['net taken from its lines']),
    );
  });
});

describe('what is billed', () => {
  test.each([
    [{ isVoided: true }, 'voided'],
    [{ isSupplierBill: true }, 'supplier bill'],
    [{ isRevenueRecognition: true }, 'revenue recognition'],
    [{ isTemplate: true }, 'recurring invoice among the invoices'],
  ])('leaves out %p as %p', (over, reason) => {
    expect(read(over)).toEqual({ kind: 'left out', reason });
  });

  test('has invoices that are not posted yet, remarked', () => {
    expect(read({ isPosted: false })).toEqual(counted({ nonRecurringMinor: 10000 }, ['not posted yet']));
  });
});

describe('a document’s net in its own currency', () => {
  test('is the sum of what its real lines send', () => {
    const lines = [aLine({ ownNet: 11.7 }), aLine({ ownNet: 0.3 }), aLine({ ownNet: 99, isInactive: true })];
    expect(findOwnNet(aDocument({ lines }), 2)).toBe(1200);
  });

  test('is unknown when one real line sends none, or when there are no lines', () => {
    expect(findOwnNet(aDocument({ lines: [aLine({ ownNet: 11.7 }), aLine()] }), 2)).toBeUndefined();
    expect(findOwnNet(aDocument({ lines: [] }), 2)).toBeUndefined();
  });
});
