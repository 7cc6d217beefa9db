import type { PageElement } from './browser.ts';
import { element, heading } from './element.ts';
import { findTables, joinTables, type ReplyTable, writeCsv } from './reply-tables.ts';
import { revenueChart } from './revenue-chart.ts';
import { text } from './text.ts';

const words = text.tryIt;

/** The rows of revenue replies as bars and as a table that can be saved; undefined where they have none. */
export function revenueView(replies: readonly string[]): PageElement | undefined {
  const whole = joinTables(replies.flatMap((reply) => findTables(reply).filter(isBreakdown)));
  if (whole === undefined) return undefined;
  const file = new Blob([writeCsv(whole)], { type: 'text/csv' });
  const save = element(
    'a',
    { class: 'button', href: URL.createObjectURL(file), download: 'revenue.csv' },
    words.exportCsv(whole.rows.length),
  );
  return element(
    'section',
    {},
    heading(2, words.chart),
    revenueChart(whole, findCurrency(replies[0] ?? '')),
    table(whole),
    element('div', { class: 'buttons' }, save),
  );
}

/** How many rows a page of a breakdown has. */
export function countRevenueRows(reply: string): number {
  return findTables(reply).find(isBreakdown)?.rows.length ?? 0;
}

/** How many there are on all pages, as a reply's first line says. */
export function countAllRows(reply: string): number {
  return Number(/^[^\n]* \d+–\d+ of (\d+),/.exec(reply)?.[1] ?? 0);
}

function isBreakdown({ title, columns, rows }: ReplyTable): boolean {
  return title.startsWith('by ') && columns.includes('recurring') && rows.length > 0;
}

/** The one currency of a reply that has but one, which its first line names. */
function findCurrency(reply: string): string | undefined {
  return /^[^\n]*\bmoney in ([A-Z]{3})\b/.exec(reply)?.[1];
}

function table({ title, columns, rows }: ReplyTable): PageElement {
  const isFigure = (index: number) => rows.every((row) => /^-?[\d.]*$/.test(row[index] ?? ''));
  const figure = columns.map((_, index) => (isFigure(index) ? 'figure' : undefined));
  return element(
    'div',
    { class: 'scroll tall', tabindex: 0, role: 'region', 'aria-label': title },
    element(
      'table',
      {},
      element('caption', { class: 'unseen' }, title),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...columns.map((name, at) =>
            element('th', { scope: 'col', class: figure[at] }, name.replaceAll('_', ' ')),
          ),
        ),
      ),
      element(
        'tbody',
        {},
        ...rows.map((row) =>
          element('tr', {}, ...row.map((value, at) => element('td', { class: figure[at] }, value))),
        ),
      ),
    ),
  );
}
