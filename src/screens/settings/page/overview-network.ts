import { ask, ProblemError } from './ask.ts';
import type { PageElement } from './browser.ts';
import { actionButton, form, more, problemPlace } from './controls.ts';
import { element, paragraph } from './element.ts';
import { findChanges, type NetworkValues, networkFields } from './network-fields.ts';
import { text } from './text.ts';

const words = text.home;

/** How this computer reaches the internet, to be changed without giving a login anew. */
export function networkForm(network: NetworkValues, reload: () => Promise<void>): PageElement {
  const problems = problemPlace();
  const said = element('div', { role: 'status' });
  const fields = networkFields(network);
  let stored = network;
  const keep = async (isTried: boolean) => {
    said.replaceChildren();
    const given = fields.read();
    await ask('change-network', { ...findChanges(given, stored), isTried });
    stored = given;
    anyway.hidden = true;
    said.replaceChildren(paragraph(words.networkKept, 'good'));
    await reload();
  };
  const anyway = actionButton(words.networkAnyway, problems, () => keep(false));
  anyway.hidden = true;
  const button = actionButton(
    words.networkTry,
    problems,
    async () => {
      try {
        await keep(true);
      } catch (error) {
        anyway.hidden = !(error instanceof ProblemError);
        throw error;
      }
    },
    { busyLabel: text.guide.searching },
  );
  return more(
    words.network,
    form(button, ...fields.parts, said, problems, element('div', { class: 'buttons' }, anyway, button)),
  );
}
