import { GoneError, ProblemError, StoppedError } from './ask.ts';
import { browser, type PageElement } from './browser.ts';
import { type Attributes, type Child, element, heading, nextId, paragraph } from './element.ts';
import { sayOnThisPage } from './on-this-page.ts';
import { text } from './text.ts';

/** A button that runs something; while it does it says so, and what goes wrong is shown at `problems`. */
export function actionButton(
  label: string,
  problems: PageElement,
  run: () => Promise<void> | void,
  {
    kind,
    busyLabel = text.working,
    name,
  }: {
    readonly kind?: 'main' | 'danger' | 'quiet';
    readonly busyLabel?: string;
    readonly name?: string;
  } = {},
): PageElement {
  let isBusy = false;
  const button = element(
    'button',
    { type: 'button', class: kind, 'aria-label': name, click: () => void press() },
    label,
  );
  return button;

  async function press(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    button.setAttribute('aria-disabled', 'true');
    button.textContent = busyLabel;
    await attempt(problems, run);
    isBusy = false;
    button.removeAttribute('aria-disabled');
    button.textContent = label;
  }
}

/** Runs something and shows there what went wrong; true where nothing did. */
export async function attempt(problems: PageElement, run: () => Promise<void> | void): Promise<boolean> {
  problems.replaceChildren();
  try {
    await run();
    return true;
  } catch (error) {
    if (error instanceof StoppedError) return false;
    if (error instanceof GoneError) showGone();
    else if (error instanceof ProblemError) problems.replaceChildren(problemBox(error.message));
    else problems.replaceChildren(problemBox(text.fault));
    return false;
  }
}

/** Where problems of something are shown; screen readers are told. */
export function problemPlace(): PageElement {
  return element('div', { role: 'alert' });
}

export function problemBox(message: string): PageElement {
  return element('p', { class: 'problem' }, sayOnThisPage(message));
}

/** The program has ended: nothing on the page can do anything any more. */
export function showGone(): void {
  // What was still asked for when the person closed it fails then, too.
  if (!isClosed) showEnd(text.goneTitle, text.goneText);
}

let isClosed = false;

/** The person has closed it. */
export function showClosed(): void {
  isClosed = true;
  showEnd(text.closedTitle, text.closedText);
}

function showEnd(words: string, explanation: string): void {
  const title = heading(1, words);
  browser.document.title = words;
  browser.document
    .querySelector('#app')
    ?.replaceChildren(element('main', { class: 'narrow card' }, title, paragraph(explanation)));
  title.focus();
}

export interface Field {
  readonly input: PageElement;
  /** Label, input and hint together. */
  readonly whole: PageElement;
  /** Says what is wrong with it, or takes that back. */
  readonly complain: (message: string | null) => void;
}

/** A labelled field of one line; `hint` is read out with it. */
export function field(label: string, attributes: Attributes, hint?: string): Field {
  const [id, hintId, wrongId] = [nextId(), nextId(), nextId()];
  const wrong = element('p', { id: wrongId, class: 'wrong', role: 'status' });
  const input = element('input', {
    id,
    type: 'text',
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    'aria-describedby': hint === undefined ? wrongId : `${hintId} ${wrongId}`,
    ...attributes,
  });
  const whole = element(
    'div',
    { class: 'field' },
    element('label', { for: id }, label),
    hint === undefined ? undefined : element('p', { id: hintId, class: 'hint' }, hint),
    input,
    wrong,
  );
  const complain = (message: string | null) => {
    wrong.textContent = message ?? '';
    input.setAttribute('aria-invalid', String(message !== null));
  };
  return { input, whole, complain };
}

/** A labelled check box. */
export function checkBox(
  label: Child,
  isChecked: boolean,
  attributes: Attributes = {},
): PageElement & { readonly box: PageElement } {
  const box = element('input', { type: 'checkbox', checked: isChecked, ...attributes });
  return Object.assign(element('label', { class: 'choice' }, box, element('span', {}, label)), { box });
}

/** Something more that few need. */
export function more(summary: string, ...children: readonly Child[]): PageElement {
  return element(
    'details',
    {},
    element('summary', {}, summary),
    element('div', { class: 'inside' }, ...children),
  );
}

/** A form whose Enter key does what its main button does. */
export function form(submit: PageElement, ...children: readonly Child[]): PageElement {
  return element(
    'form',
    {
      novalidate: true,
      submit: (event) => {
        event.preventDefault();
        submit.click();
      },
    },
    ...children,
    // Enter in a field presses the first button of that type.
    element('button', { type: 'submit', class: 'unseen', tabindex: -1, 'aria-hidden': 'true' }, ''),
  );
}

/** Asks before something is done that can't be taken back. */
export function confirm(title: string, body: readonly Child[], yes: string): Promise<boolean> {
  return new Promise((resolve) => {
    const titleId = nextId();
    const settle = (answer: boolean) => {
      leave(dialogue);
      resolve(answer);
    };
    const dialogue = element(
      'dialog',
      { 'aria-labelledby': titleId, cancel: () => settle(false) },
      element('h2', { id: titleId }, title),
      ...body,
      element(
        'div',
        { class: 'buttons' },
        element('button', { type: 'button', autofocus: true, click: () => settle(false) }, text.cancel),
        element('button', { type: 'button', class: 'danger', click: () => settle(true) }, yes),
      ),
    );
    browser.document.body.append(dialogue);
    dialogue.showModal();
  });
}

/** Takes a dialogue away. Closing it first gives the focus back to where it was. */
export function leave(dialogue: PageElement): void {
  dialogue.close();
  dialogue.remove();
}

/** What had the focus was replaced: its successor is given it, unless the person has gone elsewhere by now. */
export function passFocus(to: PageElement | null | undefined): void {
  if (browser.document.activeElement === browser.document.body) to?.focus();
}

/** A link to a page elsewhere; only what is a web address becomes one. */
export function outerLink(label: string, url: string): PageElement {
  const isWeb = /^https?:\/\//i.test(url);
  return isWeb
    ? element('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, label)
    : element('span', {}, label);
}

/** A text to be copied, with a button for it. */
export function copyLine(line: string): PageElement {
  const said = element('span', { class: 'said', role: 'status' });
  const button = element(
    'button',
    {
      type: 'button',
      class: 'quiet',
      'aria-label': text.copyOf(line),
      click: () => {
        browser.copy(line).then(
          () => {
            said.textContent = text.copied;
          },
          () => {
            said.textContent = text.notCopied;
          },
        );
      },
    },
    text.copy,
  );
  return element(
    'li',
    { class: 'copy' },
    element('q', {}, line),
    element('span', { class: 'end' }, said, button),
  );
}
