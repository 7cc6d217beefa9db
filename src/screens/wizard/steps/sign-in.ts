import { attempt } from '../../../base/attempt.ts';
import { trySignIn } from '../../../setup/try-out.ts';
import { askNetwork } from '../ask-network.ts';
import { chooseFix } from '../choose-fix.ts';
import { toPlace } from '../draft.ts';
import { backMeans } from '../moves.ts';
import type { Step } from '../step.ts';

/** Signs a person in through their browser. */
export const signIn: Step = {
  name: 'sign-in',
  asks: true,
  isNeeded: ({ way }) => way === 'person',
  run: async (draft, screen) => {
    const { prompt, workplace } = screen;
    const { clientId = '', scope, redirectPort, network } = draft;
    await prompt.choose({
      message: "Halo's sign-in page opens in your browser. Sign in there as you always do, then come back.",
      choices: [{ value: 'open', label: 'Open the sign-in page' }],
    });
    const tried = await backMeans(undefined, () =>
      attempt(() =>
        prompt.work('Waiting until you have signed in', (signal, { note }) =>
          trySignIn({ place: toPlace(draft), clientId, scope, redirectPort }, network, workplace, {
            signal,
            onUrl: (url) =>
              note(`If no page opens, copy this address into your browser (Esc stops waiting):\n\n${url}`),
          }),
        ),
      ),
    );
    if (tried === undefined) return { draft, redo: [] };
    const { value: signedIn, error } = tried;
    if (signedIn !== undefined) return { draft: { ...draft, signedIn } };
    const fix = await chooseFix(error, ['again', 'client-id', 'address', 'network'], prompt);
    switch (fix) {
      case 'again':
      case 'client-secret':
        return { draft, redo: [] };
      case 'network':
        return {
          draft: { ...draft, network: await backMeans(network, () => askNetwork(network, screen)) },
          redo: [],
        };
      default:
        return { draft, redo: [fix] };
    }
  },
};
