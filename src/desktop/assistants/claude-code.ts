import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Computer, readVariable } from '../computer.ts';
import type { Assistant } from './assistant.ts';

/**
 * Claude in the terminal and in editors. Its own command `claude mcp add` would do too, but may not be on the PATH; the file is
 * one that Claude Code itself writes often, so a change made meanwhile is looked for.
 */
export const claudeCode: Assistant = {
  id: 'claude-code',
  title: 'Claude Code',
  format: { kind: 'json', keyPath: ['mcpServers'] },
  findFiles: (computer) => [join(findFolder(computer) ?? computer.homeFolder, '.claude.json')],
  isInstalled: (computer) =>
    existsSync(findFolder(computer) ?? join(computer.homeFolder, '.claude')) ||
    existsSync(join(computer.homeFolder, '.claude.json')),
  entryExtras: { type: 'stdio' },
  rewritesItsFile: false,
  nextStep: 'Start a new session of Claude Code',
};

function findFolder(computer: Computer): string | undefined {
  return readVariable(computer, 'CLAUDE_CONFIG_DIR');
}
