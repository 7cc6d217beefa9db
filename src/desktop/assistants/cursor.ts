import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Assistant } from './assistant.ts';

/** The editor Cursor, which reads its file as VS Code would. */
export const cursor: Assistant = {
  id: 'cursor',
  title: 'Cursor',
  format: { kind: 'jsonc', keyPath: ['mcpServers'] },
  findFiles: ({ homeFolder }) => [join(homeFolder, '.cursor', 'mcp.json')],
  isInstalled: ({ homeFolder }) => existsSync(join(homeFolder, '.cursor')),
  programs: {
    darwin: /\/Cursor\.app\/Contents\/MacOS\/Cursor$/,
    linux: /\/cursor$/i,
    win32: /\\cursor\\Cursor\.exe$/i,
  },
  entryExtras: {},
  rewritesItsFile: false,
  nextStep: 'In Cursor, open Settings › MCP and switch the new entry on, or restart Cursor',
};
