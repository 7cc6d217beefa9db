import { claudeDesktop } from '../desktop/assistants/claude-desktop.ts';
import { inspectAssistant } from '../desktop/assistants/inspect.ts';
import { readFileStamp } from '../desktop/file-stamp.ts';
import { readSettings } from '../desktop/settings-file.ts';
import { type AssistantStatus, toAssistantStatus } from './assistant-status.ts';
import { serverCommandFor } from './assistants.ts';
import { listOurEntries } from './our-entries.ts';
import type { Workplace } from './workplace.ts';

/** Claude Desktop as the whole status has it, but for whether it runs: read from its files alone. Throws a UserError for settings that can't be read. */
export async function readClaudeState(workplace: Workplace): Promise<AssistantStatus> {
  const { computer, paths } = workplace;
  const profiles = Object.keys(readSettings(paths.settingsFile).profiles);
  const expected = profiles.map((profile) => serverCommandFor(profile, workplace));
  const state = await inspectAssistant(claudeDesktop, expected, computer, undefined);
  return toAssistantStatus(state, listOurEntries(workplace));
}

/** Texts that change with Claude's files and with our settings; cheap enough to compare every few seconds. */
export function readFileStamps({ computer, paths }: Pick<Workplace, 'computer' | 'paths'>): {
  readonly claude: string;
  readonly settings: string;
} {
  const files = claudeDesktop.findFiles(computer);
  return {
    claude: files.map((path) => `${path} ${readFileStamp(path)}`).join('\n'),
    settings: readFileStamp(paths.settingsFile),
  };
}
