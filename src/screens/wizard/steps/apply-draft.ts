import { attempt } from '../../../base/attempt.ts';
import { type ApplyStep, applyPlan } from '../../../setup/apply.ts';
import { NotPutBackError } from '../../../setup/replace-secrets.ts';
import { describeConnected } from '../describe-assistants.ts';
import { toProfile } from '../draft.ts';
import { Told } from '../moves.ts';
import { showOutcome } from '../show-outcome.ts';
import type { Step } from '../step.ts';

/** Stores and connects everything, and shows what came of it. */
export const applyDraft: Step = {
  name: 'apply',
  asks: false,
  isNeeded: () => true,
  run: async (draft, screen) => {
    const { prompt, workplace, changes } = screen;
    const plan = { profile: toProfile(draft), network: draft.network, assistants: draft.assistants ?? [] };
    const { value: outcome, error } = await attempt(() =>
      prompt.work(
        texts.keychain,
        (signal, { say }) =>
          applyPlan(plan, workplace, {
            signal,
            onStep: (step) => {
              say(texts[step]);
              if (step === 'assistants') changes.push('The login is in the keychain');
            },
            onConnected: (outcomes) => changes.push(...outcomes.flatMap(describeConnected)),
          }),
        { finishes: true },
      ),
    );
    if (outcome !== undefined) {
      await showOutcome(plan.profile.name, outcome, screen);
      return { draft };
    }
    const stored = error instanceof NotPutBackError ? '' : '\nNothing was stored.';
    prompt.say(`${error.message}${stored}`, 'wrong');
    const next = await prompt.choose({
      message: 'What would you like to do?',
      canGoBack: false,
      choices: [
        { value: 'again', label: 'Try once more' },
        { value: 'leave', label: 'Leave it for now' },
      ],
    });
    if (next === 'again') return { draft, redo: [] };
    throw new Told(error);
  },
};

const texts: Readonly<Record<ApplyStep, string>> = {
  keychain: 'Putting the login into the keychain (your system may ask you to unlock it)',
  assistants: 'Connecting the assistants',
  check: 'Asking a first question',
};
