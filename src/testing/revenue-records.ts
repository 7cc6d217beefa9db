import type { BilledDocument, BillingLine, Contract, CurrencyRow, Template } from '../revenue/records.ts';

/** Pounds are home; euros are the other currency. */
export const poundsAndEuros: readonly CurrencyRow[] = [
  { id: 1, code: 'GBP', symbol: '£', rate: 1 },
  { id: 2, code: 'EUR', symbol: '€', rate: 1.17 },
];

/** A posted invoice of 100.00 with one line that no recurring invoice made. */
export function aDocument(over: Partial<BilledDocument> = {}): BilledDocument {
  return {
    id: 5001,
    label: 'INV-5001',
    clientId: 7,
    clientName: 'Alder Dental',
    currency: { id: 1, code: 'GBP', rate: 1 },
    date: '2026-03-15',
    net: 100,
    tax: 20,
    total: 120,
    lines: [aLine({ net: 100 })],
    isPosted: true,
    isVoided: false,
    isSupplierBill: false,
    isRevenueRecognition: false,
    isTemplate: false,
    ...over,
  };
}

/** A real line of 10.00 that no recurring invoice made. */
export function aLine(over: Partial<BillingLine> = {}): BillingLine {
  return { id: 1, net: 10, isOneTime: false, isGroupHeader: false, isInactive: false, ...over };
}

/** A live monthly recurring invoice of 120.00 in one line. */
export function aTemplate(over: Partial<Template> = {}): Template {
  return {
    id: -101,
    label: 'Managed services',
    clientId: 7,
    clientName: 'Alder Dental',
    currency: { id: 1, code: 'GBP', rate: 1 },
    net: 120,
    tax: 24,
    total: 144,
    lines: [aLine({ net: 120 })],
    isDisabled: false,
    startDate: '2024-01-01',
    periodCode: 2,
    ...over,
  };
}

/** A live unlimited contract that charges 50.00 a month by itself. */
export function aContract(over: Partial<Contract> = {}): Contract {
  return {
    id: 31,
    label: 'CO-0031',
    clientId: 7,
    clientName: 'Alder Dental',
    status: 3,
    startDate: '2024-01-01',
    periodCode: 2,
    charge: 50,
    ...over,
  };
}
