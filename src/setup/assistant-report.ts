import type { AssistantId } from '../desktop/assistants/assistant.ts';
import { type AssistantOutcome, getAssistant, inspectAssistants, serverCommandFor } from './assistants.ts';
import type { Workplace } from './workplace.ts';

/** What became, or would become, of one assistant. Plain data; null where there is nothing to say. */
export interface AssistantReport {
  readonly id: AssistantId;
  readonly title: string;
  readonly files: readonly {
    readonly path: string;
    readonly changed: boolean;
    readonly backup: string | null;
  }[];
  /** True where it runs now and may drop what was written. */
  readonly mustBeQuit: boolean;
  /** What the person does so that it takes effect. */
  readonly nextStep: string | null;
  readonly problem: string | null;
}

/** The outcome of connecting as data. */
export function toAssistantReport(outcome: AssistantOutcome, mustBeQuit: boolean): AssistantReport {
  const { id, title, files, nextStep = null, problem = null } = outcome;
  return {
    id,
    title,
    files: files.map(({ path, changed, backup = null }) => ({ path, changed, backup })),
    mustBeQuit,
    nextStep,
    problem,
  };
}

/** What connecting these would change; looks and changes nothing. */
export async function previewAssistants(
  ids: readonly AssistantId[],
  profile: string,
  workplace: Workplace,
): Promise<readonly AssistantReport[]> {
  const { name } = serverCommandFor(profile, workplace);
  const states = await inspectAssistants(workplace, [profile]);
  return ids.map((id) => {
    const { title, nextStep } = getAssistant(id);
    const files = states.find((state) => state.id === id)?.files ?? [];
    const entries = files.map(({ path, entries }) => ({
      path,
      entry: entries[name] ?? { kind: 'absent' as const },
    }));
    const problems = entries.flatMap(({ path, entry }) =>
      entry.kind === 'foreign' || entry.kind === 'unreadable' ? [`${path}: ${entry.reason}`] : [],
    );
    const changed = (kind: string) => kind === 'absent' || kind === 'wrong';
    return {
      id,
      title,
      files: entries.map(({ path, entry }) => ({ path, changed: changed(entry.kind), backup: null })),
      mustBeQuit: false,
      nextStep: entries.some(({ entry }) => changed(entry.kind)) ? nextStep : null,
      problem: problems.length === 0 ? null : problems.join('\n'),
    };
  });
}
