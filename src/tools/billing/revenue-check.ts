import type { RecordCount, RevenueBreakdown } from '../../revenue/breakdown.ts';
import type { LeftOut, RecordKind } from '../../revenue/check.ts';
import { groupBy } from '../../revenue/group.ts';
import type { Block, Row } from '../answer.ts';
import type { Reading, RevenueReading } from './read-revenue.ts';
import { toBilledForAnotherRows, toForeignRow } from './revenue-rows.ts';

/** The most ids named for one reason or remark, and the most records in another currency shown. */
const maxIds = 100;
const maxForeign = 40;
/** Up to so many records left out for one reason are named; more are only numbered. */
const maxNamed = 6;

/** How the figures came about: what was read, left out and assumed, so that a person can check them. */
export function toCheckBlocks(
  breakdown: RevenueBreakdown,
  reading: RevenueReading,
  today: string,
): readonly Block[] {
  return [
    { kind: 'fields', title: 'check', fields: toCheckFields(breakdown, reading, today) },
    ...toTable('left out of the figures', [
      ...toLeftOutRows(breakdown.leftOut),
      ...toUnreadableRows(reading),
    ]),
    ...toTable('counted, but worth knowing', toRemarkRows(breakdown)),
    ...toForeignTable(breakdown),
    ...toTable(
      'billed to one client, first raised for another',
      toBilledForAnotherRows(breakdown.billedForAnother),
    ),
  ];
}

/** "1432 of 1432 invoices", with what stopped it where some are missing. */
export function describeReading(noun: string, reading: Reading): string {
  const came = reading.rows + reading.unreadable.length;
  const why = reading.stopped === undefined ? '' : ` (${stopReasons[reading.stopped]})`;
  return `${came} of ${reading.total} ${noun} read${why}`;
}

const stopReasons = {
  deadline: 'the time for one answer ran out',
  rate_limited: 'Halo’s limit on requests was used up',
  unavailable: 'Halo stopped answering',
} as const;

function toCheckFields(breakdown: RevenueBreakdown, reading: RevenueReading, today: string): Row {
  const { documents, templates, contracts, homeCurrency } = breakdown;
  const outside = documents.outsideWindow === 0 ? '' : `, ${documents.outsideWindow} outside the period`;
  return {
    invoices: `${describeCount('invoices', reading.invoices, documents)}${outside}`,
    recurringInvoices: describeCount('recurring invoices', reading.templates, templates),
    contracts: describeCount('contracts', reading.contracts, contracts),
    assumed: [
      homeCurrency
        ? `Halo’s net amounts are in ${homeCurrency.code}, its only currency with rate 1`
        : 'nothing about the currency: amounts stay in that of their document',
      'an invoice counts on its invoice date',
      `run rate as of ${today}`,
      'archived contracts and supplier bills were not asked for',
    ].join('; '),
  };
}

function describeCount(noun: string, reading: Reading | undefined, count: RecordCount): string {
  if (reading === undefined) return 'not read';
  const twice = reading.duplicates === 0 ? '' : `, ${reading.duplicates} sent twice counted once`;
  return `${describeReading(noun, reading)}, ${count.counted} in the figures${twice}`;
}

function toLeftOutRows(leftOut: readonly LeftOut[]): readonly Row[] {
  return [...groupBy(leftOut, (each) => `${each.kind}: ${each.reason}`).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const name = group.length <= maxNamed ? nameWhole : ({ id }: LeftOut) => String(id);
    return [{ what: first.kind, reason: first.reason, count: group.length, ids: joinSome(group.map(name)) }];
  });
}

function nameWhole(each: LeftOut): string {
  const detail = each.detail === undefined ? '' : `: ${each.detail}`;
  return `${each.id} (${[each.label, each.clientName].filter((text) => text !== '').join(', ')}${detail})`;
}

function toUnreadableRows(reading: RevenueReading): readonly Row[] {
  const readings: readonly (readonly [RecordKind, Reading | undefined])[] = [
    ['invoice', reading.invoices],
    ['recurring invoice', reading.templates],
    ['contract', reading.contracts],
  ];
  return readings.flatMap(([what, { unreadable } = { unreadable: [] }]) =>
    unreadable.length === 0
      ? []
      : [
          {
            what,
            reason: 'unreadable record',
            count: unreadable.length,
            ids: joinSome(unreadable.map((each) => `${each.id} (${each.reason})`)),
          },
        ],
  );
}

function toRemarkRows({ remarks }: RevenueBreakdown): readonly Row[] {
  return [...groupBy(remarks, (each) => `${each.kind}: ${each.remark}`).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const ids = joinSome(group.map((each) => String(each.id)));
    return [{ what: first.kind, remark: first.remark, count: group.length, ids }];
  });
}

function toForeignTable({ foreign, homeCurrency }: RevenueBreakdown): readonly Block[] {
  if (!homeCurrency) return [];
  const shown = foreign.slice(0, maxForeign);
  const some = shown.length < foreign.length ? ` (${shown.length} of ${foreign.length} shown)` : '';
  const title = `counted in ${homeCurrency.code} though billed in another currency${some}`;
  return toTable(
    title,
    shown.map((record) => toForeignRow(record, homeCurrency.digits)),
  );
}

function toTable(title: string, rows: readonly Row[]): readonly Block[] {
  return rows.length === 0 ? [] : [{ kind: 'table', title, rows }];
}

function joinSome(texts: readonly string[]): string {
  const shown = texts.slice(0, maxIds).join(' ');
  return texts.length > maxIds ? `${shown} and ${texts.length - maxIds} more` : shown;
}
