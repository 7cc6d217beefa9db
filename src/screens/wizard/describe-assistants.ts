import { type AssistantOutcome, getAssistant } from '../../setup/assistants.ts';

/** "Claude Desktop, Cursor and Zed" */
export function describeAssistants(ids: readonly string[]): string {
  const titles = ids.map((id) => getAssistant(id).title);
  const last = titles.at(-1) ?? '';
  return titles.length < 2 ? last : `${titles.slice(0, -1).join(', ')} and ${last}`;
}

/** What has changed, as a sentence without a full stop; nothing where it could not be connected. */
export function describeConnected({ title, files, problem }: AssistantOutcome): readonly string[] {
  return problem === undefined && files.length > 0 ? [`${title} is connected`] : [];
}
