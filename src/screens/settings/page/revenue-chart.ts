import type { PageElement } from './browser.ts';
import { drawing, element, paragraph } from './element.ts';
import type { ReplyTable } from './reply-tables.ts';
import { text } from './text.ts';

const words = text.tryIt;

/** More bars than that are a wall; the table has them all. */
const mostBars = 15;

interface Bar {
  readonly label: string;
  readonly recurring: number;
  readonly total: number;
}

/** The rows of a breakdown as bars, one chart for each currency; `currency` is that of a reply with only one. */
export function revenueChart(table: ReplyTable, currency: string | undefined): PageElement {
  const read = (row: readonly string[], name: string) => row[table.columns.indexOf(name)] ?? '';
  const isByMonth = table.columns.includes('month') && !table.columns.includes('client');
  const groups = new Map<string, Bar[]>();
  for (const row of table.rows) {
    const key = read(row, 'currency') || currency || '';
    const label = [read(row, 'month'), read(row, 'client')].filter((part) => part !== '').join(' ');
    // Below nothing there are no bars: credits that outweigh a month show as an empty one, and in the table.
    const recurring = Math.max(0, Number(read(row, 'recurring')) || 0);
    const bar = { label, recurring, total: Math.max(recurring, Number(read(row, 'total')) || 0) };
    groups.set(key, [...(groups.get(key) ?? []), bar]);
  }
  return element(
    'div',
    {},
    legend(),
    ...[...groups].map(([key, bars]) => chart(bars, key, isByMonth, table.title, groups.size > 1)),
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

function chart(
  all: readonly Bar[],
  currency: string,
  isByMonth: boolean,
  title: string,
  isNamed: boolean,
): PageElement {
  const bars = isByMonth ? all : all.toSorted((a, b) => b.total - a.total).slice(0, mostBars);
  const most = Math.max(...bars.map(({ total }) => total), 1);
  const amount = new Intl.NumberFormat(text.locale, {
    maximumFractionDigits: 0,
    ...(/^[A-Z]{3}$/.test(currency) ? { style: 'currency', currency } : {}),
  });
  const name = words.chartLabel(title, currency);
  const rows = bars.map(({ label, recurring, total }) =>
    element(
      'div',
      { class: 'bar' },
      element('span', { class: 'name' }, label),
      element('span', { class: 'amount' }, amount.format(total)),
      drawBar(recurring / most, total / most),
    ),
  );
  return element(
    'div',
    {},
    isNamed ? element('h3', {}, currency) : undefined,
    element('div', { class: 'chart', role: 'img', 'aria-label': name }, ...rows),
    bars.length < all.length ? paragraph(words.onlyLargest(bars.length, all.length), 'hint') : undefined,
  );
}

/** Both are parts of the longest bar. */
function drawBar(recurring: number, total: number): PageElement {
  const part = (kind: string, x: number, width: number) =>
    drawing('rect', { class: kind, x, width: Math.max(0, width), height: 10 });
  const [split, end] = [recurring * 1_000, total * 1_000];
  const gap = split > 0 && end > split ? 3 : 0;
  return drawing(
    'svg',
    { viewBox: '0 0 1000 10', preserveAspectRatio: 'none' },
    part('recurring', 0, split),
    part('other', split + gap, end - split - gap),
  );
}
