import { version } from '../../base/version.ts';
import type { AssistantStatus } from '../../setup/assistant-status.ts';
import type { Status } from '../../setup/status.ts';
import { type TrayStatus, toTrayStatus } from './tray-status.ts';

/** All that the tray remembers while it runs. */
export class TrayState {
  /** The profile that the person chose; the first where it is gone. */
  profile: string | undefined;
  startsAtLogin: boolean | undefined;
  isTesting = false;
  /** True where the connection has yet to be looked at, at first and after a sleep. */
  isChecking = true;
  #status: Status | undefined;
  #claude: AssistantStatus | undefined;
  #wasConnected = false;
  #failure: string | undefined;

  /** What a look at everything found. */
  sawEverything(status: Status): void {
    this.#status = status;
    this.#failure = undefined;
    this.isChecking = false;
    const claude = status.assistants.find(({ id }) => id === 'claude-desktop');
    if (claude) this.sawClaude(claude);
  }

  /** Nothing could be looked at, which is a fault of ours. */
  sawFailure(reason: string): void {
    this.#failure = reason;
  }

  /** What a look at Claude alone found. */
  sawClaude(claude: AssistantStatus): void {
    this.#claude = claude;
    if (claude.connected) this.#wasConnected = true;
  }

  /** Our entry was taken out on purpose. */
  forgetClaude(): void {
    this.#wasConnected = false;
  }

  /** What is shown now. */
  toStatus(): TrayStatus {
    const { profile, startsAtLogin, isTesting } = this;
    const found = { ...(this.#status ?? nothingKnown), assistants: this.#claude ? [this.#claude] : [] };
    const isSetUp = found.profiles.length > 0;
    const context = { profile, startsAtLogin, isTesting, wasConnected: this.#wasConnected && isSetUp };
    const shown = toTrayStatus(found, context);
    if (this.#failure !== undefined)
      return { ...shown, connection: { kind: 'attention', problem: this.#failure } };
    const isUnknown = this.#status === undefined || (this.isChecking && isSetUp);
    return isUnknown ? { ...shown, connection: { kind: 'checking' } } : shown;
  }
}

const nothingKnown: Status = {
  ok: false,
  version,
  profiles: [],
  keychain: { ok: true, problem: null },
  assistants: [],
  startAtLogin: 'off',
  updates: { allowed: true, problem: null },
  logFile: '',
  errors: [],
};
