import type { LoggedError } from '../../../setup/last-errors.ts';
import { ask, GoneError } from './ask.ts';
import { browser, type PageElement } from './browser.ts';
import { closeConnected } from './close-first.ts';
import { actionButton, attempt, checkBox, confirm, more, problemPlace, showClosed } from './controls.ts';
import { element, heading, paragraph } from './element.ts';
import { sayOnThisPage } from './on-this-page.ts';
import { networkForm } from './overview-network.ts';
import { text } from './text.ts';
import type { ViewPlace } from './view.ts';

const words = text.home;

/** What concerns this computer rather than one Halo: start at login, the log, the version, and the way out. */
export function computerCard(
  { known, reload }: ViewPlace,
  refresh: () => Promise<void>,
): {
  readonly whole: PageElement;
  readonly show: (errors: readonly LoggedError[]) => void;
} {
  const problems = problemPlace();
  const lately = element('div', {});
  const body = element(
    'div',
    {},
    known.startAtLogin === null ? undefined : startAtLogin(known.startAtLogin, problems),
    element(
      'dl',
      {},
      element('dt', {}, words.log),
      element('dd', {}, known.logFile),
      element('dt', {}, words.version),
      element('dd', {}, text.version(known.version)),
    ),
    networkForm(known.network, refresh),
    lately,
    problems,
    element(
      'div',
      { class: 'buttons' },
      actionButton(words.openLog, problems, async () => void (await ask('open-log', {}))),
      known.canBeClosed ? actionButton(words.closePage, problems, close) : undefined,
      actionButton(words.removeEverything, problems, removeAll, {
        kind: 'quiet',
        busyLabel: words.removeEverything,
      }),
    ),
  );
  const whole = element('section', { class: 'card' }, element('h2', {}, words.computer), body);
  return {
    whole,
    show: (errors) => lately.replaceChildren(...(errors.length === 0 ? [] : [errorList(errors)])),
  };

  async function close(): Promise<void> {
    // It may be gone before its answer is here, which is as good.
    await ask('close', {}).catch((error: unknown) => {
      if (!(error instanceof GoneError)) throw error;
    });
    showClosed();
  }

  async function removeAll(): Promise<void> {
    const keep = checkBox(words.keepBackups, false);
    const isMeant = await confirm(
      words.removeEverythingTitle,
      [paragraph(words.removeEverythingText), keep],
      words.removeEverythingYes,
    );
    if (!isMeant) return;
    await closeConnected(known.profiles.map(({ name }) => name));
    const { steps } = await ask('remove-everything', { keepBackups: keep.box.checked });
    const isDone = steps.every(({ done }) => done);
    // The other pages would show what is no longer there.
    browser.document.querySelector('nav')?.remove();
    const title = heading(1, isDone ? words.removedTitle : words.removedSomeTitle);
    browser.document
      .querySelector('main')
      ?.replaceChildren(
        element(
          'section',
          { class: 'card' },
          title,
          steps.length === 0 ? paragraph(words.nothingLeft) : undefined,
          element(
            'ul',
            { class: 'plain' },
            ...steps.map(({ what, done, problem }) =>
              element(
                'li',
                { class: done ? 'good' : 'bad' },
                problem === undefined ? what : `${what}: ${sayOnThisPage(problem)}`,
              ),
            ),
          ),
          element(
            'div',
            { class: 'buttons' },
            actionButton(words.setUpAgain, problems, reload, { kind: 'main' }),
            known.canBeClosed ? actionButton(words.closePage, problems, close) : undefined,
          ),
        ),
      );
    title.focus();
  }
}

function startAtLogin(
  found: NonNullable<ViewPlace['known']['startAtLogin']>,
  problems: PageElement,
): PageElement {
  const other = element('p', { class: 'hint', hidden: found !== 'other' }, words.otherAtLogin);
  const choice = checkBox(words.startAtLogin, found === 'on', { change: () => void change() });
  return element('div', {}, choice, other);

  async function change(): Promise<void> {
    const isOn = choice.box.checked;
    const isDone = await attempt(problems, async () => {
      choice.box.checked = (await ask('set-start-at-login', { isOn })).isOn;
      other.hidden = true;
    });
    if (!isDone) choice.box.checked = !isOn;
  }
}

function errorList(errors: readonly LoggedError[]): PageElement {
  const lines = errors.map(({ time, message, kind }) => {
    const when = time === null ? '' : `${new Date(time).toLocaleString(text.locale)}: `;
    return element('li', {}, `${when}${sayOnThisPage(message)}${kind === null ? '' : ` (${kind})`}`);
  });
  return more(words.errors, element('ul', {}, ...lines));
}
