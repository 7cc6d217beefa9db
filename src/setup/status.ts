import type { HaloConnection } from '../halo/connection.ts';
import type { Network } from '../halo/network.ts';
import type { AreaReport } from './areas.ts';
import type { Workplace } from './workplace.ts';

/** All that support wants to know. Plain data that can be written as JSON; null where there is nothing to say; no secrets. */
export interface Status {
  /** True only if a question would be answered. */
  readonly ok: boolean;
  readonly version: string;
  readonly profiles: readonly ProfileStatus[];
  readonly keychain: { readonly ok: boolean; readonly problem: string | null };
  readonly assistants: readonly AssistantStatus[];
  readonly logFile: string;
  /** The newest first, five at most; what is wrong with the settings themselves comes before them. */
  readonly errors: readonly LoggedError[];
}

export interface ProfileStatus {
  readonly name: string;
  readonly source: 'settings' | 'environment';
  readonly address: string;
  readonly signIn: 'client-secret' | 'person';
  readonly halo: {
    readonly reachable: boolean;
    readonly name: string | null;
    readonly version: string | null;
  };
  /** Whom Halo takes us for. */
  readonly agent: string | null;
  readonly token: { readonly ok: boolean /** ISO 8601, UTC. */; readonly expiresAt: string | null };
  readonly areas: readonly AreaReport[];
  /** What keeps this login from answering, with the next step. */
  readonly problem: string | null;
}

export interface AssistantStatus {
  readonly id: string;
  readonly title: string;
  readonly installed: boolean;
  readonly running: boolean;
  /** True where our entry is in a file of its and right. */
  readonly connected: boolean;
  readonly files: readonly {
    readonly path: string;
    readonly exists: boolean;
    /** One per entry of ours that is there or should be: "right", or what is wrong with it. */
    readonly entries: readonly { readonly name: string; readonly right: boolean; readonly note: string }[];
  }[];
  readonly problem: string | null;
}

export interface LoggedError {
  /** ISO 8601, UTC; null where the line does not say. */
  readonly time: string | null;
  readonly message: string;
  readonly tool: string | null;
  readonly kind: string | null;
}

export interface StatusOptions {
  /** A login that the environment gives. */
  readonly environmentConnection?: HaloConnection | undefined;
  /** Looks at this profile alone; it then decides about `ok`. */
  readonly profile?: string | undefined;
  readonly network: Network;
  readonly signal: AbortSignal;
}

/** Looks at everything, without changing anything; a Halo that doesn't answer holds it up by 15 seconds at most. */
export async function readStatus(_workplace: Workplace, _options: StatusOptions): Promise<Status> {
  throw new Error('Not written yet');
}
