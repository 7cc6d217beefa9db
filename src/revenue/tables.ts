import { addAmounts, type BilledAmounts } from './amounts.ts';
import type { CountedDocument } from './billed-documents.ts';
import { groupBy } from './group.ts';
import { sum } from './money.ts';
import type { RunRateSource } from './run-rate.ts';
import { findRecurringShare } from './share.ts';

/** Billed amounts with the recurring share in tenths of a percent; missing where it makes no sense. */
export interface BilledRow extends BilledAmounts {
  readonly recurringShare: number | undefined;
}

/** A client: billed in the window, and the run rate now. */
export interface ClientRow extends BilledRow {
  readonly clientId: number;
  readonly clientName: string;
  readonly monthlyMinor: number;
  readonly yearlyMinor: number;
}

/** A month, `YYYY-MM`, over all clients. */
export interface MonthRow extends BilledRow {
  readonly month: string;
}

/** A client in a month; only those with a document. */
export interface ClientMonthRow extends BilledRow {
  readonly clientId: number;
  readonly clientName: string;
  readonly month: string;
}

/** Everything together. */
export interface TotalsRow extends BilledRow {
  readonly monthlyMinor: number;
  readonly yearlyMinor: number;
}

/** The same figures in every view; each view adds up to `totals`. */
export interface Tables {
  readonly totals: TotalsRow;
  /** Largest total first, then by id; also clients with a run rate and nothing billed. */
  readonly clients: readonly ClientRow[];
  /** Every month of the window in order, also empty ones. */
  readonly months: readonly MonthRow[];
  /** Clients as in `clients`, each by month. */
  readonly clientMonths: readonly ClientMonthRow[];
}

/** Adds up documents and run rate of one currency. `months` lists the window's months in order. */
export function buildTables(
  counted: readonly CountedDocument[],
  sources: readonly RunRateSource[],
  months: readonly string[],
): Tables {
  const names = nameClients(counted, sources);
  const documentsOf = groupBy(counted, (each) => each.document.clientId);
  const sourcesOf = groupBy(sources, (each) => each.clientId);
  const documentsIn = groupBy(counted, monthOf);
  const clients = [...names.entries()]
    .map(([clientId, clientName]) => ({
      clientId,
      clientName,
      ...toRow(documentsOf.get(clientId) ?? []),
      ...addEquivalents(sourcesOf.get(clientId) ?? []),
    }))
    .sort((a, b) => b.totalMinor - a.totalMinor || a.clientId - b.clientId);

  return {
    totals: { ...toRow(counted), ...addEquivalents(sources) },
    clients,
    months: months.map((month) => ({ month, ...toRow(documentsIn.get(month) ?? []) })),
    clientMonths: clients.flatMap(({ clientId, clientName }) =>
      [...groupBy(documentsOf.get(clientId) ?? [], monthOf).entries()]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([month, documents]) => ({ clientId, clientName, month, ...toRow(documents) })),
    ),
  };
}

function toRow(documents: readonly CountedDocument[]): BilledRow {
  const amounts = addAmounts(documents.map((each) => each.amounts));
  return {
    ...amounts,
    recurringShare: findRecurringShare(amounts.recurringMinor, amounts.nonRecurringMinor),
  };
}

function addEquivalents(sources: readonly RunRateSource[]): { monthlyMinor: number; yearlyMinor: number } {
  return {
    monthlyMinor: sum(sources.map((each) => each.monthlyMinor)),
    yearlyMinor: sum(sources.map((each) => each.yearlyMinor)),
  };
}

function monthOf(each: CountedDocument): string {
  return each.document.date.slice(0, 7);
}

// Names change: today's records know the present one, then the newest document does.
function nameClients(
  counted: readonly CountedDocument[],
  sources: readonly RunRateSource[],
): ReadonlyMap<number, string> {
  const oldestFirst = counted
    .map((each) => each.document)
    .sort((a, b) => a.date.localeCompare(b.date) || a.id - b.id);
  const present = [...sources].sort((a, b) => a.kind.localeCompare(b.kind) || a.id - b.id);
  const names = new Map<number, string>();
  for (const { clientId, clientName } of [...oldestFirst, ...present]) {
    if (clientName !== '' || !names.has(clientId)) names.set(clientId, clientName);
  }
  return names;
}
