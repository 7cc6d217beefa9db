import type { OutputOf } from './ask.ts';
import { copyLine, problemBox } from './controls.ts';
import { element, heading } from './element.ts';
import type { Guide } from './guide-place.ts';
import { text } from './text.ts';

const words = text.guide;

/** What was done, what the person does next, and what there is to ask. */
export function showDone({ assistants, check, problem }: OutputOf<'apply-setup'>, guide: Guide): void {
  const failures = assistants.flatMap(({ title, problem: fault }) =>
    fault === undefined ? [] : [`${title}: ${fault}`],
  );
  const isGood = problem === null && failures.length === 0;
  const steps = assistants.flatMap(({ nextStep }) => (nextStep === undefined ? [] : [`${nextStep}.`]));
  guide.show(
    5,
    heading(1, isGood ? words.doneTitle : words.doneButTitle),
    check === null ? undefined : element('p', { class: 'good' }, words.tried(check.tools)),
    ...assistants
      .filter(({ problem: fault, files }) => fault === undefined && files.length > 0)
      .map(({ title }) => element('p', { class: 'good' }, words.connected(title))),
    ...failures.map(problemBox),
    problem === null ? undefined : problemBox(words.notTried(problem)),
    ...(steps.length === 0
      ? []
      : [element('h2', {}, words.next), element('ol', {}, ...steps.map((step) => element('li', {}, step)))]),
    element('h2', {}, words.ask),
    element('ul', { class: 'plain' }, ...words.examples.map(copyLine)),
    element(
      'div',
      { class: 'buttons' },
      element('button', { type: 'button', class: 'main', click: guide.finish }, words.overview),
    ),
  );
}
