import { getAssistant } from '../../setup/assistants.ts';

/** "Claude Desktop, Cursor and Zed" */
export function describeAssistants(ids: readonly string[]): string {
  const titles = ids.map((id) => getAssistant(id).title);
  const last = titles.at(-1) ?? '';
  return titles.length < 2 ? last : `${titles.slice(0, -1).join(', ')} and ${last}`;
}
