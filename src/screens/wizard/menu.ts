import type { Profile } from '../../setup/profiles.ts';
import type { Draft } from './draft.ts';
import { add } from './flows/add.ts';
import { changeAddress, changeLogin, signInAgain } from './flows/change-login.ts';
import { changeNetwork } from './flows/change-network.ts';
import { connect } from './flows/connect.ts';
import type { Flow } from './flows/flow.ts';
import { remove } from './flows/remove.ts';
import { removeEverything } from './flows/remove-everything.ts';
import { GoBack } from './moves.ts';
import type { Screen } from './step.ts';

const flows: readonly Flow[] = [
  connect,
  signInAgain,
  changeLogin,
  changeAddress,
  add,
  changeNetwork,
  remove,
  removeEverything,
];

/** Offers what can be done with what is set up, until something is done or the person leaves. */
export async function runMenu(
  profiles: readonly Profile[],
  draft: Draft,
  screen: Screen,
): Promise<'done' | 'left'> {
  const { prompt } = screen;
  for (;;) {
    try {
      const possible = flows.filter(({ isPossible }) => profiles.some(isPossible));
      const label = await prompt.choose({
        message: 'What would you like to do?',
        canGoBack: false,
        choices: [
          ...possible.map((flow) => ({ value: flow.label, label: flow.label })),
          { value: 'leave', label: 'Leave everything as it is' },
        ],
      });
      const flow = possible.find((one) => one.label === label);
      if (flow === undefined) return 'left';
      const profile = await chooseProfile(flow, profiles.filter(flow.isPossible), screen);
      await flow.run(profile, draft, screen);
      return 'done';
    } catch (error) {
      if (!(error instanceof GoBack)) throw error;
    }
  }
}

async function chooseProfile(
  { question }: Flow,
  profiles: readonly Profile[],
  { prompt }: Screen,
): Promise<Profile> {
  const [first, ...others] = profiles;
  if (first === undefined) throw new GoBack();
  if (question === undefined || others.length === 0) return first;
  const name = await prompt.choose({
    message: question,
    choices: profiles.map((one) => ({ value: one.name, label: `${one.name} (${one.settings.address})` })),
  });
  return profiles.find((one) => one.name === name) ?? first;
}
