import { ask } from './ask.ts';
import type { PageElement } from './browser.ts';
import { actionButton, field, form, more, outerLink, problemPlace } from './controls.ts';
import { element, heading } from './element.ts';
import { type Draft, findPort, type Guide } from './guide-place.ts';
import { text } from './text.ts';

const words = text.guide;

/** Asks for the login, or for the client ID with which a person signs in; `focusOn` is what is to be corrected. */
export function showLogin(draft: Draft, guide: Guide, focusOn?: 'client-id' | 'client-secret'): void {
  const clientId = field(words.clientId, { value: draft.clientId });
  const secret = field(
    words.clientSecret,
    { type: 'password', autocomplete: 'new-password' },
    words.clientSecretHint,
  );
  const problems = problemPlace();
  const buttonPlace = element('div', { class: 'buttons' });
  const help = element('div', {});
  let way = draft.way;

  const goOn = () => {
    const typed = { clientId: clientId.input.value.trim(), clientSecret: secret.input.value };
    clientId.complain(typed.clientId === '' ? words.clientIdMissing : null);
    secret.complain(
      way === 'client-secret' && typed.clientSecret.trim() === '' ? words.clientSecretMissing : null,
    );
    if (typed.clientId === '') return clientId.input.focus();
    if (way === 'client-secret' && typed.clientSecret.trim() === '') return secret.input.focus();
    guide.go.test({ ...draft, way, clientId: typed.clientId }, typed.clientSecret);
  };
  const showHints = async () => {
    const typed = { clientId: clientId.input.value, clientSecret: secret.input.value };
    const hints = await ask('hint-login', typed).catch(() => ({ clientId: null, clientSecret: null }));
    clientId.complain(hints.clientId);
    if (way === 'client-secret') secret.complain(hints.clientSecret);
  };
  clientId.input.addEventListener('change', () => void showHints());
  secret.input.addEventListener('change', () => void showHints());

  const choose = (chosen: Draft['way']) => {
    way = chosen;
    secret.whole.hidden = way === 'person';
    buttonPlace.replaceChildren(
      element('button', { type: 'button', click: () => guide.go.address(draft) }, text.back),
      actionButton(way === 'person' ? words.signIn : words.test, problems, goOn, { kind: 'main' }),
    );
    help.replaceChildren(explainApplication(way, draft, guide));
  };
  choose(way);

  const submit = element('span', { click: goOn });
  guide.show(
    2,
    heading(1, words.loginTitle),
    element('p', { class: 'good' }, words.found(draft.found?.host ?? '')),
    form(
      submit,
      element(
        'fieldset',
        {},
        element('legend', {}, words.wayLabel),
        radio(words.service, words.serviceHint, way === 'client-secret', () => choose('client-secret')),
        radio(words.person, words.personHint, way === 'person', () => choose('person')),
      ),
      clientId.whole,
      secret.whole,
      help,
      problems,
      buttonPlace,
    ),
  );
  if (focusOn === 'client-id') clientId.input.focus();
  if (focusOn === 'client-secret') secret.input.focus();
}

function radio(label: string, hint: string, isChecked: boolean, choose: () => void): PageElement {
  return element(
    'label',
    { class: 'choice' },
    element('input', { type: 'radio', name: 'way', checked: isChecked, change: choose }),
    element('span', {}, label, element('span', { class: 'hint' }, hint)),
  );
}

function explainApplication(way: Draft['way'], draft: Draft, guide: Guide): PageElement {
  const redirectUri = `http://127.0.0.1:${findPort(draft, guide)}/callback`;
  const steps = way === 'person' ? words.personSteps(redirectUri) : words.serviceSteps;
  return more(
    words.notYet,
    element(
      'p',
      {},
      outerLink(`${words.openApplications} ${text.newTab}`, draft.found?.applicationsUrl ?? ''),
      element('br'),
      words.whereApplications,
    ),
    element('ol', {}, ...steps.map((step) => element('li', {}, step))),
  );
}
