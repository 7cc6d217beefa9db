import { toInstant } from '../../halo/halo-date.ts';
import type { Action } from '../../halo/resources/actions.ts';
import { htmlToText } from '../text.ts';

/** When the work was done, which can lie before the day on which it was written down; else the next best that Halo sent. */
export function findActionDate(action: Action): string | undefined {
  return (
    [action.datetime, action.actionarrivaldate, action.actiondatecreated].find(
      (date) => date !== null && toInstant(date) !== undefined,
    ) ?? undefined
  );
}

/** The agent who did it; undefined for what a user wrote. */
export function findActionAgent(action: Action): number | undefined {
  return (
    [action.who_agentid, action.actionby_agent_id].find((id) => typeof id === 'number' && id > 0) ?? undefined
  );
}

/** What was written, as plain text: the note, or else the e-mail. */
export function readActionText(action: Action): string {
  return htmlToText(action.note?.trim() ? action.note : (action.emailbody ?? ''));
}

/** Newest first; what was done in the same moment by its number, the later one first. */
export function byNewestDone(a: Action, b: Action): number {
  return doneMs(b) - doneMs(a) || b.id - a.id;
}

function doneMs(action: Action): number {
  return toInstant(findActionDate(action))?.getTime() ?? 0;
}
