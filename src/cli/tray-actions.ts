import { networkInterfaces } from 'node:os';
import { UserError } from '../base/errors.ts';
import type { Computer } from '../desktop/computer.ts';
import { openFile, openInBrowser } from '../desktop/open.ts';
import type { SettingsServer } from '../screens/settings/server.ts';
import type { TrayActions } from '../screens/tray/tray-actions.ts';
import { connectAssistants } from '../setup/assistants.ts';
import { readClaudeState, readFileStamps } from '../setup/claude-state.ts';
import { mustBeClosed } from '../setup/close-assistant.ts';
import { listProfiles } from '../setup/profiles.ts';
import { openStartAtLogin } from '../setup/start-at-login.ts';
import type { Workplace } from '../setup/workplace.ts';
import { askStatus } from './ask-status.ts';
import { printLine, type Terminal } from './terminal.ts';

export interface TrayActionsOptions {
  /** Loads and starts the settings page; called once, when it is first wanted. */
  readonly startSettings: () => Promise<SettingsServer>;
  readonly explainNoBar: () => Promise<void>;
}

/** Opens Claude Desktop with an empty chat (Claude's help centre). */
const emptyChat = 'claude://claude.ai/new';

/** What the tray's menu does on this computer. */
export function createTrayActions(
  terminal: Terminal,
  workplace: Workplace,
  { startSettings, explainNoBar }: TrayActionsOptions,
): TrayActions {
  const { computer, paths } = workplace;
  let settings: Promise<SettingsServer> | undefined;
  return {
    startAtLogin: openStartAtLogin(workplace),
    explainNoBar,
    readStatus: (signal) => askStatus(workplace, signal),
    readClaude: () => readClaudeState(workplace),
    readStamps: () => ({ ...readFileStamps(workplace), network: readNetworkStamp() }),
    openSettings: async (token) => {
      settings ??= startSettings();
      const url = (await settings).issueUrl();
      try {
        await openInBrowser(url, withToken(computer, token));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        // The address lets in whoever has it: into the person's own terminal with it, and nowhere else.
        printLine(terminal.errorOutput, `Open this address in a browser of this computer yourself:\n${url}`);
        throw new UserError('No browser could be opened. Choose one as your usual browser, then try again');
      }
    },
    askClaude: async (token) => {
      try {
        await openInBrowser(emptyChat, withToken(computer, token));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        throw new UserError('Claude could not be opened from here. Open it yourself');
      }
    },
    viewLog: (token) => openFile(paths.logFile, withToken(computer, token)),
    connectClaude: async (profile) => {
      if (!listProfiles(workplace).some(({ name }) => name === profile)) return 'settings';
      // It would write its file anew from memory; the settings page leads through closing it first.
      if ((await mustBeClosed(['claude-desktop'], workplace)).length > 0) return 'settings';
      const [outcome] = await connectAssistants(['claude-desktop'], profile, workplace);
      if (outcome?.problem !== undefined) throw new UserError(outcome.problem);
      return { title: 'Claude Desktop is connected', text: 'Open Claude and ask it about your Halo' };
    },
  };
}

/** Wayland gives the front to a window that comes with the token of a click. */
function withToken(computer: Computer, token: string | undefined): Computer {
  if (token === undefined) return computer;
  const environment = { ...computer.environment, XDG_ACTIVATION_TOKEN: token, DESKTOP_STARTUP_ID: token };
  return { ...computer, environment };
}

/** Where this computer can be reached; not the addresses that every interface gives itself. */
function readNetworkStamp(): string {
  const addresses = Object.values(networkInterfaces()).flat();
  const own = addresses.filter(
    (one) => one !== undefined && !one.internal && !one.address.startsWith('fe80:'),
  );
  return own
    .map((one) => one?.address)
    .sort()
    .join(' ');
}
