import type { AssistantId } from '../desktop/assistants/assistant.ts';
import { canQuit, explainQuit, quitAssistant } from '../desktop/quit-assistant.ts';
import { findRunning } from '../desktop/running.ts';
import { getAssistant } from './assistants.ts';
import type { Workplace } from './workplace.ts';

/** How often a person who quits or opens an app is looked after. */
const pollMs = 1_000;

/** Those of these assistants that run now and write their file anew from memory: what is written meanwhile may be lost. */
export async function mustBeClosed(
  ids: readonly AssistantId[],
  { computer }: Workplace,
): Promise<readonly AssistantId[]> {
  const rewriting = ids.filter((id) => getAssistant(id).rewritesItsFile);
  const running = await Promise.all(rewriting.map((id) => findRunning(getAssistant(id), computer)));
  return rewriting.filter((_, index) => running[index] === true);
}

/** Whether `closeAssistant` can close what runs now; where not, the person has to. */
export function canBeClosed(id: AssistantId, { computer }: Workplace): Promise<boolean> {
  return canQuit(getAssistant(id), computer);
}

/** How the person closes it for good, as one sentence without a full stop. */
export function explainClosing(id: AssistantId, { computer }: Workplace): string {
  return explainQuit(getAssistant(id), computer);
}

/** Closes it for the person, who has agreed, and waits until it has gone. Throws a UserError that says how to do it by hand. */
export function closeAssistant(
  id: AssistantId,
  { computer, clock }: Workplace,
  signal: AbortSignal,
): Promise<void> {
  return quitAssistant(getAssistant(id), computer, { clock, signal });
}

/** Resolves once it doesn't run any more, or at once where that can't be told; rejects with the signal's reason. */
export function waitUntilClosed(id: AssistantId, workplace: Workplace, signal: AbortSignal): Promise<void> {
  return waitWhile(true, id, workplace, signal);
}

/** Resolves once it runs, or at once where that can't be told; rejects with the signal's reason. */
export function waitUntilOpened(id: AssistantId, workplace: Workplace, signal: AbortSignal): Promise<void> {
  return waitWhile(false, id, workplace, signal);
}

async function waitWhile(
  isRunning: boolean,
  id: AssistantId,
  { computer, clock }: Workplace,
  signal: AbortSignal,
): Promise<void> {
  while ((await findRunning(getAssistant(id), computer)) === isRunning) await clock.wait(pollMs, signal);
}
