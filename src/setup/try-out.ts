import { dirname } from 'node:path';
import { readSettings } from '../desktop/settings-file.ts';
import { defaultScope, type HaloConnection, type HaloPlace, type RefreshTokens } from '../halo/connection.ts';
import type { Network } from '../halo/network.ts';
import type { AreaReport } from './areas.ts';
import { type FoundHalo, findHalo, type LoginReport, testLogin } from './check-halo.ts';
import { draftNetwork, type NetworkDraft } from './network.ts';
import type { Login, ProfileDraft } from './profiles.ts';
import { signInWithHalo } from './sign-in.ts';
import type { Workplace } from './workplace.ts';

/** A login that was tried. */
export interface TriedLogin {
  readonly report: LoginReport;
  /** The one to be stored: Halo may have exchanged a person's refresh token meanwhile. */
  readonly login: Login;
}

/** A person who is to sign in to a Halo that is not stored yet. */
export interface SignInDraft {
  readonly place: HaloPlace;
  readonly clientId: string;
  readonly scope: string | undefined;
  readonly redirectPort: number | undefined;
}

/** Finds the Halo at an address over a network that is not stored yet. Throws a HaloError or a UserError; stores nothing. */
export async function tryAddress(
  place: HaloPlace,
  draft: NetworkDraft,
  workplace: Workplace,
  signal: AbortSignal,
): Promise<FoundHalo> {
  return findHalo(place, await resolveNetwork(draft, workplace), workplace, signal);
}

/** Signs in as a profile that is not stored yet and looks at what it may see. Throws as `testLogin` does; stores nothing. */
export async function tryLogin(
  profile: ProfileDraft,
  draft: NetworkDraft,
  workplace: Workplace,
  signal: AbortSignal,
  onArea?: (report: AreaReport) => void,
): Promise<TriedLogin> {
  const { connection, readLogin } = openDraft(profile);
  if (profile.login.kind === 'client-secret') workplace.log.hide(profile.login.clientSecret);
  const network = await resolveNetwork(draft, workplace);
  const report = await testLogin(connection, network, workplace, signal, onArea);
  return { report, login: readLogin() };
}

/** Signs a person in over a network that is not stored yet. Throws as `signInWithHalo` does; stores nothing. */
export async function trySignIn(
  { place, clientId, scope, redirectPort }: SignInDraft,
  draft: NetworkDraft,
  workplace: Workplace,
  options: Parameters<typeof signInWithHalo>[3],
): Promise<Login> {
  const application = { place, clientId, scope: scope ?? defaultScope, redirectPort };
  return signInWithHalo(application, await resolveNetwork(draft, workplace), workplace, options);
}

/** How Halo would be reached were the draft stored. Throws a UserError. */
export async function resolveNetwork(
  draft: NetworkDraft,
  { paths, keychain }: Pick<Workplace, 'paths' | 'keychain'>,
): Promise<Network> {
  const { settingsFile } = paths;
  return draftNetwork(draft, readSettings(settingsFile), dirname(settingsFile), keychain);
}

/** How the settings say to reach the internet, as a person would give it; a proxy's login is not among it. */
export function readStoredNetwork({ paths }: Pick<Workplace, 'paths'>): NetworkDraft {
  const { proxy, noProxy, caFile } = readSettings(paths.settingsFile);
  return { proxy, noProxy, caFile };
}

function openDraft({ login, address, tenant, authUrl, scope = defaultScope }: ProfileDraft): {
  readonly connection: HaloConnection;
  readonly readLogin: () => Login;
} {
  const application = { address, tenant, authUrl, scope, clientId: login.clientId };
  if (login.kind === 'client-secret') {
    return { connection: { ...application, clientSecret: login.clientSecret }, readLogin: () => login };
  }
  let refreshToken = login.refreshToken;
  const refreshTokens: RefreshTokens = {
    read: async () => refreshToken,
    write: async (token) => {
      refreshToken = token;
    },
    exclusively: (run) => run(),
  };
  return { connection: { ...application, refreshTokens }, readLogin: () => ({ ...login, refreshToken }) };
}
