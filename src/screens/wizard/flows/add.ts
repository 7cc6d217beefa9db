import { allSteps } from '../all-steps.ts';
import { runSteps } from '../run-steps.ts';
import { askProfile } from '../steps/ask-profile.ts';
import type { Flow } from './flow.ts';

/** One more Halo beside the one that is set up, such as a sandbox. */
export const add: Flow = {
  label: 'Add another Halo',
  isPossible: () => true,
  run: async (_, draft, screen) => {
    await runSteps([askProfile, ...allSteps], { ...draft, profile: undefined }, screen);
  },
};
