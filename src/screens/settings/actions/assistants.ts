import { z } from 'zod';
import {
  type AssistantOutcome,
  checkAfterReopen,
  connectAssistants,
  disconnectAssistants,
  getAssistant,
  inspectAssistants,
} from '../../../setup/assistants.ts';
import {
  canBeClosed,
  closeAssistant as close,
  explainClosing,
  mustBeClosed,
  waitUntilClosed,
} from '../../../setup/close-assistant.ts';
import { defineRoute } from '../route.ts';

const id = z.string().max(100);
const profile = z.string().max(100);

/** How an assistant stands to one of our Halos. */
export type AssistantStanding = 'connected' | 'repair' | 'off' | 'blocked' | 'absent';

/** Every assistant, and how it stands to a profile. */
export const listAssistants = defineRoute({
  input: z.object({ profile }),
  run: async ({ profile: name }, { place }) => {
    const states = await inspectAssistants(place.workplace, [name]);
    return {
      assistants: states.map((state) => ({
        id: state.id,
        title: state.title,
        isInstalled: state.isInstalled,
        isRunning: state.isRunning,
        forbiddenBy: state.forbiddenBy ?? null,
        ...findStanding(state),
      })),
    };
  },
});

/** Which of them must be closed first, lest they drop the entry, and whether we can do that for the person. */
export const listToClose = defineRoute({
  input: z.object({ ids: z.array(id).max(50) }),
  run: async ({ ids }, { place: { workplace } }) => {
    const running = await mustBeClosed(
      ids.map((one) => getAssistant(one).id),
      workplace,
    );
    const assistants = running.map(async (one) => ({
      id: one,
      title: getAssistant(one).title,
      canBeClosed: await canBeClosed(one, workplace),
      how: explainClosing(one, workplace),
    }));
    return { assistants: await Promise.all(assistants) };
  },
});

/** Closes it for the person, or waits until the person has. */
export const closeAssistant = defineRoute({
  input: z.object({ id, byUs: z.boolean() }),
  run: async ({ id: name, byUs }, { place: { workplace }, signal }) => {
    const assistant = getAssistant(name).id;
    await (byUs ? close : waitUntilClosed)(assistant, workplace, signal);
    return {};
  },
});

/** Writes our entry, or writes it right. */
export const connectAssistant = defineRoute({
  input: z.object({ id, profile }),
  run: async ({ id: name, profile: of }, { place }) =>
    toReport(await connectAssistants([getAssistant(name).id], of, place.workplace)),
});

/** Takes our entry for a profile out again. */
export const disconnectAssistant = defineRoute({
  input: z.object({ id, profile }),
  run: async ({ id: name, profile: of }, { place }) => {
    place.onDisconnect?.(name);
    return toReport(await disconnectAssistants([getAssistant(name).id], of, place.workplace));
  },
});

/** Looks whether the entry is still there after the person opened the assistant again, and mends it. */
export const checkEntry = defineRoute({
  input: z.object({ id, profile }),
  run: async ({ id: name, profile: of }, { place }) =>
    toReport([await checkAfterReopen(getAssistant(name).id, of, place.workplace)]),
});

/** What became of an assistant, as the page shows it; null where there is nothing to say. */
function toReport(outcomes: readonly AssistantOutcome[]) {
  return {
    nextStep: outcomes.map(({ nextStep }) => nextStep).find((step) => step !== undefined) ?? null,
    problem: outcomes.map(({ problem }) => problem).find((found) => found !== undefined) ?? null,
    /** True where it may drop the entry when it is opened again, so that looking then is worth it. */
    isWorthChecking: outcomes.some(
      ({ id: key, files }) => getAssistant(key).rewritesItsFile && files.some(({ changed }) => changed),
    ),
  };
}

type State = Awaited<ReturnType<typeof inspectAssistants>>[number];

/** What stands worst counts, because that is what the person can do something about. */
function findStanding({ isInstalled, forbiddenBy, files }: State): {
  readonly standing: AssistantStanding;
  readonly reason: string | null;
} {
  const entries = files.flatMap((file) => Object.values(file.entries));
  const blocked = entries.find(({ kind }) => kind === 'foreign' || kind === 'unreadable');
  const wrong = entries.find(({ kind }) => kind === 'wrong');
  const isRight = entries.some(({ kind }) => kind === 'right');
  if (!isInstalled && !isRight && wrong === undefined) return { standing: 'absent', reason: null };
  if (forbiddenBy !== undefined) return { standing: 'blocked', reason: forbiddenBy };
  if (blocked !== undefined) return { standing: 'blocked', reason: readReason(blocked) };
  if (wrong !== undefined) return { standing: 'repair', reason: readReason(wrong) };
  return { standing: isRight ? 'connected' : 'off', reason: null };
}

function readReason(entry: State['files'][number]['entries'][string]): string | null {
  return 'reason' in entry ? entry.reason : null;
}
