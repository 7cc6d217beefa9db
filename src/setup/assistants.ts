import type { AssistantId, ServerCommand } from '../desktop/assistants/assistant.ts';
import type { AssistantState } from '../desktop/assistants/inspect.ts';
import type { Workplace } from './workplace.ts';

/** What became of one assistant. One that failed never stops the others. */
export interface AssistantOutcome {
  readonly id: AssistantId;
  readonly title: string;
  readonly files: readonly ChangedFile[];
  /** What the person does so that it takes effect; undefined where nothing changed or nothing works. */
  readonly nextStep: string | undefined;
  /** What went wrong, in plain words; undefined where all is as asked. */
  readonly problem: string | undefined;
}

export interface ChangedFile {
  readonly path: string;
  /** False where our entry was already as it should be. */
  readonly changed: boolean;
  /** The copy of the file as it was before; undefined where there was no need for one. */
  readonly backup: string | undefined;
}

/** How an assistant starts this program for a profile: never holds a secret. */
export function serverCommandFor(_profile: string, _workplace: Workplace): ServerCommand {
  throw new Error('Not written yet');
}

/** Looks at every assistant we know, installed or not; `profiles` are those whose entries are to be there. */
export async function inspectAssistants(
  _workplace: Workplace,
  _profiles: readonly string[],
): Promise<readonly AssistantState[]> {
  throw new Error('Not written yet');
}

/** Writes our entry for a profile into each of these assistants' files. */
export async function connectAssistants(
  _ids: readonly AssistantId[],
  _profile: string,
  _workplace: Workplace,
): Promise<readonly AssistantOutcome[]> {
  throw new Error('Not written yet');
}

/** Removes our entry for a profile, or for all of them where `profile` is undefined, from these assistants' files. */
export async function disconnectAssistants(
  _ids: readonly AssistantId[],
  _profile: string | undefined,
  _workplace: Workplace,
): Promise<readonly AssistantOutcome[]> {
  throw new Error('Not written yet');
}

/**
 * True for an assistant that runs now and would write over our change when it ends; the person quits it first.
 * Nothing runs where that can't be found out.
 */
export async function mustBeClosed(_id: AssistantId, _workplace: Workplace): Promise<boolean> {
  throw new Error('Not written yet');
}

/** Resolves once the assistant no longer runs; rejects with the signal's reason. */
export async function waitUntilClosed(
  _id: AssistantId,
  _workplace: Workplace,
  _signal: AbortSignal,
): Promise<void> {
  throw new Error('Not written yet');
}

/** Looks whether our entry is still right after the assistant was opened again, and writes it anew where it is not. */
export async function checkAfterReopen(
  _id: AssistantId,
  _profile: string,
  _workplace: Workplace,
): Promise<AssistantOutcome> {
  throw new Error('Not written yet');
}
