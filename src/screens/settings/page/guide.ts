import { brand } from './brand.ts';
import { browser, type PageElement } from './browser.ts';
import { element } from './element.ts';
import { showAddress } from './guide-address.ts';
import { showAssistants } from './guide-assistants.ts';
import { showDone } from './guide-done.ts';
import { showLogin } from './guide-login.ts';
import type { Draft, Guide } from './guide-place.ts';
import { showTest } from './guide-test.ts';
import { text } from './text.ts';

export interface GuideEnds {
  readonly usualPort: number;
  readonly storedNetwork: Guide['storedNetwork'];
  /** Undefined on a first set-up, which has nothing to go back to. */
  readonly leave: (() => void) | undefined;
  readonly finish: () => void;
}

/** Leads a person from an address to assistants that answer. */
export function startGuide(
  place: PageElement,
  draft: Draft,
  { usualPort, storedNetwork, leave, finish }: GuideEnds,
): void {
  const steps = text.guide.names;
  const guide: Guide = {
    usualPort,
    storedNetwork,
    finish,
    show: (step, title, ...body) => {
      browser.document.title = `${title.textContent ?? ''} – ${text.product}`;
      const bar = element('progress', { max: steps.length, value: step, 'aria-hidden': 'true' });
      const progress = text.guide.progress(step, steps.length, steps[step - 1] ?? '');
      const way = element(
        'button',
        { type: 'button', class: 'quiet', click: () => leave?.() },
        text.guide.leave,
      );
      const canLeave = leave !== undefined && step < steps.length;
      place.replaceChildren(
        element('header', { class: 'over' }, brand()),
        element(
          'main',
          { class: 'narrow card' },
          element('p', { class: 'progress' }, bar, progress),
          title,
          ...body,
          canLeave ? element('p', { class: 'leave' }, way) : undefined,
        ),
      );
      title.focus();
    },
    go: {
      address: (next, isNetworkOpen) => showAddress(next, guide, isNetworkOpen),
      login: (next, focusOn) => showLogin(next, guide, focusOn),
      test: (next, clientSecret) => showTest(next, clientSecret, guide),
      assistants: (next) => showAssistants(next, guide),
      done: (outcome, profile) => showDone(outcome, profile, guide),
    },
  };
  guide.go.address(draft);
}
