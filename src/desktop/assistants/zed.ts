import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Computer } from '../computer.ts';
import { findAppFolder } from './app-folders.ts';
import type { Assistant } from './assistant.ts';

/** The editor Zed; its servers stand among its other settings, which people comment. */
export const zed: Assistant = {
  id: 'zed',
  title: 'Zed',
  format: { kind: 'jsonc', keyPath: ['context_servers'] },
  findFiles: (computer) => {
    const [usual, ...others] = candidateFolders(computer);
    const folder = [usual, ...others].find((candidate) => existsSync(candidate)) ?? usual;
    return [join(folder, 'settings.json')];
  },
  isInstalled: (computer) => candidateFolders(computer).some((folder) => existsSync(folder)),
  programs: {
    darwin: /\/Zed\.app\/Contents\/MacOS\/zed$/,
    linux: /\/zed-editor$/,
    win32: /\\Zed\\Zed\.exe$/i,
  },
  entryExtras: { source: 'custom' },
  rewritesItsFile: false,
  nextStep: 'Zed starts it by itself; look for halo in its Agent settings',
};

/** On macOS Zed documents `~/.config/zed`, and some tools write below Application Support. */
function candidateFolders(computer: Computer): readonly [string, ...string[]] {
  if (computer.platform === 'win32') return [join(findAppFolder(computer), 'Zed')];
  const usual = join(computer.homeFolder, '.config', 'zed');
  return computer.platform === 'darwin' ? [usual, join(findAppFolder(computer), 'Zed')] : [usual];
}
