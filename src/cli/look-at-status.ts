import { attempt } from '../base/attempt.ts';
import type { UserError } from '../base/errors.ts';
import { readSettings } from '../desktop/settings-file.ts';
import { readStatus, type Status } from '../setup/status.ts';
import type { Workplace } from '../setup/workplace.ts';
import { findLoginSource, readNetwork } from './halo-settings.ts';

/** What was found, and what keeps the server from starting a question, which is the first of the errors found. */
export interface SeenStatus {
  readonly found: Status;
  readonly error: UserError | undefined;
}

/** Looks at everything as the server of this environment would: what keeps it from starting a question is part of what is found. */
export async function lookAtStatus(
  workplace: Workplace,
  profile: string | undefined,
  signal: AbortSignal,
): Promise<SeenStatus> {
  const { environment } = workplace.computer;
  const source = await attempt(() => findLoginSource(environment, profile));
  const network = await attempt(() => readNetwork(workplace, readSettings(workplace.paths.settingsFile)));
  const login = source.value;
  const named = environment['HALO_PROFILE']?.trim() && login?.kind === 'profile' ? login.name : undefined;
  const seen = await readStatus(workplace, {
    environmentConnection: login?.kind === 'environment' ? login.connection : undefined,
    profile: profile ?? named,
    network: network.value ?? {},
    signal,
  });
  const error = source.error ?? network.error;
  if (error === undefined) return { found: seen, error };
  const first = { time: null, message: error.message, tool: null, kind: null };
  const others = seen.errors.filter(({ message }) => message !== error.message);
  return { found: { ...seen, ok: false, errors: [first, ...others] }, error };
}
