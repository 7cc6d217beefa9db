import type { ForeignRecord } from '../../revenue/billed-documents.ts';
import type { BilledForAnother, RevenueSection } from '../../revenue/breakdown.ts';
import { groupBy } from '../../revenue/group.ts';
import { sum } from '../../revenue/money.ts';
import type { RunRateSource } from '../../revenue/run-rate.ts';
import type { BilledRow, ClientMonthRow, ClientRow, MonthRow, TotalsRow } from '../../revenue/tables.ts';
import type { Row } from '../answer.ts';
import { toCell } from './billing-money.ts';

/** Whether rows name their currency, and whether the run rate is known. */
export interface RevenueColumns {
  readonly withCurrency: boolean;
  readonly withRunRate: boolean;
}

export function toTotalsRow(section: RevenueSection, columns: RevenueColumns): Row {
  return { ...currencyOf(section, columns), ...toFigures(section.totals, section, columns) };
}

export function toClientRow(row: ClientRow, section: RevenueSection, columns: RevenueColumns): Row {
  return {
    clientId: row.clientId,
    client: row.clientName,
    ...currencyOf(section, columns),
    ...toFigures(row, section, columns),
  };
}

export function toMonthRow(row: MonthRow, section: RevenueSection, columns: RevenueColumns): Row {
  return { month: row.month, ...currencyOf(section, columns), ...toBilled(row, section) };
}

export function toClientMonthRow(row: ClientMonthRow, section: RevenueSection, columns: RevenueColumns): Row {
  return {
    clientId: row.clientId,
    client: row.clientName,
    month: row.month,
    ...currencyOf(section, columns),
    ...toBilled(row, section),
  };
}

/** Billed months as rows of figures, a column each month: recurring, non-recurring, and so on where there is any, then total. */
export function toMonthFigures(section: RevenueSection, columns: RevenueColumns): readonly Row[] {
  const rows = [
    ['recurring', 'recurringMinor'],
    ['non_recurring', 'nonRecurringMinor'],
    ['credits', 'creditsMinor'],
    ['unallocated', 'unallocatedMinor'],
    ['total', 'totalMinor'],
  ] as const;
  return rows
    .filter(([name, key]) => name === 'total' || section.months.some((month) => month[key] !== 0))
    .map(([name, key]) => ({
      billed: name,
      ...currencyOf(section, columns),
      ...Object.fromEntries(
        section.months.map((month) => [month.month, toCell(month[key], section.currency.digits)]),
      ),
    }));
}

/** A recurring invoice or contract that makes up the run rate. */
export function toSourceRow(source: RunRateSource, columns: RevenueColumns): Row {
  const { digits, code } = source.currency;
  return {
    what: source.kind,
    id: source.id,
    name: source.label,
    period: source.periodName,
    ...(columns.withCurrency ? { currency: code } : {}),
    netPerPeriod: toCell(source.netMinor, digits),
    monthlyEquivalent: toCell(source.monthlyMinor, digits),
    yearlyEquivalent: toCell(source.yearlyMinor, digits),
  };
}

/** A record in another currency; its net in home currency, and in its own where Halo sends it. */
export function toForeignRow(record: ForeignRecord, homeDigits: number): Row {
  return {
    what: record.kind,
    id: record.id,
    name: record.label,
    client: record.clientName,
    currency: record.currency.code,
    rate: record.rate,
    net: toCell(record.netMinor, homeDigits),
    ownNet: toCell(record.ownNetMinor, record.currency.digits),
  };
}

/** Invoices first raised for another client, added up by who was billed for whom. */
export function toBilledForAnotherRows(records: readonly BilledForAnother[]): readonly Row[] {
  const pairs = groupBy(records, (each) => `${each.clientId} ${each.originalClientId} ${each.currency.code}`);
  return [...pairs.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [
      {
        billedClientId: first.clientId,
        billedClient: first.clientName,
        raisedForId: first.originalClientId,
        raisedFor: first.originalClientName,
        invoices: group.length,
        total: toCell(sum(group.map((each) => each.totalMinor)), first.currency.digits),
        invoiceIds: group.map((each) => each.id).join(' '),
      },
    ];
  });
}

function toFigures(row: TotalsRow, section: RevenueSection, columns: RevenueColumns): Row {
  const { digits } = section.currency;
  return {
    ...toBilled(row, section),
    mrr: columns.withRunRate ? toCell(row.monthlyMinor, digits) : undefined,
    arr: columns.withRunRate ? toCell(row.yearlyMinor, digits) : undefined,
  };
}

// Credits and unallocated are rare: a column of zeros would only be in the way.
function toBilled(row: BilledRow, section: RevenueSection): Row {
  const { digits } = section.currency;
  return {
    recurring: toCell(row.recurringMinor, digits),
    nonRecurring: toCell(row.nonRecurringMinor, digits),
    credits: toCell(row.creditsMinor || undefined, digits),
    unallocated: toCell(row.unallocatedMinor || undefined, digits),
    total: toCell(row.totalMinor, digits),
    recurringSharePercent: toCell(row.recurringShare, 1),
  };
}

function currencyOf(section: RevenueSection, columns: RevenueColumns): Row {
  return columns.withCurrency ? { currency: section.currency.code } : {};
}
