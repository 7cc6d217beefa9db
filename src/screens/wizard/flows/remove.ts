import { AssistantFileError } from '../../../setup/assistants.ts';
import { mustBeClosed } from '../../../setup/close-assistant.ts';
import { usualProfile } from '../../../setup/new-profile.ts';
import { removeSetUp } from '../../../setup/remove-set-up.ts';
import { describeAssistants } from '../describe-assistants.ts';
import { GoBack, Told } from '../moves.ts';
import { inspect, listConnected } from '../read-current.ts';
import { close } from '../steps/close-assistants.ts';
import type { Flow } from './flow.ts';

/** Forgets one Halo: its login and its entries in assistants. */
export const remove: Flow = {
  label: 'Remove this Halo',
  question: 'Remove which Halo?',
  isPossible: () => true,
  run: async ({ name, settings }, _, screen) => {
    const { prompt, workplace, changes } = screen;
    const ids = await prompt.work('Looking at what is set up', async () =>
      listConnected(await inspect(name, workplace), name, workplace),
    );
    const where = ids.length === 0 ? '' : ` and disconnect ${describeAssistants(ids)} from it`;
    const which = name === usualProfile ? '' : ` ("${name}")`;
    if (!(await prompt.agree(`Forget the login for ${settings.address}${which}${where}?`, false)))
      throw new GoBack();
    for (const id of await mustBeClosed(ids, workplace)) await close(id, screen);
    changes.push(
      `The login for ${settings.address} may be removed in part; do this again to remove the rest`,
    );
    const { assistants } = await prompt.work('Removing', (signal) => removeSetUp(name, workplace, signal), {
      finishes: true,
    });
    changes.splice(-1, 1, `The login for ${settings.address} is forgotten`);
    prompt.list('Removed:', [
      { isGood: true, text: `The login for ${settings.address}` },
      ...assistants.map(({ title, problem }) => ({
        isGood: problem === undefined,
        text: problem === undefined ? `The entry of ${title}` : `${title}: ${problem}`,
      })),
    ]);
    const failed = assistants.find(({ problem }) => problem !== undefined);
    if (failed?.problem === undefined) return;
    changes.push(`The entry of ${failed.title} is still there; do this again to remove it`);
    throw new Told(new AssistantFileError(failed.problem));
  },
};
