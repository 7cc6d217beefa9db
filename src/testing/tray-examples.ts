import type { TrayStatus } from '../screens/tray/tray-status.ts';
import type { AssistantStatus } from '../setup/assistant-status.ts';
import type { Status } from '../setup/status.ts';

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

/** Claude Desktop with our entry in its file. */
export const exampleAssistant: AssistantStatus = {
  id: 'claude-desktop',
  title: 'Claude Desktop',
  installed: true,
  running: false,
  connected: true,
  files: [
    {
      path: '/claude.json',
      exists: true,
      entries: [{ name: 'halo', right: true, note: 'starts this program' }],
    },
  ],
  problem: null,
};

/** What the whole status says on a good day. */
export const exampleSetup: Status = {
  ok: true,
  version: '0.1.0',
  profiles: [
    {
      name: 'default',
      source: 'settings',
      address: 'https://acme.halopsa.com/api',
      signIn: 'client-secret',
      halo: { reachable: true, name: 'HaloPSA', version: '2.196.1' },
      agent: 'Dana Bishop',
      token: { ok: true, expiresAt: null },
      areas: [],
      problem: null,
    },
  ],
  keychain: { ok: true, problem: null },
  assistants: [exampleAssistant],
  startAtLogin: 'off',
  updates: { allowed: true, problem: null },
  logFile: '/halo-mcp.log',
  errors: [],
};
