import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Computer } from '../computer.ts';
import { findAppFolder } from './app-folders.ts';
import type { Assistant } from './assistant.ts';

/** Visual Studio Code with Copilot; servers of the person, for every folder they open. */
export const vsCode: Assistant = {
  id: 'vs-code',
  title: 'VS Code',
  format: { kind: 'jsonc', keyPath: ['servers'] },
  findFiles: (computer) => [join(findUserFolder(computer), 'mcp.json')],
  isInstalled: (computer) => existsSync(findUserFolder(computer)),
  programs: {
    darwin: /\/Visual Studio Code\.app\/Contents\/MacOS\/(Code|Electron)$/,
    linux: /\/code\/code$/,
    win32: /\\Microsoft VS Code\\(.+\\)?Code\.exe$/i,
  },
  entryExtras: { type: 'stdio' },
  rewritesItsFile: false,
  nextStep: 'In VS Code, run "MCP: List Servers", choose halo and start it',
};

function findUserFolder(computer: Computer): string {
  return join(findAppFolder(computer), 'Code', 'User');
}
