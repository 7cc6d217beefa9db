import type { Step } from '../step.ts';

/** Asks whether a login for programs is used, or a person signs in. */
export const askWay: Step = {
  name: 'way',
  asks: true,
  isNeeded: () => true,
  run: async (draft, { prompt }, isAgain) => {
    if (!isAgain && draft.way !== undefined) return { draft };
    const way = await prompt.choose({
      message: 'How will Claude get into Halo? Your Halo admin has decided this for you.',
      initial: draft.way ?? 'client-secret',
      choices: [
        { value: 'client-secret', label: 'I was given a client ID and a client secret' },
        { value: 'person', label: 'I was given a client ID only, and sign in as myself' },
      ],
    });
    return { draft: { ...draft, way } };
  },
};
