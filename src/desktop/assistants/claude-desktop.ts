import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Computer } from '../computer.ts';
import { findAppFolder, findLocalAppFolder } from './app-folders.ts';
import type { Assistant } from './assistant.ts';

const fileName = 'claude_desktop_config.json';

/**
 * Claude's desktop app. On Windows it comes as a package that is shown a private copy of AppData, or, from the older installer,
 * as a plain program; each reads a file of its own, and both may be there. The file is strict JSON, read when Claude starts and
 * written anew from memory (many reports on its issue tracker, on all systems).
 */
export const claudeDesktop: Assistant = {
  id: 'claude-desktop',
  title: 'Claude Desktop',
  format: { kind: 'json', keyPath: ['mcpServers'] },
  findFiles: (computer) => {
    const [first, ...others] = findFolders(computer).map((folder) => join(folder, fileName));
    return [first ?? join(plainFolder(computer), fileName), ...others];
  },
  isInstalled: (computer) =>
    findFolders(computer).length > 0 || programs(computer).some((path) => existsSync(path)),
  // Claude Code's executable is called claude too: in folders of its own, and as a copy of the app's own below its data.
  programs: {
    darwin: /\/Claude\.app\/Contents\/MacOS\/Claude$/,
    linux: /\/claude-desktop(\/(.+\/)?(electron|[^/]+\.asar))?$/,
    win32: /\\(AnthropicClaude\\(app-[^\\]+\\)?|WindowsApps\\Claude_[^\\]+\\(app\\)?)claude\.exe$/i,
  },
  policy: {
    name: 'isLocalDevMcpEnabled',
    windowsKey: 'SOFTWARE\\Policies\\Claude',
    macDomain: 'com.anthropic.claudefordesktop',
  },
  entryExtras: {},
  rewritesItsFile: true,
  nextStep: 'Quit Claude completely, its icon beside the clock too, and open it again',
};

/** The folders that a Claude on this computer reads; none before it has run for the first time. */
function findFolders(computer: Computer): readonly string[] {
  const plain = existsSync(plainFolder(computer)) ? [plainFolder(computer)] : [];
  return computer.platform === 'win32' ? [...packageFolders(computer), ...plain] : plain;
}

function packageFolders(computer: Computer): readonly string[] {
  const packages = join(findLocalAppFolder(computer), 'Packages');
  if (!existsSync(packages)) return [];
  return readdirSync(packages)
    .filter((name) => /^Claude_/i.test(name))
    .map((name) => join(packages, name, 'LocalCache', 'Roaming'))
    .filter((roaming) => existsSync(roaming))
    .map((roaming) => join(roaming, 'Claude'));
}

function plainFolder(computer: Computer): string {
  return join(findAppFolder(computer), 'Claude');
}

function programs(computer: Computer): readonly string[] {
  if (computer.platform === 'win32') {
    return [join(findLocalAppFolder(computer), 'AnthropicClaude', 'claude.exe')];
  }
  return computer.platform === 'darwin' ? ['/Applications/Claude.app'] : ['/usr/bin/claude-desktop'];
}
