import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Assistant } from './assistant.ts';

/** GitHub Copilot in the terminal; it offers only the tools that an entry names. */
export const copilotCli: Assistant = {
  id: 'copilot-cli',
  title: 'GitHub Copilot CLI',
  format: { kind: 'json', keyPath: ['mcpServers'] },
  findFiles: ({ homeFolder }) => [join(homeFolder, '.copilot', 'mcp-config.json')],
  isInstalled: ({ homeFolder }) => existsSync(join(homeFolder, '.copilot')),
  entryExtras: { type: 'local', tools: ['*'] },
  rewritesItsFile: false,
  nextStep: 'Start Copilot CLI again',
};
