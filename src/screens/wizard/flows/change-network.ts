import { attempt } from '../../../base/attempt.ts';
import { saveNetwork } from '../../../setup/network.ts';
import { readStoredNetwork, tryAddress } from '../../../setup/try-out.ts';
import { askNetwork } from '../ask-network.ts';
import { backMeans } from '../moves.ts';
import type { Flow } from './flow.ts';

/** How this computer reaches the internet; tried out before it is kept. */
export const changeNetwork: Flow = {
  label: 'Set a proxy or a certificate file',
  isPossible: () => true,
  run: async ({ settings }, _, screen) => {
    const { prompt, workplace, changes } = screen;
    const stored = readStoredNetwork(workplace);
    let typed = stored;
    for (;;) {
      typed = await askNetwork(typed, screen);
      // The login of a proxy that stays is in the keychain and not in its address.
      const draft = typed.proxy === stored.proxy ? { ...typed, proxy: undefined } : typed;
      const { error } = await attempt(() =>
        prompt.work('Looking for your Halo that way', (signal) =>
          tryAddress(settings, draft, workplace, signal),
        ),
      );
      if (error === undefined) prompt.say('Halo answers that way', 'done');
      else {
        prompt.say(error.message, 'wrong');
        const next = await backMeans('correct', () =>
          prompt.choose({
            message: 'Halo could not be reached that way.',
            canGoBack: false,
            choices: [
              { value: 'correct', label: 'Correct it' },
              { value: 'keep', label: 'Keep it all the same' },
            ],
          }),
        );
        if (next === 'correct') continue;
      }
      await prompt.work('Keeping it', (signal) => saveNetwork(draft, workplace, signal), { finishes: true });
      changes.push('The way to the internet is kept');
      prompt.say('Kept. Assistants use it from their next start on.', 'done');
      return;
    }
  },
};
