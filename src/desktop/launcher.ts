import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { type Computer, readVariable } from './computer.ts';
import { escapeText, findUserFolder, readKey, toExec } from './desktop-entry.ts';
import { readTextAnyhow, removeFile } from './own-files.ts';
import { saveFile } from './save-file.ts';

/** What the menu of applications is to start, with its picture. */
export interface Launched {
  readonly command: string;
  readonly args: readonly string[];
  /** An SVG. */
  readonly icon: string;
}

/** Our entry in this person's menu of applications, for a Linux desktop that shows no icon in a bar. */
export interface Launcher {
  readonly place: string;
  /** Whether it is ours: an installer's own stays the installer's. */
  readonly isThere: () => boolean;
  /** Writes it, unless a package or an installer has brought one. Throws a UserError. */
  readonly keep: (launched: Launched, now: Date) => void;
  /** Removes ours, with its picture; false where there is none. Throws a UserError. */
  readonly remove: () => boolean;
}

const mark = 'X-Halo-MCP-Kept';
const name = 'halo-mcp.desktop';

/** Undefined on other systems, whose installers bring all there is to bring. */
export function openLauncher(computer: Computer): Launcher | undefined {
  if (computer.platform !== 'linux') return undefined;
  const folder = findUserFolder(computer, 'XDG_DATA_HOME');
  const place = join(folder, 'applications', name);
  const icon = join(folder, 'icons/hicolor/scalable/apps/halo-mcp.svg');
  const isThere = () => existsSync(place) && readKey(readTextAnyhow(place) ?? '', mark) === 'true';
  return {
    place,
    isThere,
    keep: (launched, now) => {
      const isOurs = isThere();
      if (!isOurs && [place, ...listSharedPlaces(computer)].some((path) => existsSync(path))) return;
      const text = toFile(launched);
      if (isOurs && readTextAnyhow(place) === text) return;
      saveFile(icon, launched.icon, now);
      saveFile(place, text, now);
    },
    remove: () => {
      if (!isThere()) return false;
      removeFile(icon);
      return removeFile(place);
    },
  };
}

/** Where packages put theirs, by the standard. */
function listSharedPlaces(computer: Computer): readonly string[] {
  const folders = readVariable(computer, 'XDG_DATA_DIRS') ?? '/usr/local/share:/usr/share';
  return folders
    .split(':')
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, 'applications', name));
}

/** As the packages' own entry, but for the whole path. */
function toFile({ command, args }: Launched): string {
  return `[Desktop Entry]
Type=Application
Version=1.1
Name=Halo MCP
GenericName=Halo PSA for Claude
Comment=Lets Claude answer questions from your Halo PSA
Exec=${toExec([command, ...args])}
TryExec=${escapeText(command)}
Icon=halo-mcp
Terminal=false
StartupNotify=true
Categories=Office;
Keywords=Halo;HaloPSA;PSA;Claude;MCP;
${mark}=true
`;
}
