import { ask, type OutputOf } from './ask.ts';
import { attempt, problemBox, problemPlace } from './controls.ts';
import { element } from './element.ts';
import { emptyDraft } from './guide-place.ts';
import { assistantsCard } from './overview-assistants.ts';
import { computerCard } from './overview-computer.ts';
import { profileCard } from './overview-profile.ts';
import { text } from './text.ts';
import type { View } from './view.ts';

/** Everything at a glance: what is known at once comes first, what Halo has to be asked for as soon as it answers. */
export const overviewView: View = (place) => {
  const { known } = place;
  const problems = problemPlace();
  const refresh = async () => show(await ask('read-status', {}));
  const cards = known.profiles.map((profile) => ({
    name: profile.name,
    ...profileCard(profile, { ...place, refresh }),
  }));
  const computer = computerCard(place, refresh);
  const environment = element('div', {});
  const show = ({ profiles, keychain, errors }: OutputOf<'read-status'>) => {
    for (const card of cards) {
      const found = profiles.find(({ name, source }) => source === 'settings' && name === card.name);
      if (found !== undefined) card.show(found);
    }
    const given = profiles.find(({ source }) => source === 'environment');
    if (given !== undefined) {
      const card = profileCard({ name: given.name, address: given.address, signIn: given.signIn }, undefined);
      card.show(given);
      environment.replaceChildren(card.whole);
    }
    // A card that says it already says it where it matters.
    const isSaid = profiles.some(({ problem }) => problem === keychain.problem);
    problems.replaceChildren(keychain.problem === null || isSaid ? '' : problemBox(keychain.problem));
    computer.show(errors);
  };
  void attempt(problems, refresh);
  const names = known.profiles.map(({ name }) => name);
  return element(
    'div',
    { class: 'cards' },
    element('h1', { class: 'unseen', tabindex: -1 }, text.nav.overview),
    problems,
    environment,
    ...cards.map(({ whole }) => whole),
    element(
      'p',
      { class: 'add' },
      element('button', { type: 'button', click: () => place.guide(emptyDraft('', names)) }, text.home.add),
    ),
    ...names.map((name) => assistantsCard(name, names.length > 1)),
    computer.whole,
  );
};
