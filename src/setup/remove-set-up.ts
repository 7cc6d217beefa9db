import { assistants } from '../desktop/assistants/all.ts';
import { type AssistantOutcome, disconnectAssistants, getAssistant } from './assistants.ts';
import { mentionsUs } from './our-entries.ts';
import { removeProfile } from './profiles.ts';
import type { Workplace } from './workplace.ts';

/** What became of a Halo that was taken off this computer. */
export interface Removal {
  /** False where nothing of its login was left. */
  readonly wasStored: boolean;
  /** Those whose files held our entry for it, or could not be looked at. */
  readonly assistants: readonly AssistantOutcome[];
}

/** Forgets a Halo: its entries in all assistants first, then its login and its settings. Throws a KeychainError or a UserError. */
export async function removeSetUp(
  profile: string,
  workplace: Workplace,
  signal: AbortSignal,
): Promise<Removal> {
  const ids = assistants.map(({ id }) => id);
  const outcomes = await disconnectAssistants(ids, profile, workplace);
  const wasStored = await removeProfile(profile, workplace, signal);
  return { wasStored, assistants: outcomes.filter((outcome) => concernsUs(outcome, workplace)) };
}

function concernsUs({ id, files, problem }: AssistantOutcome, { computer }: Workplace): boolean {
  if (problem !== undefined) return getAssistant(id).findFiles(computer).some(mentionsUs);
  return files.some(({ changed }) => changed);
}
