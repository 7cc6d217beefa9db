import { ask, type OutputOf } from './ask.ts';
import { actionButton, copyLine, problemBox, problemPlace } from './controls.ts';
import { element, heading } from './element.ts';
import type { Guide } from './guide-place.ts';
import { text } from './text.ts';

const words = text.guide;

/** What was done, what the person does next, and what there is to ask. */
export function showDone(outcome: OutputOf<'apply-setup'>, profile: string, guide: Guide): void {
  const { assistants, check, problem } = outcome;
  const problems = problemPlace();
  const testAgain = async () => {
    const tested = await ask('test-connection', { profile });
    guide.go.done({ ...outcome, ...tested }, profile);
  };
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
    problem === null ? undefined : problemBox(problem),
    problems,
    ...(steps.length === 0
      ? []
      : [element('h2', {}, words.next), element('ol', {}, ...steps.map((step) => element('li', {}, step)))]),
    element('h2', {}, words.ask),
    element('ul', { class: 'plain' }, ...words.examples.map(copyLine)),
    element(
      'div',
      { class: 'buttons' },
      problem === null
        ? undefined
        : actionButton(text.tryAgain, problems, testAgain, { busyLabel: text.home.testing }),
      element('button', { type: 'button', class: 'main', click: guide.finish }, words.overview),
    ),
  );
}
