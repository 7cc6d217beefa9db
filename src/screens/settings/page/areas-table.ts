import type { AreaReport } from '../../../setup/areas.ts';
import type { PageElement } from './browser.ts';
import { element, paragraph } from './element.ts';
import { text } from './text.ts';

/** What a login may see, one row an area; below it what an admin ticks to show the rest. */
export function areasTable(reports: readonly AreaReport[], title = text.areas.caption): PageElement {
  const table = element(
    'table',
    {},
    element('caption', { class: 'unseen' }, title),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'col' }, text.areas.area),
        element('th', { scope: 'col', class: 'figure' }, text.areas.found),
      ),
    ),
    element('tbody', {}, ...reports.map(toRow)),
  );
  const advice = [...new Set(reports.flatMap(adviseAdmin))];
  return element('div', {}, table, ...advice.map((line) => paragraph(line, 'hint')));
}

function toRow(report: AreaReport): PageElement {
  const state = report.access === 'readable' ? 'good' : 'bad';
  return element(
    'tr',
    {},
    element('th', { scope: 'row', class: state }, report.title),
    element('td', { class: 'figure' }, describe(report)),
  );
}

function describe(report: AreaReport): string {
  if (report.access === 'forbidden') return text.areas.forbidden;
  if (report.access === 'failed') return `${text.areas.failed}. ${report.reason}`;
  if (report.count === null) return text.areas.readable;
  return report.count === 0 ? text.areas.none : report.count.toLocaleString(text.locale);
}

function adviseAdmin(report: AreaReport): readonly string[] {
  if (report.access !== 'forbidden') return [];
  const { permission, where } = report;
  return [permission === null ? text.areas.look(where) : text.areas.tick(permission, where)];
}
