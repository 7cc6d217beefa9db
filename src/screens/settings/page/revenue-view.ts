import type { PageElement } from './browser.ts';
import { drawing, element } from './element.ts';
import { findTables, type ReplyTable, writeCsv } from './reply-tables.ts';
import { text } from './text.ts';

const words = text.tryIt;

/** The rows of a revenue reply as bars and as a table that can be saved; undefined where it has none. */
export function revenueView(reply: string): PageElement | undefined {
  const found = findTables(reply).find(
    ({ title, columns }) => title.startsWith('by ') && columns.includes('recurring'),
  );
  if (found === undefined || found.rows.length === 0) return undefined;
  const save = element(
    'a',
    {
      class: 'button',
      href: URL.createObjectURL(new Blob([writeCsv(found)], { type: 'text/csv' })),
      download: 'revenue.csv',
    },
    words.exportCsv,
  );
  return element(
    'section',
    {},
    element('h2', {}, words.chart),
    legend(),
    chart(found),
    table(found),
    element('div', { class: 'buttons' }, save),
  );
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
