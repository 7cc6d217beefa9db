import { serverCommandFor } from '../../../setup/assistants.ts';
import { describeAssistants } from '../describe-assistants.ts';
import type { Step } from '../step.ts';

/** Says what is about to be changed, and asks whether it may be. */
export const agree: Step = {
  name: 'agreement',
  asks: true,
  isNeeded: () => true,
  run: async (draft, { prompt, workplace }) => {
    const { profile = '', found, assistants = [] } = draft;
    const login = draft.way === 'person' ? 'your sign-in' : 'the client ID and secret';
    const where = describeAssistants(assistants);
    prompt.say(
      [
        'That is all I need. This is what happens next:',
        `1. Your system's keychain keeps ${login} for ${found?.host}.`,
        assistants.length === 0
          ? '2. No assistant is connected.'
          : `2. ${where} may start halo-mcp, through an entry "${serverCommandFor(profile, workplace).name}" in ${assistants.length === 1 ? 'its' : 'their'} settings. The login is not in it.`,
        '3. A first question is put to halo-mcp, to see that it answers.',
      ].join('\n'),
    );
    await prompt.choose({ message: 'Shall I?', choices: [{ value: 'yes', label: 'Yes, set it up' }] });
    return { draft };
  },
};
