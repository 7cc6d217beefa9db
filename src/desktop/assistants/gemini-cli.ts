import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Assistant } from './assistant.ts';

/** Google's Gemini in the terminal; its settings may hold comments. */
export const geminiCli: Assistant = {
  id: 'gemini-cli',
  title: 'Gemini CLI',
  format: { kind: 'jsonc', keyPath: ['mcpServers'] },
  findFiles: ({ homeFolder }) => [join(homeFolder, '.gemini', 'settings.json')],
  isInstalled: ({ homeFolder }) => existsSync(join(homeFolder, '.gemini')),
  entryExtras: {},
  rewritesItsFile: false,
  nextStep: 'Start Gemini CLI again',
};
