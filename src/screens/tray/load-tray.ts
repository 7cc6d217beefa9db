import type { Tray, TrayPlace } from './tray.ts';

/** The native code is loaded here and not before, so that no other command pays for it, or fails with it. */
export async function loadTray(place: TrayPlace): Promise<Tray> {
  switch (place.platform) {
    case 'win32':
      return (await import('./windows/windows-tray.ts')).createWindowsTray(place);
    case 'darwin':
      return (await import('./macos/mac-tray.ts')).createMacTray(place);
    default:
      return (await import('./linux/linux-tray.ts')).createLinuxTray(place);
  }
}
