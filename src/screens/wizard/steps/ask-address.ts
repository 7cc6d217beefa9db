import { attempt } from '../../../base/attempt.ts';
import { beginsLikeSecret } from '../../../setup/login-hints.ts';
import { tryAddress } from '../../../setup/try-out.ts';
import { askNetwork } from '../ask-network.ts';
import { chooseFix } from '../choose-fix.ts';
import { backMeans } from '../moves.ts';
import type { Step } from '../step.ts';

/** Asks where Halo is until one answers there. */
export const askAddress: Step = {
  name: 'address',
  asks: true,
  isNeeded: () => true,
  run: async (first, screen, isAgain) => {
    const { prompt, workplace } = screen;
    let draft = first;
    let asks = isAgain || draft.address === undefined;
    for (;;) {
      if (asks) draft = { ...draft, address: await ask(draft.address) };
      const { address = '', tenant, authUrl } = draft;
      const tried = await backMeans(undefined, () =>
        attempt(() =>
          prompt.work('Looking for your Halo', (signal) =>
            tryAddress({ address, tenant, authUrl }, draft.network, workplace, signal),
          ),
        ),
      );
      asks = tried === undefined;
      if (tried === undefined) continue;
      const { value: found, error } = tried;
      if (found !== undefined) {
        prompt.say(`Halo answers at ${found.siteUrl}`, 'done');
        return { draft: { ...draft, found } };
      }
      const fix = await backMeans('address', () => chooseFix(error, ['address', 'network', 'again'], prompt));
      asks = fix === 'address';
      if (fix !== 'network') continue;
      const { network } = draft;
      draft = { ...draft, network: await backMeans(network, () => askNetwork(network, screen)) };
    }

    async function ask(initial: string | undefined): Promise<string> {
      const typed = await prompt.ask({
        message:
          'Where is your Halo? Open it in your browser, copy the address from the top and paste it here. Any page of it will do.',
        initial,
        example: 'https://yourcompany.halopsa.com',
        whenEmpty: 'Paste the address first',
        isSecret,
      });
      if (!isSecret(typed)) return typed;
      prompt.say('That is the client secret, which is asked for later. Now paste the address.', 'warning');
      return ask(initial);
    }
  },
};

/** An address may hold anything in its path. */
function isSecret(typed: string): boolean {
  return !typed.includes('/') && beginsLikeSecret(typed);
}
