import { inspectAssistants } from '../../../setup/assistants.ts';
import type { Choice } from '../prompt.ts';
import type { Step } from '../step.ts';

type State = Awaited<ReturnType<typeof inspectAssistants>>[number];

/** Asks which assistants are to be connected. */
export const chooseAssistants: Step = {
  name: 'assistants',
  asks: true,
  isNeeded: () => true,
  run: async (draft, { prompt, workplace }, isAgain) => {
    if (!isAgain && draft.assistants !== undefined) return { draft };
    const states = await prompt.work('Looking for assistants on this computer', () =>
      inspectAssistants(workplace, draft.profile === undefined ? [] : [draft.profile]),
    );
    const installed = states.filter(({ isInstalled }) => isInstalled);
    if (installed.length === 0) {
      prompt.say(
        `None of the assistants I know is installed here: ${states.map(({ title }) => title).join(', ')}. The login can be kept all the same; run this set-up again once you have installed one.`,
        'warning',
      );
      return { draft: { ...draft, assistants: [] } };
    }
    const allowed = installed.filter(({ forbiddenBy }) => forbiddenBy === undefined);
    const assistants = await prompt.chooseMany({
      message: 'Which assistants may ask your Halo? Space ticks or unticks one, Enter goes on.',
      choices: installed.map(toChoice),
      initial: draft.assistants ?? allowed.map(({ id }) => id),
    });
    return { draft: { ...draft, assistants } };
  },
};

function toChoice({ id, title, forbiddenBy }: State): Choice<State['id']> {
  return { value: id, label: title, unavailable: forbiddenBy };
}
