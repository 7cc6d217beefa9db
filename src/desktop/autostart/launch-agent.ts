import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Computer } from '../computer.ts';
import { readTextAnyhow, removeFile } from '../own-files.ts';
import { saveFile } from '../save-file.ts';
import type { Autostart, StartedProgram } from './autostart.ts';

/** A property list among macOS's launch agents, which are read when the person signs in. */
export function openLaunchAgent({ homeFolder }: Computer): Autostart {
  const place = join(homeFolder, 'Library', 'LaunchAgents', 'halo-mcp.plist');
  return {
    place,
    isThere: () => existsSync(place),
    isForEverybody: () => false,
    find: (program) => {
      if (!existsSync(place)) return 'off';
      const text = readTextAnyhow(place) ?? '';
      if (readValue(text, 'Disabled') === '<true/>') return 'off';
      const wanted = toFile(program);
      const isSame = (key: string) => readValue(text, key) === readValue(wanted, key);
      return isSame('ProgramArguments') && isSame('EnvironmentVariables') ? 'on' : 'other';
    },
    write: (program, now) => saveFile(place, toFile(program), now),
    remove: () => removeFile(place),
  };
}

/** Only where there is a screen, and only once: an icon that the person quits stays away. */
function toFile({ command, args, env }: StartedProgram): string {
  const words = [command, ...args].map((word) => `\t\t<string>${escapeXml(word)}</string>\n`);
  const variables = Object.entries(env).map(
    ([name, value]) => `\t\t<key>${escapeXml(name)}</key>\n\t\t<string>${escapeXml(value)}</string>\n`,
  );
  const environment =
    variables.length === 0
      ? ''
      : `\t<key>EnvironmentVariables</key>\n\t<dict>\n${variables.join('')}\t</dict>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>Label</key>
	<string>halo-mcp</string>
	<key>ProgramArguments</key>
	<array>
${words.join('')}	</array>
${environment}	<key>RunAtLoad</key>
	<true/>
	<key>LimitLoadToSessionType</key>
	<string>Aqua</string>
	<key>ProcessType</key>
	<string>Interactive</string>
</dict>
</plist>
`;
}

/** The markup of a key's value, which holds no second array or dictionary; undefined where the key is missing. */
function readValue(text: string, key: string): string | undefined {
  const pattern = new RegExp(`<key>${key}</key>\\s*(<(array|dict|string)>[^]*?</\\2>|<(?:true|false) ?/>)`);
  return text.match(pattern)?.[1]?.replaceAll(/>\s+</g, '><').replaceAll(' />', '/>');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
