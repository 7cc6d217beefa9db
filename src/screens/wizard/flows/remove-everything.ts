import { assistantIds } from '../../../setup/assistants.ts';
import { mustBeClosed } from '../../../setup/close-assistant.ts';
import { findUninstallError, uninstall } from '../../../setup/uninstall.ts';
import { GoBack, Told } from '../moves.ts';
import { close } from '../steps/close-assistants.ts';
import type { Flow } from './flow.ts';

/** Undoes all that set-up did; the program itself stays. */
export const removeEverything: Flow = {
  label: 'Remove everything set-up has done here',
  isPossible: () => true,
  run: async (_, __, screen) => {
    const { prompt, workplace, changes } = screen;
    prompt.say(
      'This removes every login from the keychain, our entry from every assistant, the copies we made of their settings, and our own settings and log. What others put there stays. The program itself stays; remove it the way it was installed.',
      'warning',
    );
    if (!(await prompt.agree('Remove everything?', false))) throw new GoBack();
    for (const id of await mustBeClosed(assistantIds, workplace)) await close(id, screen);
    changes.push('Some of it may be removed already; do this again to remove the rest');
    const steps = await prompt.work(
      'Removing',
      (signal) => uninstall(workplace, { keepBackups: false, signal }),
      { finishes: true },
    );
    const failed = findUninstallError(steps);
    changes.splice(
      -1,
      1,
      failed === undefined
        ? 'What is listed above is removed'
        : 'Some of it is still there, as listed above; do this again for the rest',
    );
    prompt.list(
      'Removed:',
      steps.map(({ what, done, problem }) => ({
        isGood: done,
        text: problem === undefined ? what : `${what}: ${problem}`,
      })),
    );
    if (failed !== undefined) throw new Told(failed);
  },
};
