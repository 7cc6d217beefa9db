import { join, resolve } from 'node:path';
import { type Computer, readVariable } from './computer.ts';

/** Where our own files lie on this computer. */
export interface Paths {
  readonly settingsFile: string;
  readonly logFile: string;
}

/**
 * The same places whoever starts us. On Windows outside AppData, which Claude's package shows its children as a private copy;
 * on Linux whatever `XDG_CONFIG_HOME` says, because assistants don't pass it on. For the same reason a `HALO_MCP_HOME` that is
 * not absolute, `~` included, begins at the home folder: assistants start us in any folder.
 */
export function findPaths(computer: Computer): Paths {
  const { platform, homeFolder } = computer;
  const given = readVariable(computer, 'HALO_MCP_HOME');
  if (given !== undefined) {
    const folder = resolve(homeFolder, given.replace(/^~(?=$|[\\/])[\\/]*/, ''));
    return inFolders(folder, folder);
  }
  if (platform === 'win32') return inFolders(join(homeFolder, '.halo-mcp'), join(homeFolder, '.halo-mcp'));
  if (platform === 'darwin') {
    const folder = join(homeFolder, 'Library', 'Application Support', 'halo-mcp');
    return inFolders(folder, folder);
  }
  return inFolders(join(homeFolder, '.config', 'halo-mcp'), join(homeFolder, '.local', 'state', 'halo-mcp'));
}

function inFolders(settings: string, state: string): Paths {
  return { settingsFile: join(settings, 'settings.json'), logFile: join(state, 'halo-mcp.log') };
}
