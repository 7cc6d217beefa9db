import { addMonths, type CalendarDate, startOfMonth } from '../base/dates.ts';
import { type CountedDocument, type ForeignRecord, readDocuments } from './billed-documents.ts';
import type { LeftOut, Remark } from './check.ts';
import { groupByContract } from './contracts.ts';
import { type Currency, toCurrencies, unstatedCurrency } from './currencies.ts';
import type { BilledDocument, Contract, CurrencyRow, Template } from './records.ts';
import { type RunRateSource, readRunRate } from './run-rate.ts';
import { buildTables, type Tables } from './tables.ts';

/** Everything the breakdown is made from. The order of records never matters. */
export interface RevenueRecords {
  readonly documents: readonly BilledDocument[];
  readonly templates: readonly Template[];
  readonly contracts: readonly Contract[];
  /** Halo's whole currency table; empty when it couldn't be read. */
  readonly currencies: readonly CurrencyRow[];
}

/** Which days to add up, and the day on which the run rate holds. */
export interface RevenueWindow {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly today: CalendarDate;
  /** Only this client's figures. Recurring invoices of others still tell which contracts are billed already. */
  readonly clientId?: number | undefined;
}

/** Recurring and non-recurring revenue, net, and everything a reader needs to check it. */
export interface RevenueBreakdown {
  /** Missing when it is unclear; then there is one section a document currency. */
  readonly homeCurrency: Currency | undefined;
  /** One in home currency; else one each currency, by code, unstated last. Never added across. */
  readonly sections: readonly RevenueSection[];
  /** Counted in home currency although they state another one. */
  readonly foreign: readonly ForeignRecord[];
  readonly billedForAnother: readonly BilledForAnother[];
  readonly leftOut: readonly LeftOut[];
  readonly remarks: readonly Remark[];
  readonly documents: RecordCount & { readonly outsideWindow: number };
  readonly templates: RecordCount;
  readonly contracts: RecordCount;
}

/** The figures of one currency. */
export interface RevenueSection extends Tables {
  readonly currency: Currency;
  /** What the run rate is made of, largest yearly equivalent first, then by id. */
  readonly sources: readonly RunRateSource[];
}

/** How many records came and how many of them are in the figures. */
export interface RecordCount {
  readonly read: number;
  readonly counted: number;
}

/** A document that was first raised for another client than the one that is billed. */
export interface BilledForAnother {
  readonly id: number;
  readonly label: string;
  readonly clientId: number;
  readonly clientName: string;
  readonly originalClientId: number;
  readonly originalClientName: string;
  readonly totalMinor: number;
  readonly currency: Currency;
}

/** Breaks revenue down: billed in the window by client, month and both, and the run rate on `today`. */
export function breakDownRevenue(all: RevenueRecords, window: RevenueWindow): RevenueBreakdown {
  const { from, to, today, clientId } = window;
  const currencies = toCurrencies(all.currencies);
  const billedBy = groupByContract(all.templates);
  const isAsked = (record: { readonly clientId: number }) =>
    clientId === undefined || record.clientId === clientId;
  const records = {
    documents: all.documents.filter(isAsked),
    templates: all.templates.filter(isAsked),
    contracts: all.contracts.filter(isAsked),
  };
  const billed = readDocuments(records.documents, { from, to, currencies });
  const runRate = readRunRate(records.templates, records.contracts, { today, currencies, billedBy });
  const ofKind = (kind: RunRateSource['kind']) => runRate.sources.filter((each) => each.kind === kind).length;

  return {
    homeCurrency: currencies.home,
    sections: buildSections(billed.counted, runRate.sources, listMonths(from, to), currencies.home),
    foreign: [...billed.foreign, ...runRate.foreign].sort(byId),
    billedForAnother: billed.counted.flatMap(findBilledForAnother).sort(byId),
    leftOut: [...billed.leftOut, ...runRate.leftOut].sort(byId),
    remarks: [...billed.remarks, ...runRate.remarks].sort(byId),
    documents: {
      read: records.documents.length,
      counted: billed.counted.length,
      outsideWindow: billed.outsideWindow,
    },
    templates: { read: records.templates.length, counted: ofKind('recurring invoice') },
    contracts: { read: records.contracts.length, counted: ofKind('contract') },
  };
}

/** The months from one day to another, `YYYY-MM`, both included. */
export function listMonths(from: CalendarDate, to: CalendarDate): readonly string[] {
  const months: string[] = [];
  for (let day = startOfMonth(from); day <= to; day = addMonths(day, 1)) months.push(day.slice(0, 7));
  return months;
}

function buildSections(
  counted: readonly CountedDocument[],
  sources: readonly RunRateSource[],
  months: readonly string[],
  home: Currency | undefined,
): readonly RevenueSection[] {
  const used = new Map([...counted, ...sources].map(({ currency }) => [currency.code, currency]));
  if (home) used.set(home.code, home);
  return [...used.values()].sort(byCode).map((currency) => {
    const own = sources.filter((each) => each.currency.code === currency.code);
    const documents = counted.filter((each) => each.currency.code === currency.code);
    return {
      currency,
      ...buildTables(documents, own, months),
      sources: own.toSorted((a, b) => b.yearlyMinor - a.yearlyMinor || a.id - b.id),
    };
  });
}

// What states no currency comes last.
function byCode(a: Currency, b: Currency): number {
  const isUnstated = (each: Currency) => Number(each.code === unstatedCurrency.code);
  return isUnstated(a) - isUnstated(b) || a.code.localeCompare(b.code);
}

function findBilledForAnother({ document, amounts, currency }: CountedDocument): readonly BilledForAnother[] {
  const { id, label, clientId, clientName, originalClientId = 0, originalClientName = '' } = document;
  if (originalClientId <= 0 || originalClientId === clientId) return [];
  const { totalMinor } = amounts;
  return [{ id, label, clientId, clientName, originalClientId, originalClientName, totalMinor, currency }];
}

function byId(
  a: { readonly kind?: string; readonly id: number },
  b: { readonly kind?: string; readonly id: number },
) {
  return (a.kind ?? '').localeCompare(b.kind ?? '') || a.id - b.id;
}
