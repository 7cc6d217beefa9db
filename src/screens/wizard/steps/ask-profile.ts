import { attempt } from '../../../base/attempt.ts';
import { parseNewProfileName } from '../../../setup/new-profile.ts';
import type { Step } from '../step.ts';

/** Asks for the name of one more Halo. */
export const askProfile: Step = {
  name: 'profile',
  asks: true,
  isNeeded: () => true,
  run: async (draft, { prompt, workplace }) => {
    for (;;) {
      const typed = await prompt.ask({
        message: 'A short name for this Halo, to tell it from the other: small letters, digits, hyphens.',
        initial: draft.profile,
        example: 'sandbox',
        whenEmpty: 'Type a name first',
      });
      const { value: profile, error } = await attempt(async () => parseNewProfileName(typed, workplace));
      if (profile !== undefined) return { draft: { ...draft, profile } };
      prompt.say(error.message, 'wrong');
    }
  },
};
