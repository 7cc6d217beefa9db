import type { AssistantStatus } from '../../setup/assistant-status.ts';
import type { ProfileStatus } from '../../setup/profile-status.ts';
import type { Status } from '../../setup/status.ts';

/** The few facts that a tray shows. */
export interface TrayStatus {
  readonly connection: TrayConnection;
  readonly claude: ClaudeState;
  /** Every profile that is set up. */
  readonly profiles: readonly string[];
  /** The one that the tray shows; undefined where there is none. */
  readonly profile: string | undefined;
  /** Undefined where this computer has no way to do it. */
  readonly startsAtLogin: boolean | undefined;
  readonly isTesting: boolean;
  readonly version: string;
}

export type TrayConnection =
  /** Nothing is known yet. */
  | { readonly kind: 'checking' }
  | { readonly kind: 'connected'; readonly host: string; readonly agent: string | undefined }
  /** Something that the person has to mend. */
  | { readonly kind: 'attention'; readonly problem: string }
  | { readonly kind: 'not-set-up' }
  | { readonly kind: 'offline'; readonly host: string };

/** Needs repair: our entry was there and is gone, or it is wrong. */
export type ClaudeState = 'connected' | 'needs-repair' | 'not-connected' | 'not-installed';

/** What the status itself does not know. */
export interface TrayContext {
  /** The profile that the person chose; the first one where it is no longer there. */
  readonly profile?: string | undefined;
  /** Claude Desktop was connected when last looked at. */
  readonly wasConnected: boolean;
  readonly startsAtLogin: boolean | undefined;
  readonly isTesting: boolean;
}

/** Brings the whole status down to what a tray shows. */
export function toTrayStatus(status: Status, context: TrayContext): TrayStatus {
  const shown = status.profiles.find(({ name }) => name === context.profile) ?? status.profiles[0];
  return {
    connection: toConnection(shown, status),
    claude: toClaudeState(status.assistants, context.wasConnected),
    profiles: status.profiles.map(({ name }) => name),
    profile: shown?.name,
    startsAtLogin: context.startsAtLogin,
    isTesting: context.isTesting,
    version: status.version,
  };
}

function toConnection(profile: ProfileStatus | undefined, { errors }: Status): TrayConnection {
  const unreadable = errors.find(({ kind }) => kind === 'settings');
  if (profile === undefined)
    return unreadable ? { kind: 'attention', problem: unreadable.message } : { kind: 'not-set-up' };
  const host = toHost(profile.address);
  if (!profile.halo.reachable) return { kind: 'offline', host };
  if (profile.problem !== null) return { kind: 'attention', problem: profile.problem };
  return { kind: 'connected', host, agent: profile.agent ?? undefined };
}

function toHost(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}

function toClaudeState(assistants: readonly AssistantStatus[], wasConnected: boolean): ClaudeState {
  const claude = assistants.find(({ id }) => id === 'claude-desktop');
  if (claude === undefined || !claude.installed) return 'not-installed';
  if (claude.connected) return 'connected';
  const isThere = claude.files.some(({ entries }) => entries.length > 0);
  return wasConnected || isThere || claude.problem !== null ? 'needs-repair' : 'not-connected';
}
