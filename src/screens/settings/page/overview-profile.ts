import type { ProfileStatus } from '../../../setup/profile-status.ts';
import { areasTable } from './areas-table.ts';
import { ask } from './ask.ts';
import type { PageElement } from './browser.ts';
import { closeConnected } from './close-first.ts';
import { actionButton, confirm, more, problemBox, problemPlace } from './controls.ts';
import { element, heading, paragraph } from './element.ts';
import { emptyDraft } from './guide-place.ts';
import { sayOnThisPage } from './on-this-page.ts';
import { text } from './text.ts';
import type { ViewPlace } from './view.ts';

const words = text.home;

/** What is known of a login before Halo is asked. */
interface KnownProfile {
  readonly name: string;
  readonly address: string;
  readonly signIn: 'person' | 'client-secret';
}

interface ProfilePlace extends ViewPlace {
  /** Looks at everything again. */
  readonly refresh: () => Promise<void>;
}

/** One Halo: connected or not, as whom, and what may be seen. Without a place it can only be looked at. */
export function profileCard(
  profile: KnownProfile | ViewPlace['known']['profiles'][number],
  place: ProfilePlace | undefined,
): { readonly whole: PageElement; readonly show: (status: ProfileStatus) => void } {
  const host = URL.canParse(profile.address) ? new URL(profile.address).host : profile.address;
  const title = heading(2, words.looking(host));
  const product = element('span', { hidden: true });
  const facts = element('div', {});
  const said = element('div', { role: 'status' });
  const problems = problemPlace();
  const whole = element(
    'section',
    { class: 'card', 'aria-busy': 'true' },
    title,
    element(
      'p',
      { class: 'hint facts' },
      ...(place === undefined ? [words.fromEnvironment] : describe(profile, place)).map((fact) =>
        element('span', {}, fact),
      ),
      product,
    ),
    facts,
    said,
    problems,
    place === undefined ? undefined : buttons(profile.name, place),
  );
  title.setAttribute('class', 'busy');
  return { whole, show };

  function show({ halo, agent, token, areas, problem }: ProfileStatus): void {
    const isGood = token.ok && problem === null;
    whole.removeAttribute('aria-busy');
    title.setAttribute('class', isGood ? 'good' : 'bad');
    if (isGood) title.textContent = agent === null ? words.connectedTo(host) : words.connectedAs(host, agent);
    else title.textContent = words.notConnected(host);
    product.textContent = [halo.name, halo.version].filter((part) => part !== null).join(' ');
    product.hidden = product.textContent === '';
    const seen = more(words.seen, areasTable(areas, words.seen));
    // Looking again must not close what the person is reading.
    if (facts.querySelector('details')?.hasAttribute('open') === true) seen.setAttribute('open', '');
    // What a test has just said of the same problem is enough.
    const isNews = problem !== null && said.textContent?.includes(sayOnThisPage(problem)) !== true;
    facts.replaceChildren(...(isNews ? [problemBox(problem)] : []), ...(areas.length === 0 ? [] : [seen]));
  }

  function buttons(name: string, { known, guide, reload, refresh }: ProfilePlace): PageElement {
    const stored = known.profiles.find((one) => one.name === name);
    const test = async () => {
      said.replaceChildren();
      const { check, problem } = await ask('test-connection', { profile: name });
      said.replaceChildren(
        check === null
          ? problemBox(problem ?? '')
          : element('p', { class: 'good' }, words.testGood(check.tools)),
      );
      await refresh();
    };
    const change = () => {
      const { address = '', signIn = 'client-secret', tenant = '', authUrl = '', scope = '' } = stored ?? {};
      guide({ ...emptyDraft(name), address, way: signIn, tenant, authUrl, scope });
    };
    const remove = async () => {
      const title = words.removeTitle(known.profiles.length > 1 ? name : host);
      const isMeant = await confirm(title, [paragraph(words.removeText)], words.remove);
      if (!isMeant) return;
      await closeConnected([name]);
      await ask('remove-profile', { profile: name });
      await reload();
    };
    const label = profile.signIn === 'person' ? words.signInAgain : words.change;
    const named = (action: string) => (known.profiles.length > 1 ? { name: words.nameOf(action, name) } : {});
    return element(
      'div',
      { class: 'buttons' },
      actionButton(words.test, problems, test, { busyLabel: words.testing, ...named(words.test) }),
      actionButton(label, problems, change, named(label)),
      actionButton(words.remove, problems, remove, {
        kind: 'quiet',
        busyLabel: words.remove,
        ...named(words.remove),
      }),
    );
  }
}

/** The name of the only one tells nobody anything. */
function describe(
  { name, address, signIn }: KnownProfile,
  { known: { profiles, usualProfile } }: ViewPlace,
): readonly string[] {
  const isNamed = profiles.length > 1 || name !== usualProfile;
  return [address, words.signsIn[signIn], ...(isNamed ? [words.profile(name)] : [])];
}
