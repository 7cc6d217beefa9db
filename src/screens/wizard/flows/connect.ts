import { checkProfile } from '../../../setup/apply.ts';
import { AssistantFileError, connectAssistants, disconnectAssistants } from '../../../setup/assistants.ts';
import { mustBeClosed } from '../../../setup/close-assistant.ts';
import { describeConnected } from '../describe-assistants.ts';
import { Told } from '../moves.ts';
import { inspect, listConnected } from '../read-current.ts';
import { showOutcome } from '../show-outcome.ts';
import { chooseAssistants } from '../steps/choose-assistants.ts';
import { close } from '../steps/close-assistants.ts';
import type { Flow } from './flow.ts';

/** Connects the chosen assistants anew, which repairs them, and disconnects the others. */
export const connect: Flow = {
  label: 'Connect, repair or disconnect assistants',
  question: 'Connect which Halo?',
  isPossible: () => true,
  run: async ({ name }, draft, screen) => {
    const { prompt, workplace, changes } = screen;
    const connected = await prompt.work('Looking at what is set up', async () =>
      listConnected(await inspect(name, workplace), name, workplace),
    );
    const assistants = connected.length === 0 ? undefined : connected;
    const chosen = await chooseAssistants.run({ ...draft, profile: name, assistants }, screen, true);
    const ids = chosen.draft.assistants ?? [];
    const dropped = connected.filter((id) => !ids.includes(id));
    for (const id of await mustBeClosed([...ids, ...dropped], workplace)) await close(id, screen);
    const outcomes = await prompt.work(
      'Writing the entries',
      async () => {
        const removed = await disconnectAssistants(dropped, name, workplace);
        return { removed, added: await connectAssistants(ids, name, workplace) };
      },
      { finishes: true },
    );
    changes.push(...outcomes.added.flatMap(describeConnected));
    if (dropped.length > 0) {
      const rows = outcomes.removed.map(({ title, problem }) => ({
        isGood: problem === undefined,
        text: problem === undefined ? `${title} is disconnected` : `${title}: ${problem}`,
      }));
      prompt.list('No longer connected:', rows);
    }
    const checked = await prompt.work(
      'Asking a first question',
      (signal) => checkProfile(name, workplace, signal),
      { finishes: true },
    );
    await showOutcome(name, { assistants: outcomes.added, ...checked }, screen);
    const failed = outcomes.removed.find(({ problem }) => problem !== undefined);
    if (failed?.problem === undefined) return;
    changes.push(`${failed.title} is still connected`);
    throw new Told(new AssistantFileError(failed.problem));
  },
};
