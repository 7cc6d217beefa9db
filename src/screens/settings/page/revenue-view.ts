import type { PageElement } from './browser.ts';
import { drawing, element } from './element.ts';
import { findTables, type ReplyTable, writeCsv } from './reply-tables.ts';
import { text } from './text.ts';

const words = text.tryIt;

/** The rows of revenue replies as bars and as a table that can be saved; undefined where they have none. */
export function revenueView(replies: readonly string[]): PageElement | undefined {
  const found = replies.flatMap((reply) => findTables(reply).filter(isBreakdown));
  const [first] = found;
  if (first === undefined) return undefined;
  const whole = { ...first, rows: found.flatMap(({ rows }) => rows) };
  const file = new Blob([writeCsv(whole)], { type: 'text/csv' });
  const save = element(
    'a',
    { class: 'button', href: URL.createObjectURL(file), download: 'revenue.csv' },
    words.exportCsv(whole.rows.length),
  );
  return element(
    'section',
    {},
    element('h2', {}, words.chart),
    legend(),
    chart(whole),
    table(whole),
    element('div', { class: 'buttons' }, save),
  );
}

/** How many rows a page of a breakdown has. */
export function countRevenueRows(reply: string): number {
  return findTables(reply).find(isBreakdown)?.rows.length ?? 0;
}

function isBreakdown({ title, columns, rows }: ReplyTable): boolean {
  return title.startsWith('by ') && columns.includes('recurring') && rows.length > 0;
}

function legend(): PageElement {
  return element(
    'p',
    { class: 'legend', 'aria-hidden': 'true' },
    element('span', { class: 'key recurring' }, words.recurring),
    element('span', { class: 'key other' }, words.other),
  );
}

/** Below nothing there are no bars: credits that outweigh a month show as an empty one, and in the table. */
function chart({ title, columns, rows }: ReplyTable): PageElement {
  const bars = rows.map((row) => {
    const cell = (name: string) => row[columns.indexOf(name)] ?? '';
    const label = [cell('month'), cell('client'), cell('currency')].filter((part) => part !== '').join(' ');
    const recurring = Math.max(0, Number(cell('recurring')) || 0);
    return { label, recurring, total: Math.max(recurring, Number(cell('total')) || 0) };
  });
  const most = Math.max(...bars.map(({ total }) => total), 1);
  const bar = (kind: string, value: number) =>
    drawing('rect', { class: kind, width: (value / most) * 100, height: 1 });
  const shapes = bars.flatMap(({ label, recurring, total }) => [
    element('div', {}, label),
    drawing(
      'svg',
      { viewBox: '0 0 100 1', preserveAspectRatio: 'none' },
      bar('other', total),
      bar('recurring', recurring),
    ),
  ]);
  return element('div', { class: 'chart', role: 'img', 'aria-label': words.chartLabel(title) }, ...shapes);
}

function table({ title, columns, rows }: ReplyTable): PageElement {
  const isFigure = (index: number) => rows.every((row) => /^-?[\d.]*$/.test(row[index] ?? ''));
  const figure = columns.map((_, index) => (isFigure(index) ? 'figure' : undefined));
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': title },
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
