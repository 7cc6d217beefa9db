import type { AssistantStatus } from '../../setup/assistant-status.ts';
import type { StartAtLogin } from '../../setup/start-at-login.ts';
import type { Status } from '../../setup/status.ts';
import type { TrayMessage } from './tray.ts';

/**
 * What the tray can find out and what its menu does; put together by `cli/`. Each may throw a UserError for the person to read.
 * A token, where there is one, brings the window that is opened to the front.
 */
export interface TrayActions {
  /** Everything, Halo asked: a few seconds, and some of Halo's time. */
  readonly readStatus: (signal: AbortSignal) => Promise<Status>;
  /** Claude Desktop from its files alone. */
  readonly readClaude: () => Promise<AssistantStatus>;
  /** Cheap enough for every few seconds. */
  readonly readStamps: () => TrayStamps;
  readonly openSettings: (token: string | undefined) => Promise<void>;
  /** Opens Claude Desktop with an empty chat. */
  readonly askClaude: (token: string | undefined) => Promise<void>;
  readonly viewLog: (token: string | undefined) => Promise<void>;
  /** Writes our entry for a profile into Claude's file; "settings" where only the settings page can, because Claude runs. */
  readonly connectClaude: (profile: string) => Promise<TrayMessage | 'settings'>;
  /** Undefined where nothing can start by itself. */
  readonly startAtLogin: StartAtLogin | undefined;
  /** Called once where no bar shows the icon for a while; one may still come. */
  readonly explainNoBar: () => Promise<void>;
}

/** Each is another text after something changed. */
export interface TrayStamps {
  /** Claude Desktop's files. */
  readonly claude: string;
  /** Our own settings. */
  readonly settings: string;
  /** The networks that the computer is in. */
  readonly network: string;
}
