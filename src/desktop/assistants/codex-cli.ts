import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Computer, readVariable } from '../computer.ts';
import type { Assistant } from './assistant.ts';

/** OpenAI's Codex; its settings are TOML. */
export const codexCli: Assistant = {
  id: 'codex-cli',
  title: 'Codex CLI',
  format: { kind: 'toml', keyPath: ['mcp_servers'] },
  findFiles: (computer) => [join(findFolder(computer), 'config.toml')],
  isInstalled: (computer) => existsSync(findFolder(computer)),
  entryExtras: {},
  rewritesItsFile: false,
  nextStep: 'Start Codex again',
};

function findFolder(computer: Computer): string {
  return readVariable(computer, 'CODEX_HOME') ?? join(computer.homeFolder, '.codex');
}
