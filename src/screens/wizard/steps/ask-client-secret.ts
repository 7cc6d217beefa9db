import { cleanPasted } from '../../../setup/clean-pasted.ts';
import { hintClientId, hintClientSecret, looksLikeSecret } from '../../../setup/login-hints.ts';
import type { Draft } from '../draft.ts';
import { backMeans } from '../moves.ts';
import type { Screen, Step } from '../step.ts';

/** Asks for the client secret without showing it, and for a second look where it looks odd. */
export const askClientSecret: Step = {
  name: 'client-secret',
  asks: true,
  isNeeded: ({ way }) => way !== 'person',
  run: async (first, screen, isAgain) => {
    let draft = first;
    let asks = isAgain || draft.clientSecret === undefined;
    while (asks) {
      const typed = cleanPasted(await screen.prompt.askSecret(toQuestion(draft.clientSecret !== undefined)));
      if (typed === '') break;
      const next = await lookAgain({ ...draft, clientSecret: typed }, screen);
      asks = next === undefined;
      draft = next ?? draft;
    }
    return { draft };
  },
};

function toQuestion(isKnown: boolean) {
  const message = 'Client secret. Paste it here; it is not shown.';
  return isKnown
    ? { message: `${message} Leave the line empty to keep the one you gave.` }
    : { message, whenEmpty: 'Paste the client secret first' };
}

/** The draft with the login as the person means it; undefined to ask once more. */
async function lookAgain(draft: Draft, { prompt }: Screen): Promise<Draft | undefined> {
  const { clientId = '', clientSecret = '' } = draft;
  const hint = hintClientSecret(clientSecret, clientId);
  if (hint === undefined) return draft;
  prompt.say(hint, 'warning');
  const isSwapped = looksLikeSecret(clientId) && hintClientId(clientSecret) === undefined;
  const next = await backMeans('correct', () =>
    prompt.choose({
      message: isSwapped ? 'Shall I swap them?' : 'Is it right?',
      canGoBack: false,
      choices: [
        ...(isSwapped ? [{ value: 'swap' as const, label: 'Yes, swap the two' }] : []),
        {
          value: 'correct' as const,
          label: isSwapped ? 'No, let me paste it again' : 'No, let me correct it',
        },
        { value: 'keep' as const, label: isSwapped ? 'Use them as they are' : 'Yes, use it as it is' },
      ],
    }),
  );
  if (next === 'correct') return undefined;
  return next === 'swap' ? { ...draft, clientId: clientSecret, clientSecret: clientId } : draft;
}
