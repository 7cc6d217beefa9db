import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Assistant } from './assistant.ts';

/** The editor Windsurf. */
export const windsurf: Assistant = {
  id: 'windsurf',
  title: 'Windsurf',
  format: { kind: 'json', keyPath: ['mcpServers'] },
  findFiles: ({ homeFolder }) => [join(homeFolder, '.codeium', 'windsurf', 'mcp_config.json')],
  isInstalled: ({ homeFolder }) => existsSync(join(homeFolder, '.codeium', 'windsurf')),
  programs: {
    darwin: /\/Windsurf\.app\/Contents\/MacOS\/(Windsurf|Electron)$/,
    linux: /\/windsurf$/,
    win32: /\\Windsurf\\Windsurf\.exe$/i,
  },
  entryExtras: {},
  rewritesItsFile: false,
  nextStep: 'In Windsurf, press Refresh in the list of MCP servers, or restart it',
};
