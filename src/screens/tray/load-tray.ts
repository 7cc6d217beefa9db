import type { Tray, TrayPlace } from './tray.ts';
import { TrayError } from './tray-error.ts';

/** The native code is loaded here and not before, so that no other command pays for it, or fails with it. */
export async function loadTray(place: TrayPlace): Promise<Tray> {
  switch (place.platform) {
    case 'win32':
      return (await import('./windows/windows-tray.ts')).createWindowsTray(place);
    case 'darwin':
      throw new TrayError('This system has no icon yet. Use "halo-mcp settings" instead');
    default:
      return (await import('./linux/linux-tray.ts')).createLinuxTray(place);
  }
}
