import type { HaloConnection } from '../halo/connection.ts';
import type { Network } from '../halo/network.ts';
import type { AssistantStatus } from './assistant-status.ts';
import type { LoggedError } from './last-errors.ts';
import type { ProfileStatus } from './profile-status.ts';
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
