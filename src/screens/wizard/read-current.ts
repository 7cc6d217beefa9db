import { attempt } from '../../base/attempt.ts';
import { inspectAssistants, serverCommandFor } from '../../setup/assistants.ts';
import { loadConnection, type Profile } from '../../setup/profiles.ts';
import type { Workplace } from '../../setup/workplace.ts';
import { type Draft, draftOver } from './draft.ts';
import type { Screen } from './step.ts';

type State = Awaited<ReturnType<typeof inspectAssistants>>[number];

/** A Halo that is set up, as a draft to be changed; its secret stays where it is. */
export async function readCurrent(profile: Profile, draft: Draft, screen: Screen): Promise<Draft> {
  const { prompt, workplace } = screen;
  return prompt.work('Looking at what is set up', async () => {
    const { value: connection } = await attempt(() => loadConnection(profile.name, workplace));
    const { clientSecret } = draft;
    return {
      ...draftOver(profile, draft),
      way: draft.way ?? (clientSecret === undefined ? profile.settings.signIn : 'client-secret'),
      clientId: draft.clientId ?? connection?.clientId,
      assistants:
        draft.assistants ?? listConnected(await inspect(profile.name, workplace), profile.name, workplace),
    };
  });
}

/** How the assistants stand to a profile. */
export function inspect(profile: string, workplace: Workplace): Promise<readonly State[]> {
  return inspectAssistants(workplace, [profile]);
}

/** Those that hold an entry of ours for that profile, also one that needs repair. */
export function listConnected(
  states: readonly State[],
  profile: string,
  workplace: Workplace,
): readonly State['id'][] {
  const { name } = serverCommandFor(profile, workplace);
  return states
    .filter(({ files }) => files.some(({ entries }) => /^(right|wrong)$/.test(entries[name]?.kind ?? '')))
    .map(({ id }) => id);
}
