import { allSteps } from '../all-steps.ts';
import { readCurrent } from '../read-current.ts';
import { runSteps } from '../run-steps.ts';
import type { Flow } from './flow.ts';

/** Another login for the same Halo. */
export const changeLogin: Flow = {
  label: 'Change the login',
  question: 'Change the login of which Halo?',
  isPossible: () => true,
  run: async (profile, draft, screen) => {
    const now = await readCurrent(profile, draft, screen);
    await runSteps(allSteps, now, screen, ['way', 'application', 'client-id', 'client-secret']);
  },
};

/** Another address; a login belongs to its address, so it is asked for as well. */
export const changeAddress: Flow = {
  label: 'Change the address of Halo',
  question: 'Change the address of which Halo?',
  isPossible: () => true,
  run: async (profile, draft, screen) => {
    const now = await readCurrent(profile, draft, screen);
    await runSteps(allSteps, now, screen, ['address', 'client-id', 'client-secret']);
  },
};

/** The same person, or another one, in the browser. */
export const signInAgain: Flow = {
  label: 'Sign in again',
  question: 'Sign in to which Halo?',
  isPossible: ({ settings }) => settings.signIn === 'person',
  run: async (profile, draft, screen) => {
    await runSteps(allSteps, await readCurrent(profile, draft, screen), screen);
  },
};
