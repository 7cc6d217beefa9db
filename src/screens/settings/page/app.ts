import { activityView } from './activity.ts';
import { ask, enter, type OutputOf } from './ask.ts';
import { brand } from './brand.ts';
import { browser } from './browser.ts';
import { actionButton, attempt, problemPlace, showGone } from './controls.ts';
import { element } from './element.ts';
import { startGuide } from './guide.ts';
import { type Draft, emptyDraft } from './guide-place.ts';
import { overviewView } from './overview.ts';
import { text } from './text.ts';
import { tryItView } from './try-it.ts';
import type { View } from './view.ts';

const place = browser.document.querySelector('#app');
if (place === null) throw new Error('The page has no place for the app');
const app = place;

const views: Readonly<Record<'overview' | 'tryIt' | 'activity', View>> = {
  overview: overviewView,
  tryIt: tryItView,
  activity: activityView,
};

const problems = problemPlace();
await start();

/** Where even the first question fails, as with settings that can't be read, it can be put again. */
async function start(): Promise<void> {
  const again = element(
    'div',
    { class: 'buttons', hidden: true },
    actionButton(text.tryAgain, problems, start),
  );
  app.replaceChildren(
    element('main', { class: 'narrow card' }, element('h1', {}, text.product), problems, again),
  );
  const isStarted = await attempt(problems, async () => {
    if (await enter()) await showStart();
    else showGone();
  });
  again.hidden = isStarted;
}

/** A computer that has no login is set up first. */
async function showStart(): Promise<void> {
  const known = await ask('look', {});
  if (known.profiles.length > 0 || known.hasLoginInEnvironment) showView('overview', known);
  else guide(emptyDraft(known.usualProfile), known, false);
}

function guide(draft: Draft, known: OutputOf<'look'>, canLeave = true): void {
  const stored = known.profiles.find(({ name }) => name === draft.profile)?.redirectPort;
  const whole = { ...draft, network: known.network, redirectPort: String(stored ?? '') };
  const back = () => void attempt(problems, showStart);
  startGuide(app, whole, {
    usualPort: known.usualRedirectPort,
    storedNetwork: known.network,
    leave: canLeave ? back : undefined,
    finish: back,
  });
}

function showView(name: keyof typeof views, known: OutputOf<'look'>): void {
  const view = views[name]({
    known,
    reload: showStart,
    guide: (draft) => guide(draft, known),
  });
  browser.document.title = `${text.nav[name]} – ${text.product}`;
  const link = (to: keyof typeof views) =>
    element(
      'button',
      {
        type: 'button',
        class: 'tab',
        'aria-current': to === name ? 'page' : undefined,
        click: () => showView(to, known),
      },
      text.nav[to],
    );
  app.replaceChildren(
    element(
      'header',
      {},
      brand(),
      element('nav', { 'aria-label': text.nav.label }, link('overview'), link('tryIt'), link('activity')),
    ),
    element('main', {}, problems, view),
  );
  view.querySelector('h1')?.focus();
}
