import { ask, type OutputOf } from './ask.ts';
import type { PageElement } from './browser.ts';
import { actionButton, attempt, problemPlace } from './controls.ts';
import { element, heading, paragraph } from './element.ts';
import { text } from './text.ts';
import type { View } from './view.ts';

const words = text.activity;

/** What assistants asked lately. */
export const activityView: View = () => {
  const problems = problemPlace();
  const list = element('div', { 'aria-live': 'polite' });
  const load = async () => {
    const { calls } = await ask('read-activity', {});
    list.replaceChildren(calls.length === 0 ? paragraph(words.none) : callTable(calls));
  };
  void attempt(problems, load);
  return element(
    'section',
    { class: 'card' },
    heading(1, words.title),
    paragraph(words.intro, 'hint'),
    problems,
    list,
    element('div', { class: 'buttons' }, actionButton(words.refresh, problems, load)),
  );
};

function callTable(calls: OutputOf<'read-activity'>['calls']): PageElement {
  const column = (name: string, className?: string) =>
    element('th', { scope: 'col', class: className }, name);
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': words.title },
    element(
      'table',
      {},
      element('caption', { class: 'unseen' }, words.title),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          column(words.when),
          column(words.tool),
          column(words.rows, 'figure'),
          column(words.took, 'figure'),
          column(words.who),
        ),
      ),
      element('tbody', {}, ...calls.map(toRow)),
    ),
  );
}

function toRow({
  time,
  tool,
  rows,
  ms,
  problem,
  client,
}: OutputOf<'read-activity'>['calls'][number]): PageElement {
  const when = new Date(time).toLocaleString(text.locale, { dateStyle: 'medium', timeStyle: 'short' });
  const seconds = (Math.max(ms, 100) / 1000).toLocaleString(text.locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return element(
    'tr',
    {},
    element('td', {}, element('time', { datetime: time }, when)),
    element('td', {}, tool),
    element(
      'td',
      { class: problem === null ? 'figure' : 'figure bad' },
      problem === null ? (rows ?? 0).toLocaleString(text.locale) : words.failed(problem),
    ),
    element('td', { class: 'figure' }, ms < 100 ? words.lessThan(seconds) : words.seconds(seconds)),
    element('td', {}, client ?? ''),
  );
}
