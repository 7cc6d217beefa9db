import { dirname } from 'node:path';
import { UserError } from '../base/errors.ts';
import { assistants } from '../desktop/assistants/all.ts';
import type { Assistant, AssistantId, ServerCommand } from '../desktop/assistants/assistant.ts';
import { connectAssistant, disconnectAssistant, type FileOutcome } from '../desktop/assistants/connect.ts';
import { type AssistantState, inspectAssistant } from '../desktop/assistants/inspect.ts';
import { readVariable } from '../desktop/computer.ts';
import { explainQuit } from '../desktop/quit-assistant.ts';
import { findRunning, listPrograms } from '../desktop/running.ts';
import { defaultProfile } from '../desktop/settings-file.ts';
import { isOurName } from './our-entries.ts';
import type { Workplace } from './workplace.ts';

/** Every assistant there is. */
export const assistantIds: readonly AssistantId[] = assistants.map(({ id }) => id);

/** What became of one assistant. One that failed never stops the others. */
export interface AssistantOutcome {
  readonly id: AssistantId;
  readonly title: string;
  /** Those that were looked at and could be used, changed or not. */
  readonly files: readonly ChangedFile[];
  /** What the person does so that it takes effect; undefined where nothing changed. */
  readonly nextStep: string | undefined;
  /** What went wrong, in plain words; undefined where all is as asked. */
  readonly problem: string | undefined;
  /** A file that can't be read as it is, for the person to mend in an editor. */
  readonly brokenFile?: string | undefined;
}

export interface ChangedFile {
  readonly path: string;
  /** False where our entry was already as it should be. */
  readonly changed: boolean;
  /** The copy of the file as it was before; undefined where there was no need for one. */
  readonly backup: string | undefined;
}

/** An assistant that could not be connected or disconnected, because of its file. */
export class AssistantFileError extends UserError {
  override readonly name = 'AssistantFileError';
}

/** How an assistant starts this program for a profile: never holds a secret. */
export function serverCommandFor(profile: string, workplace: Workplace): ServerCommand {
  const { program, computer, paths } = workplace;
  const isMoved = readVariable(computer, 'HALO_MCP_HOME') !== undefined;
  return {
    name: toEntryName(profile),
    command: program.command,
    args: [...program.args, '--profile', profile],
    // The assistant passes no variable of this kind on by itself.
    env: isMoved ? { HALO_MCP_HOME: dirname(paths.settingsFile) } : {},
  };
}

/** Looks at every assistant we know, installed or not; `profiles` are those whose entries are to be there. */
export async function inspectAssistants(
  workplace: Workplace,
  profiles: readonly string[],
): Promise<readonly AssistantState[]> {
  const expected = profiles.map((profile) => serverCommandFor(profile, workplace));
  const { computer } = workplace;
  const programs = await listPrograms(computer);
  return Promise.all(
    assistants.map((assistant) => inspectAssistant(assistant, expected, computer, programs)),
  );
}

/** Writes our entry for a profile into each of these assistants' files. */
export async function connectAssistants(
  ids: readonly AssistantId[],
  profile: string,
  workplace: Workplace,
): Promise<readonly AssistantOutcome[]> {
  const server = serverCommandFor(profile, workplace);
  return ids.map(getAssistant).map((assistant) =>
    toOutcome(assistant, () => {
      assertStays(server);
      return connectAssistant(assistant, server, workplace.computer, { now: readNow(workplace) });
    }),
  );
}

/** Removes our entry for a profile, or for all of them where `profile` is undefined, from these assistants' files. */
export async function disconnectAssistants(
  ids: readonly AssistantId[],
  profile: string | undefined,
  workplace: Workplace,
): Promise<readonly AssistantOutcome[]> {
  const isMeant = profile === undefined ? isOurName : (name: string) => name === toEntryName(profile);
  return ids.map(getAssistant).map((assistant) =>
    toOutcome(assistant, () =>
      disconnectAssistant(assistant, isMeant, workplace.computer, {
        now: readNow(workplace),
        own: workplace.program,
      }),
    ),
  );
}

/**
 * Looks whether our entry is still right after the assistant was opened again, and writes it anew where it is not. What is written
 * while it runs may be dropped once more, so the problem then says to quit it first.
 */
export async function checkAfterReopen(
  id: AssistantId,
  profile: string,
  workplace: Workplace,
): Promise<AssistantOutcome> {
  const [outcome] = await connectAssistants([id], profile, workplace);
  if (outcome === undefined) throw new Error(`There is no assistant ${id}`);
  const assistant = getAssistant(id);
  const isRepaired = outcome.problem === undefined && outcome.files.some(({ changed }) => changed);
  if (!isRepaired || !assistant.rewritesItsFile) return outcome;
  const next = (await findRunning(assistant, workplace.computer))
    ? `It runs now and may drop it again. ${explainQuit(assistant, workplace.computer)}. Then check again before you open it`
    : 'Open it, then check again';
  return {
    ...outcome,
    problem: `${outcome.title} had dropped the entry when it was opened, so it was written once more. ${next}`,
  };
}

/** The assistant of that name. Throws a UserError that lists what there is. */
export function getAssistant(id: string): Assistant {
  const found = assistants.find((assistant) => assistant.id === id);
  if (found !== undefined) return found;
  throw new UserError(
    `There is no assistant "${id}". These can be connected: ${assistants.map((one) => one.id).join(', ')}`,
  );
}

function toEntryName(profile: string): string {
  return profile === defaultProfile ? 'halo' : `halo-${profile}`;
}

function toOutcome(assistant: Assistant, run: () => readonly FileOutcome[]): AssistantOutcome {
  const { id, title, nextStep } = assistant;
  try {
    const outcomes = run();
    const problems = outcomes.flatMap(({ problem }) => (problem === undefined ? [] : [problem.message]));
    return {
      id,
      title,
      files: outcomes
        .filter(({ problem }) => problem === undefined)
        .map(({ path, changed, backup }) => ({ path, changed, backup })),
      nextStep: outcomes.some(({ changed }) => changed) ? nextStep : undefined,
      problem: problems.length === 0 ? undefined : problems.join('\n'),
      brokenFile: outcomes.find(({ problem }) => problem?.line !== undefined)?.path,
    };
  } catch (error) {
    // Bugs are nobody else's fault either, but they must be seen as such.
    if (!(error instanceof UserError)) throw error;
    return { id, title, files: [], nextStep: undefined, problem: error.message };
  }
}

/** macOS runs an app that a browser downloaded from a place that is gone later, until the person has moved the app once. */
function assertStays({ command }: ServerCommand): void {
  if (!command.includes('/AppTranslocation/')) return;
  throw new UserError(
    'macOS runs this Halo MCP from a place that will be gone later, where no assistant would find it. Quit it, drag it into the Applications folder in the Finder, open it there, and connect again',
  );
}

function readNow({ clock }: Workplace): Date {
  return new Date(clock.now());
}
