import { cleanPasted } from '../../../setup/clean-pasted.ts';
import { beginsLikeSecret, hintClientId, looksLikeSecret } from '../../../setup/login-hints.ts';
import { backMeans } from '../moves.ts';
import type { Step } from '../step.ts';

/** Asks for the client ID, and for a second look where it looks odd. */
export const askClientId: Step = {
  name: 'client-id',
  asks: true,
  isNeeded: () => true,
  run: async (first, { prompt }, isAgain) => {
    let draft = first;
    let asks = isAgain || draft.clientId === undefined;
    while (asks) {
      const clientId = cleanPasted(
        await prompt.ask({
          message: 'Client ID. Paste it here.',
          initial: draft.clientId,
          example: '01234567-89ab-cdef-0123-456789abcdef',
          whenEmpty: 'Paste the client ID first',
          isSecret: beginsLikeSecret,
        }),
      );
      if (looksLikeSecret(clientId) && draft.way === 'client-secret') {
        prompt.say(
          'That is the client secret. It is hidden, and kept as that. Now paste the client ID.',
          'warning',
        );
        draft = { ...draft, clientId: undefined, clientSecret: clientId };
        continue;
      }
      draft = { ...draft, clientId };
      const hint = hintClientId(clientId);
      asks = hint !== undefined && !(await isMeant(hint));
    }
    return { draft };

    async function isMeant(hint: string): Promise<boolean> {
      prompt.say(hint, 'warning');
      const next = await backMeans('correct', () =>
        prompt.choose({
          message: 'Is it right?',
          canGoBack: false,
          choices: [
            { value: 'correct', label: 'No, let me correct it' },
            { value: 'keep', label: 'Yes, use it as it is' },
          ],
        }),
      );
      return next === 'keep';
    }
  },
};
