import type { AreaReport } from '../../../setup/areas.ts';
import { areasTable } from './areas-table.ts';
import { ask, GoneError, type OutputOf, ProblemError } from './ask.ts';
import type { PageElement } from './browser.ts';
import { outerLink, problemBox, showGone } from './controls.ts';
import { element, heading } from './element.ts';
import { type Draft, findPort, type Guide, toPlace } from './guide-place.ts';
import { text } from './text.ts';

const words = text.guide;

/** Tries the login, area by area; goes on where it works, and offers to correct what may be wrong where it doesn't. */
export function showTest(draft: Draft, clientSecret: string, guide: Guide): void {
  const stopped = new AbortController();
  const areas: AreaReport[] = [];
  const said = element(
    'p',
    { role: 'status', class: 'busy' },
    draft.way === 'person' ? words.waitingForSignIn : words.testing,
  );
  const link = element('p', {});
  const table = element('div', {});
  const buttons = element('div', { class: 'buttons' });
  const goBack = () => {
    stopped.abort();
    guide.go.login(draft);
  };
  buttons.append(button(words.stop, goBack));
  guide.show(3, heading(1, words.testTitle), said, link, table, buttons);

  const application = {
    ...toPlace(draft, guide),
    profile: draft.profile,
    clientId: draft.clientId,
    ...(draft.scope === '' ? {} : { scope: draft.scope }),
  };
  const options = {
    signal: stopped.signal,
    onStep: (
      step: { readonly area: AreaReport } | { readonly isSignedIn: true } | { readonly signInUrl: string },
    ) => {
      if ('area' in step) {
        areas.push(step.area);
        table.replaceChildren(areasTable(areas));
      } else if ('isSignedIn' in step) {
        said.textContent = words.signedIn;
        link.replaceChildren();
      } else {
        link.replaceChildren(outerLink(words.openSignIn, step.signInUrl));
      }
    },
  };
  const tested =
    draft.way === 'person'
      ? ask('sign-in', { ...application, redirectPort: findPort(draft, guide) }, options)
      : ask('test-login', { ...application, clientSecret }, options);
  tested.then(showGood, showBad);

  function showGood(found: OutputOf<'test-login'>): void {
    said.setAttribute('class', 'good');
    said.textContent = found.agent === null ? words.works : words.worksAs(found.agent);
    link.replaceChildren();
    table.replaceChildren(areasTable(found.areas));
    const next = button(text.goOn, () => guide.go.assistants({ ...draft, tested: found }), 'main');
    buttons.replaceChildren(button(text.back, goBack), next);
    next.focus();
  }

  function showBad(error: unknown): void {
    if (stopped.signal.aborted) return;
    if (error instanceof GoneError) {
      showGone();
      return;
    }
    const problem =
      error instanceof ProblemError ? error.problem : { message: text.fault, suspects: ['again'] as const };
    const suspects = problem.suspects.filter(
      (suspect) => draft.way === 'client-secret' || suspect !== 'client-secret',
    );
    const title = heading(1, words.testFailed);
    const alert = element('div', { role: 'alert' });
    guide.show(
      3,
      title,
      alert,
      element(
        'div',
        { class: 'buttons' },
        ...suspects.map((suspect, index) =>
          button(words.correct[suspect], () => correct(suspect), index === 0 ? 'main' : undefined),
        ),
      ),
    );
    alert.append(problemBox(problem.message));
  }

  function correct(suspect: keyof typeof words.correct): void {
    if (suspect === 'again') guide.go.test(draft, clientSecret);
    else if (suspect === 'address' || suspect === 'network') guide.go.address(draft, suspect === 'network');
    else guide.go.login(draft, suspect);
  }
}

function button(label: string, press: () => void, kind?: 'main'): PageElement {
  return element('button', { type: 'button', class: kind, click: press }, label);
}
