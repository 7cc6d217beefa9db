import { addDays } from '../../base/dates.ts';
import type { RevenueBreakdown, RevenueSection } from '../../revenue/breakdown.ts';
import { sum } from '../../revenue/money.ts';
import type { Answer, Block, Row } from '../answer.ts';
import type { RevenueReading } from './read-revenue.ts';
import { describeReading, toCheckBlocks } from './revenue-check.ts';
import {
  type RevenueColumns,
  toClientMonthRow,
  toClientRow,
  toMonthFigures,
  toMonthRow,
  toSourceRow,
  toTotalsRow,
} from './revenue-rows.ts';
import { listPartMonths, type Window } from './window.ts';

/** What was asked of `revenue_breakdown`. */
export interface RevenueQuestion {
  readonly by: 'client' | 'month' | 'client_and_month';
  readonly page: number;
  readonly pageSize: number;
  /** The client's name, where one was asked for. */
  readonly client: string | undefined;
  readonly window: Window;
  readonly today: string;
}

/** The reply of `revenue_breakdown`: totals over everything, the rows asked for, and on page 1 the check. */
export function toRevenueAnswer(
  breakdown: RevenueBreakdown,
  reading: RevenueReading,
  question: RevenueQuestion,
): Answer {
  const columns: RevenueColumns = {
    withCurrency: breakdown.homeCurrency === undefined,
    withRunRate: reading.hasRunRate,
  };
  const { sections } = breakdown;
  const rows = sections.flatMap((section) => listRows(section, question, columns));
  const start = (question.page - 1) * question.pageSize;
  const shown = rows.slice(start, start + question.pageSize);
  const blocks: Block[] = [
    {
      kind: 'table',
      title: question.client ?? `total of all ${countClients(sections)} clients, also those not listed here`,
      rows: sections.map((section) => toTotalsRow(section, columns)),
    },
  ];
  if (shown.length > 0)
    blocks.push({ kind: 'table', title: `by ${question.by.replaceAll('_', ' ')}`, rows: shown });
  if (question.client !== undefined && question.page === 1) {
    blocks.push(...toClientBlocks(sections, question, columns));
  }
  if (question.page === 1) blocks.push(...toCheckBlocks(breakdown, reading, question.today));
  const next = describeNext(rows.length, start + shown.length, reading, question);
  return {
    heading: `Revenue${question.client === undefined ? '' : ` of ${question.client}`}, ${reading.window.from} to ${reading.window.to}`,
    notes: [
      'net of tax',
      reading.money.note,
      describeRange(question, rows.length, shown.length, start, columns),
      ...describeCompleteness(reading, question),
    ].filter((note) => note !== ''),
    blocks,
    ...(next === undefined ? {} : { next }),
  };
}

function listRows(
  section: RevenueSection,
  question: RevenueQuestion,
  columns: RevenueColumns,
): readonly Row[] {
  switch (question.by) {
    case 'client':
      // One client's row is the total already shown.
      return question.client === undefined
        ? section.clients.map((row) => toClientRow(row, section, columns))
        : [];
    case 'month':
      return section.months.map((row) => toMonthRow(row, section, columns));
    case 'client_and_month':
      return section.clientMonths.map((row) => toClientMonthRow(row, section, columns));
  }
}

function toClientBlocks(
  sections: readonly RevenueSection[],
  question: RevenueQuestion,
  columns: RevenueColumns,
): readonly Block[] {
  const figures = sections.flatMap((section) => toMonthFigures(section, columns));
  const sources = sections.flatMap((section) =>
    section.sources.map((source) => toSourceRow(source, columns)),
  );
  const months: Block = { kind: 'table', title: 'billed by month', rows: figures };
  const runRate: Block = {
    kind: 'table',
    title: 'recurring invoices and contracts that bring in money now',
    rows: sources,
  };
  return [...(question.by === 'client' ? [months] : []), ...(sources.length === 0 ? [] : [runRate])];
}

function countClients(sections: readonly RevenueSection[]): number {
  return new Set(sections.flatMap((section) => section.clients.map((row) => row.clientId))).size;
}

function describeRange(
  question: RevenueQuestion,
  total: number,
  shown: number,
  start: number,
  columns: RevenueColumns,
): string {
  if (question.client !== undefined && question.by === 'client') return '';
  const noun = { client: 'clients', month: 'months', client_and_month: 'rows by client and month' }[
    question.by
  ];
  const order =
    question.by === 'month' ? '' : `, largest total first${columns.withCurrency ? ' in each currency' : ''}`;
  if (shown === 0) return `no ${noun} on page ${question.page} (${total} in all)`;
  return `${noun} ${start + 1}–${start + shown} of ${total}${order}`;
}

function describeCompleteness(reading: RevenueReading, question: RevenueQuestion): readonly string[] {
  const { window, invoices, runRateGap } = reading;
  const parts = listPartMonths(window).map((month) => `${month} is not a whole month here`);
  const missing = invoices.total - invoices.rows - invoices.unreadable.length;
  const asked = `${question.window.from} to ${question.window.to}`;
  const gaps = [
    ...(window.from > question.window.from
      ? [
          `NOT COMPLETE: ${describeReading('invoices', invoices)}, so only the months from ${window.from.slice(0, 7)} on are shown of ${asked}`,
        ]
      : missing > 0
        ? [`NOT COMPLETE: ${describeReading('invoices', invoices)}`]
        : []),
    ...(runRateGap === undefined ? [] : [`NOT COMPLETE: ${runRateGap}`]),
  ];
  const unreadable = sum(
    [invoices, reading.templates, reading.contracts].map((each) => each?.unreadable.length ?? 0),
  );
  if (unreadable > 0) parts.push(`${unreadable} unreadable records left out`);
  return gaps.length > 0 ? [...parts, ...gaps] : [...parts, describeWhole(reading)];
}

function describeWhole({ invoices, templates, contracts }: RevenueReading): string {
  const read = [
    countOf(invoices.total, 'invoice'),
    countOf(templates?.total ?? 0, 'recurring invoice'),
    countOf(contracts?.total ?? 0, 'contract'),
  ];
  return `complete: ${read.join(', ')} read`;
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function describeNext(
  total: number,
  shownUpTo: number,
  reading: RevenueReading,
  question: RevenueQuestion,
): string | undefined {
  const steps = [
    ...(shownUpTo < total && shownUpTo > 0 ? [`More rows: page ${question.page + 1}`] : []),
    ...(reading.window.from > question.window.from
      ? [
          `Earlier months: ask again with from ${question.window.from} and to ${addDays(reading.window.from, -1)}`,
        ]
      : []),
    ...(question.page > 1 ? ['What was left out and assumed is on page 1'] : []),
  ];
  return steps.length === 0 ? undefined : steps.join('. ');
}
