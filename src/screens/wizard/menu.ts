import type { Profile } from '../../setup/profiles.ts';
import type { Draft } from './draft.ts';
import { add } from './flows/add.ts';
import { changeAddress, changeLogin, signInAgain } from './flows/change-login.ts';
import { changeNetwork } from './flows/change-network.ts';
import { connect } from './flows/connect.ts';
import type { Flow } from './flows/flow.ts';
import { remove } from './flows/remove.ts';
import { removeEverything } from './flows/remove-everything.ts';
import { backMeans } from './moves.ts';
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

/** Offers what can be done with what is set up, until something is done or the person leaves; going back from here leaves too. */
export async function runMenu(
  profiles: readonly Profile[],
  draft: Draft,
  screen: Screen,
): Promise<'done' | 'left'> {
  for (;;) {
    const flow = await chooseFlow(profiles, screen);
    if (flow === undefined) return 'left';
    const isDone = await backMeans(false, () =>
      runFlow(flow, profiles.filter(flow.isPossible), draft, screen),
    );
    if (isDone) return 'done';
  }
}

async function chooseFlow(profiles: readonly Profile[], { prompt }: Screen): Promise<Flow | undefined> {
  const possible = flows.filter(({ isPossible }) => profiles.some(isPossible));
  const label = await backMeans('leave', () =>
    prompt.choose({
      message: 'What would you like to do?',
      canGoBack: false,
      choices: [
        ...possible.map((flow) => ({ value: flow.label, label: flow.label })),
        { value: 'leave', label: 'Leave everything as it is' },
      ],
    }),
  );
  return possible.find((one) => one.label === label);
}

/** Runs it for one of these; going back shows the choice between them again, where there is one. */
async function runFlow(
  flow: Flow,
  profiles: readonly Profile[],
  draft: Draft,
  screen: Screen,
): Promise<boolean> {
  const { question } = flow;
  const [first, ...others] = profiles;
  if (first === undefined) return false;
  const run = async (profile: Profile) => {
    await flow.run(profile, draft, screen);
    return true;
  };
  if (question === undefined || others.length === 0) return run(first);
  for (;;) {
    const name = await screen.prompt.choose({
      message: question,
      choices: profiles.map((one) => ({ value: one.name, label: `${one.name} (${one.settings.address})` })),
    });
    const profile = profiles.find((one) => one.name === name) ?? first;
    if (await backMeans(false, () => run(profile))) return true;
  }
}
