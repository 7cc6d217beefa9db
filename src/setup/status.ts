import { UserError } from '../base/errors.ts';
import { version } from '../base/version.ts';
import type { AutostartState } from '../desktop/autostart/autostart.ts';
import type { Keychain } from '../desktop/keychain.ts';
import { readLogTail } from '../desktop/log-reader.ts';
import { defaultProfile, findProfile, readSettings, type Settings } from '../desktop/settings-file.ts';
import { findUpdateBan } from '../desktop/update-policy.ts';
import { type HaloConnection, isPerson } from '../halo/connection.ts';
import type { Network } from '../halo/network.ts';
import { type AssistantStatus, toAssistantStatus } from './assistant-status.ts';
import { inspectAssistants } from './assistants.ts';
import { findLastErrors, type LoggedError } from './last-errors.ts';
import { listOurEntries } from './our-entries.ts';
import { answersAnything, type KnownLogin, type ProfileStatus, readProfileStatus } from './profile-status.ts';
import { loadConnection } from './profiles.ts';
import { openStartAtLogin } from './start-at-login.ts';
import type { Workplace } from './workplace.ts';

/** All that support wants to know. Plain data that can be written as JSON; null where there is nothing to say; no secrets. */
export interface Status {
  /** True only if a question would be answered. */
  readonly ok: boolean;
  readonly version: string;
  readonly profiles: readonly ProfileStatus[];
  readonly keychain: { readonly ok: boolean; readonly problem: string | null };
  readonly assistants: readonly AssistantStatus[];
  /** Whether the icon in the bar comes by itself; null where it can't. */
  readonly startAtLogin: AutostartState | null;
  /** Whether the program may update itself when it is asked to; the problem says who forbids it. */
  readonly updates: { readonly allowed: boolean; readonly problem: string | null };
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

/** Enough lines for the last errors of a busy day. */
const linesRead = 2_000;

/**
 * Looks at everything; changes nothing but a person's refresh token, which Halo may exchange. A Halo that doesn't answer holds
 * it up by 10 seconds at most, besides the keychain's own time.
 */
export async function readStatus(workplace: Workplace, options: StatusOptions): Promise<Status> {
  const { keychain, paths } = workplace;
  const { settings, problem } = readAnySettings(paths.settingsFile, options.profile);
  const logins = listLogins(settings, workplace, options);
  const names = Object.keys(settings?.profiles ?? {});
  const [profiles, keychainStatus, states] = await Promise.all([
    Promise.all(logins.map((login) => readProfileStatus(login, options.network, workplace, options.signal))),
    checkKeychain(keychain, names[0] ?? defaultProfile),
    inspectAssistants(workplace, names),
  ]);
  const entries = listOurEntries(workplace);
  const ban = findUpdateBan(workplace.computer);
  return {
    ok: problem === undefined && profiles.filter(isDecisive).some(isUsable),
    version,
    profiles,
    keychain: keychainStatus,
    assistants: states.map((state) => toAssistantStatus(state, entries)),
    startAtLogin: openStartAtLogin(workplace)?.read() ?? null,
    updates: { allowed: ban === undefined, problem: ban ?? null },
    logFile: paths.logFile,
    errors: [
      ...(problem === undefined ? [] : [{ time: null, message: problem, tool: null, kind: 'settings' }]),
      ...findLastErrors(readLogTail(paths.logFile, linesRead)),
    ],
  };

  /** The server's own choice: the profile named, else the environment, else the default profile; any other only without these. */
  function isDecisive({ name, source }: ProfileStatus): boolean {
    if (options.profile !== undefined) return true;
    if (logins.some((login) => login.source === 'environment')) return source === 'environment';
    return name === defaultProfile || !logins.some((login) => login.name === defaultProfile);
  }
}

function isUsable({ token, areas }: ProfileStatus): boolean {
  return token.ok && answersAnything(areas);
}

/** What can't be read is a finding of the status, not its end. */
function readAnySettings(
  path: string,
  profile: string | undefined,
): { readonly settings: Settings | undefined; readonly problem: string | undefined } {
  try {
    const settings = readSettings(path);
    if (profile === undefined || findProfile(settings, profile) !== undefined)
      return { settings, problem: undefined };
    const names = Object.keys(settings.profiles);
    const others = names.length === 0 ? 'None is set up yet' : `Set up are: ${names.join(', ')}`;
    return {
      settings,
      problem: `There is no profile "${profile}". ${others}. Run "halo-mcp setup --profile ${profile}"`,
    };
  } catch (error) {
    if (error instanceof UserError) return { settings: undefined, problem: error.message };
    throw error;
  }
}

function listLogins(
  settings: Settings | undefined,
  workplace: Workplace,
  { environmentConnection, profile }: StatusOptions,
): readonly KnownLogin[] {
  const stored = Object.entries(settings?.profiles ?? {})
    .filter(([name]) => profile === undefined || name === profile)
    .map(
      ([name, { address, tenant, authUrl, signIn }]): KnownLogin => ({
        name,
        source: 'settings',
        signIn,
        place: { address, tenant, authUrl },
        load: () => loadConnection(name, workplace),
      }),
    );
  if (environmentConnection === undefined || profile !== undefined) return stored;
  const fromEnvironment: KnownLogin = {
    name: 'environment',
    source: 'environment',
    signIn: isPerson(environmentConnection) ? 'person' : 'client-secret',
    place: environmentConnection,
    load: async () => environmentConnection,
  };
  return [fromEnvironment, ...stored];
}

async function checkKeychain(keychain: Keychain, profile: string): Promise<Status['keychain']> {
  try {
    await keychain.read(`${profile}/client-id`);
    return { ok: true, problem: null };
  } catch (error) {
    if (error instanceof UserError) return { ok: false, problem: error.message };
    throw error;
  }
}
