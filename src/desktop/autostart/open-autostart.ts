import type { Computer } from '../computer.ts';
import type { Autostart } from './autostart.ts';
import { openLaunchAgent } from './launch-agent.ts';
import { openRunKey } from './run-key.ts';
import { openXdgAutostart } from './xdg-autostart.ts';

/** Undefined where this system starts nothing, or can't be asked. Nothing starts or ends at once: it counts from the next sign-in. */
export function openAutostart(computer: Computer): Autostart | undefined {
  switch (computer.platform) {
    case 'win32':
      return process.platform === 'win32' ? openRunKey() : undefined;
    case 'darwin':
      return openLaunchAgent(computer);
    case 'linux':
      return openXdgAutostart(computer);
    default:
      return undefined;
  }
}
