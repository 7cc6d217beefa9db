import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Computer } from '../computer.ts';
import { findUserFolder, readKey, toExec } from '../desktop-entry.ts';
import { readTextAnyhow, removeFile } from '../own-files.ts';
import { saveFile } from '../save-file.ts';
import type { Autostart, StartedProgram } from './autostart.ts';

/** A file in the folder that desktops of Linux look into when a session begins. */
export function openXdgAutostart(computer: Computer): Autostart {
  const place = join(findUserFolder(computer, 'XDG_CONFIG_HOME'), 'autostart', 'halo-mcp.desktop');
  return {
    place,
    isThere: () => existsSync(place),
    isForEverybody: () => false,
    find: (program) => {
      if (!existsSync(place)) return 'off';
      const text = readTextAnyhow(place) ?? '';
      if (isSwitchedOff(text)) return 'off';
      return readKey(text, 'Exec') === toCommandLine(program) ? 'on' : 'other';
    },
    write: (program, now) => saveFile(place, toFile(program), now),
    remove: () => removeFile(place),
  };
}

/** Desktops write one or the other when the person switches it off in their own settings. */
function isSwitchedOff(text: string): boolean {
  return readKey(text, 'Hidden') === 'true' || readKey(text, 'X-GNOME-Autostart-enabled') === 'false';
}

function toFile(program: StartedProgram): string {
  return `[Desktop Entry]
Type=Application
Version=1.1
Name=Halo MCP
Comment=Shows whether Claude can ask Halo
Exec=${toCommandLine(program)}
Icon=halo-mcp
Terminal=false
StartupNotify=false
`;
}

function toCommandLine({ command, args, env }: StartedProgram): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return toExec([...(variables.length === 0 ? [] : ['env', ...variables]), command, ...args]);
}
