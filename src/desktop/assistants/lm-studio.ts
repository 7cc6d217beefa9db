import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Computer } from '../computer.ts';
import type { Assistant } from './assistant.ts';

/** LM Studio, which runs models on this computer. */
export const lmStudio: Assistant = {
  id: 'lm-studio',
  title: 'LM Studio',
  format: { kind: 'json', keyPath: ['mcpServers'] },
  findFiles: (computer) => {
    const [usual, older] = candidateFolders(computer);
    return [join(existsSync(usual) || !existsSync(older) ? usual : older, 'mcp.json')];
  },
  isInstalled: (computer) => candidateFolders(computer).some((folder) => existsSync(folder)),
  programs: {
    darwin: /\/LM Studio\.app\/Contents\/MacOS\/LM Studio$/,
    linux: /\/lm-studio$/,
    win32: /\\LM Studio\\LM Studio\.exe$/i,
  },
  entryExtras: {},
  rewritesItsFile: false,
  nextStep: 'In LM Studio, switch on mcp/halo in the Program tab',
};

/** Older installations keep everything below `.cache`. */
function candidateFolders({ homeFolder }: Computer): readonly [string, string] {
  return [join(homeFolder, '.lmstudio'), join(homeFolder, '.cache', 'lm-studio')];
}
