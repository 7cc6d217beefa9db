import type { NetworkDraft } from '../../setup/network.ts';
import type { StartAtLogin } from '../../setup/start-at-login.ts';
import type { Status } from '../../setup/status.ts';
import type { Workplace } from '../../setup/workplace.ts';
import type { IsOwnConnection } from './server.ts';

/** What the page works on, and what it is handed from rooms that it doesn't know. */
export interface SettingsPlace {
  readonly workplace: Workplace;
  /** What the computer says about the way to the internet, before any answer. */
  readonly network: NetworkDraft;
  /** True where the environment gives a login, which needs no set-up. */
  readonly hasLoginInEnvironment: boolean;
  /** Everything, a login in the environment included. */
  readonly readStatus: (signal: AbortSignal) => Promise<Status>;
  readonly tools: readonly OfferedTool[];
  readonly callTool: CallTool;
  /** The last lines of the log, oldest first. */
  readonly readLog: (lines: number) => readonly string[];
  /** Opens the log in the person's editor. Throws a UserError. */
  readonly openLog: () => Promise<void>;
  /** Opens an address in the person's browser. Throws a UserError. */
  readonly openInBrowser: (url: string) => Promise<void>;
  /** Keeps other people of this computer out, who may see on its process list with which address the browser was started. */
  readonly isOwnConnection?: IsOwnConnection | undefined;
  /** Hears of an assistant that was disconnected here, which is then nothing to warn of. */
  readonly onDisconnect?: ((assistant: string) => void) | undefined;
  /** Left out where nothing can start by itself. */
  readonly startAtLogin?: StartAtLogin | undefined;
}

/** A tool as assistants are told of it. */
export interface OfferedTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** JSON Schema. */
  readonly inputSchema: unknown;
}

/** Calls a tool as an assistant would, on a profile's Halo, and gives its reply word for word. Throws only the signal's reason. */
export type CallTool = (
  call: {
    /** Empty for the login that the environment gives. */
    readonly profile: string;
    readonly tool: string;
    readonly args: Readonly<Record<string, unknown>>;
  },
  signal: AbortSignal,
) => Promise<{ readonly text: string; readonly isError: boolean }>;
