import type { TrayStatus } from '../screens/tray/tray-status.ts';

/** A tray on a good day. */
export const exampleStatus: TrayStatus = {
  connection: { kind: 'connected', host: 'acme.halopsa.com', agent: 'Dana Bishop' },
  claude: 'connected',
  profiles: ['default', 'sand_box'],
  profile: 'default',
  startsAtLogin: false,
  isTesting: false,
  version: '0.1.0',
};
