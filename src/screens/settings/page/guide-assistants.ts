import { ask, type OutputOf } from './ask.ts';
import type { PageElement } from './browser.ts';
import { closeFirst } from './close-first.ts';
import { actionButton, attempt, checkBox, more, passFocus, problemPlace } from './controls.ts';
import { element, heading, paragraph } from './element.ts';
import type { Draft, Guide } from './guide-place.ts';
import { text } from './text.ts';

const words = text.guide;

/** Asks which assistants are to be connected, then stores, connects and tries it all out. */
export function showAssistants(draft: Draft, guide: Guide): void {
  const problems = problemPlace();
  const said = element('p', { role: 'status' });
  const list = element('div', {}, element('p', { role: 'status', class: 'busy' }, text.looking));
  const boxes = new Map<string, PageElement>();
  const store = async () => {
    const chosen = [...boxes].filter(([, box]) => box.checked).map(([id]) => id);
    if (chosen.length > 0) await closeFirst(chosen);
    try {
      const outcome = await ask(
        'apply-setup',
        { draft: draft.tested?.draft ?? '', assistants: chosen },
        {
          onStep: (step) => {
            said.setAttribute('class', 'busy');
            said.textContent = words.steps[step];
          },
        },
      );
      guide.go.done(outcome, draft.profile);
    } finally {
      said.removeAttribute('class');
      said.textContent = '';
    }
  };
  const button = actionButton(words.connect, problems, store, { kind: 'main' });
  guide.show(
    4,
    heading(1, words.assistantsTitle),
    paragraph(words.assistantsIntro),
    list,
    said,
    problems,
    element(
      'div',
      { class: 'buttons' },
      element('button', { type: 'button', click: () => guide.go.login(draft) }, text.back),
      button,
    ),
  );
  void attempt(problems, look).then((isListed) => {
    if (!isListed) list.replaceChildren();
  });

  async function look(): Promise<void> {
    const { assistants } = await ask('list-assistants', { profile: draft.profile });
    const installed = assistants.filter(({ isInstalled }) => isInstalled);
    const others = assistants.filter(({ isInstalled }) => !isInstalled);
    boxes.clear();
    list.replaceChildren(
      installed.length === 0 ? noneFound() : '',
      element(
        'fieldset',
        {},
        element('legend', { class: 'unseen' }, words.assistantsTitle),
        ...installed.map(toChoice),
        others.length === 0 ? undefined : more(words.others, ...others.map(toChoice)),
      ),
    );
  }

  function noneFound(): PageElement {
    const again = actionButton(words.lookAgain, problems, async () => {
      await look();
      passFocus(list.querySelector('button, input'));
    });
    return element('div', {}, paragraph(words.noneFound), element('p', {}, again));
  }

  function toChoice(one: OutputOf<'list-assistants'>['assistants'][number]): PageElement {
    const note = one.forbiddenBy ?? (one.isRunning ? words.isOpen : undefined);
    const choice = checkBox(
      element(
        'span',
        {},
        one.title,
        note === undefined ? undefined : element('span', { class: 'hint' }, note),
      ),
      one.isInstalled && one.forbiddenBy === null,
      { name: one.id },
    );
    boxes.set(one.id, choice.box);
    return choice;
  }
}
