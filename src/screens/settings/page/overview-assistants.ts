import { ask, type OutputOf } from './ask.ts';
import type { PageElement } from './browser.ts';
import { closeFirst } from './close-first.ts';
import { actionButton, attempt, more, passFocus, problemBox, problemPlace } from './controls.ts';
import { element, paragraph } from './element.ts';
import { capitalise, sayOnThisPage } from './on-this-page.ts';
import { text } from './text.ts';

const words = text.home;

type Listed = OutputOf<'list-assistants'>['assistants'][number];
type Outcome = OutputOf<'connect-assistant'>;

/** Every assistant, with the one button that makes sense for it. */
export function assistantsCard(profile: string, isNamed: boolean): PageElement {
  const problems = problemPlace();
  const said = element('div', { role: 'status' });
  const list = element('div', {}, element('p', { class: 'busy' }, text.looking));
  const buttons = new Map<string, PageElement>();
  void attempt(problems, load);
  return element(
    'section',
    { class: 'card' },
    element('h2', {}, isNamed ? words.assistantsFor(profile) : words.assistants),
    list,
    said,
    problems,
  );

  /** `changed` is the one whose button was pressed. */
  async function load(changed?: string): Promise<void> {
    const { assistants } = await ask('list-assistants', { profile });
    const here = assistants.filter(({ standing }) => standing !== 'absent');
    const absent = assistants.filter(({ standing }) => standing === 'absent');
    const others = more(
      words.notInstalled(absent.length),
      element('ul', { class: 'plain' }, ...absent.map(toRow)),
    );
    const wasOpen = list.querySelector('details')?.hasAttribute('open') === true;
    if (wasOpen || absent.some(({ id }) => id === changed)) others.setAttribute('open', '');
    list.replaceChildren(
      element('ul', { class: 'plain' }, ...here.map(toRow)),
      absent.length === 0 ? '' : others,
    );
    if (changed !== undefined) passFocus(buttons.get(changed));
  }

  function toRow({ id, title, standing, reason }: Listed): PageElement {
    const button = toButton(id, title, standing);
    buttons.set(id, button);
    const state = { connected: 'good', repair: 'bad', off: 'off', blocked: 'bad', absent: 'off' }[standing];
    return element(
      'li',
      { class: 'row' },
      element(
        'span',
        {},
        element('strong', {}, title),
        element('span', { class: `state ${state}` }, words.states[standing]),
        reason === null ? undefined : element('span', { class: 'hint' }, capitalise(sayOnThisPage(reason))),
      ),
      button,
    );
  }

  function toButton(id: string, title: string, standing: Listed['standing']): PageElement {
    const given = { id, profile };
    const make = (label: string, run: () => Promise<Outcome>, kind?: 'main' | 'quiet', done?: string) =>
      actionButton(label, problems, () => change(id, title, run, done), {
        name: words.nameOf(label, title),
        ...(kind === undefined ? {} : { kind }),
      });
    switch (standing) {
      case 'connected':
        return make(words.disconnect, () => ask('disconnect-assistant', given), 'quiet', words.disconnected);
      case 'repair':
        return make(words.repair, () => ask('connect-assistant', given), 'main');
      case 'off':
        return make(words.connect, () => ask('connect-assistant', given), 'main');
      case 'absent':
        return make(words.connect, () => ask('connect-assistant', given));
      case 'blocked':
        return actionButton(words.lookAgain, problems, () => load(id), {
          name: words.nameOf(words.lookAgain, title),
        });
    }
  }

  async function change(
    id: string,
    title: string,
    run: () => Promise<Outcome>,
    done?: string,
  ): Promise<void> {
    said.replaceChildren();
    await closeFirst([id]);
    const outcome = await run();
    if (done === undefined || outcome.problem !== null) tell(id, title, outcome);
    else said.replaceChildren(paragraph(words.changedTo(title, done), 'good'));
    await load(id);
  }

  function tell(id: string, title: string, { problem, nextStep, isWorthChecking }: Outcome): void {
    if (problem !== null) said.replaceChildren(problemBox(`${title}: ${problem}`));
    else if (nextStep !== null) {
      const check = async () => {
        const { problem: fault } = await ask('check-entry', { id, profile });
        said.replaceChildren(fault === null ? paragraph(words.checked(title), 'good') : problemBox(fault));
        await load(id);
      };
      said.replaceChildren(
        paragraph(words.changedTo(title, nextStep), 'good'),
        isWorthChecking
          ? element('div', { class: 'buttons' }, actionButton(words.checkEntry, problems, check))
          : '',
      );
    }
  }
}
