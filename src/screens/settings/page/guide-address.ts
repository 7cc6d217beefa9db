import { ask } from './ask.ts';
import { actionButton, field, form, more, problemPlace } from './controls.ts';
import { element, heading, paragraph } from './element.ts';
import { type Draft, type Guide, toPlace } from './guide-place.ts';
import { networkFields } from './network-fields.ts';
import { text } from './text.ts';

/** Asks for Halo's address and looks whether a Halo is there. */
export function showAddress(draft: Draft, guide: Guide, isNetworkOpen = false): void {
  const words = text.guide;
  const name = field(
    words.profileLabel,
    { value: draft.takenNames === undefined ? '' : draft.profile },
    words.profileHint,
  );
  const address = field(words.addressLabel, { value: draft.address, inputmode: 'url' }, words.addressHint);
  const network = networkFields(draft.network);
  const tenant = field(words.tenant, { value: draft.tenant });
  const authUrl = field(words.authUrl, { value: draft.authUrl, inputmode: 'url' });
  const scope = field(words.scope, { value: draft.scope }, words.scopeHint);
  const port = field(
    words.redirectPort,
    { value: draft.redirectPort, inputmode: 'numeric', placeholder: guide.usualPort },
    words.redirectPortHint,
  );
  const problems = problemPlace();

  const goOn = async () => {
    const given = {
      ...draft,
      address: address.input.value.trim(),
      tenant: tenant.input.value.trim(),
      authUrl: authUrl.input.value.trim(),
      scope: scope.input.value.trim(),
      redirectPort: port.input.value.trim(),
      network: network.read(),
      profile: draft.takenNames === undefined ? draft.profile : name.input.value.trim().toLowerCase(),
    };
    const isNameWrong =
      draft.takenNames !== undefined &&
      (!/^[a-z0-9-]{1,32}$/.test(given.profile) || draft.takenNames.includes(given.profile));
    const isTaken = draft.takenNames?.includes(given.profile) === true;
    name.complain(isNameWrong ? (isTaken ? words.profileTaken : words.profileMissing) : null);
    const isPortWrong = !isPort(given.redirectPort);
    port.complain(isPortWrong ? words.redirectPortWrong : null);
    address.complain(given.address === '' ? words.addressMissing : null);
    if (isNameWrong) return name.input.focus();
    if (given.address === '') return address.input.focus();
    if (isPortWrong) return port.input.focus();
    const found = await ask('find-halo', toPlace(given, guide));
    guide.go.login({ ...given, found });
  };
  const button = actionButton(text.goOn, problems, goOn, {
    kind: 'main',
    busyLabel: words.searching,
  });
  const special = more(words.special, ...network.parts, tenant.whole, authUrl.whole, scope.whole, port.whole);
  if (isNetworkOpen) special.setAttribute('open', '');
  guide.show(
    1,
    heading(1, words.addressTitle),
    paragraph(words.addressIntro),
    form(
      button,
      draft.takenNames === undefined ? undefined : name.whole,
      address.whole,
      special,
      problems,
      element('div', { class: 'buttons' }, button),
    ),
  );
  if (isNetworkOpen) network.focus();
}

/** Empty means the usual one. */
function isPort(text: string): boolean {
  return text === '' || (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535);
}
