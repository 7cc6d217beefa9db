import { dirname, join } from 'node:path';
import { UserError } from '../base/errors.ts';
import { withLock } from '../desktop/lock.ts';
import { removeEmptyFolder } from '../desktop/own-files.ts';
import {
  changeSettings,
  defaultProfile,
  findProfile,
  type ProfileSettings,
  parseProfileName,
  readSettings,
  type Settings,
} from '../desktop/settings-file.ts';
import {
  defaultScope,
  defaultSignInCommand,
  type HaloConnection,
  type HaloPlace,
  parseAddress,
  parseAuthUrl,
  type RefreshTokens,
} from '../halo/connection.ts';
import { formatBoundSecret, readBoundSecret } from './bound-secret.ts';
import { type StoredChange, storeChanges } from './stored-change.ts';
import type { Workplace } from './workplace.ts';

/** What signs in: a program with a secret of its own, or a person. */
export type Login =
  | { readonly kind: 'client-secret'; readonly clientId: string; readonly clientSecret: string }
  | PersonLogin;

/** A person who signed in. */
export interface PersonLogin {
  readonly kind: 'person';
  readonly clientId: string;
  readonly refreshToken: string;
}

/** A Halo to be set up. */
export interface ProfileDraft {
  readonly name: string;
  readonly address: string;
  readonly tenant?: string | undefined;
  readonly authUrl?: string | undefined;
  readonly scope?: string | undefined;
  readonly login: Login;
  readonly redirectPort?: number | undefined;
}

/** A Halo that is set up. */
export interface Profile {
  readonly name: string;
  readonly settings: ProfileSettings;
}

/** No Halo is set up under that name. */
export class NotSetUpError extends UserError {
  override readonly name = 'NotSetUpError';
}

type Place = Pick<Workplace, 'paths' | 'keychain' | 'clock' | 'log'>;

/**
 * Stores a Halo, also over one of the same name, and what else is to be stored with it: all of it or nothing, as `storeChanges`
 * says. Throws a KeychainError or a UserError.
 */
export async function saveProfile(
  draft: ProfileDraft,
  workplace: Place,
  signal: AbortSignal,
  also: readonly StoredChange[] = [],
): Promise<void> {
  const name = parseProfileName(draft.name);
  const { clock, log } = workplace;
  const settings = toSettings(draft);
  const secrets = toSecrets(name, draft);
  for (const value of Object.values(secrets)) if (value !== undefined) log.hide(value);
  log.hide(readLoginSecret(draft.login));
  const change = (old: Settings) => putProfile(old, name, settings);
  try {
    await withLock(
      profileLock(name, workplace),
      () => storeChanges([...also, { secrets, change }], workplace, signal),
      { clock, signal },
    );
  } catch (error) {
    // The locks lay in it.
    removeEmptyFolder(dirname(workplace.paths.settingsFile));
    throw error;
  }
}

/** All that is needed to sign in to a profile's Halo. Throws a NotSetUpError, a KeychainError, or a UserError. */
export async function loadConnection(name: string, workplace: Place): Promise<HaloConnection> {
  const { keychain, paths, log } = workplace;
  const settings = findProfile(readSettings(paths.settingsFile), name);
  const command = setupCommand(name);
  if (settings === undefined) throw notSetUp(name, command);
  const clientId = await keychain.read(`${name}/client-id`);
  if (clientId === undefined) throw notStored(name, command);
  const application = {
    address: settings.address,
    clientId,
    tenant: settings.tenant,
    authUrl: settings.authUrl,
    scope: settings.scope ?? defaultScope,
  };
  if (settings.signIn === 'person') {
    return {
      ...application,
      refreshTokens: openRefreshTokens(name, application, workplace),
      signInCommand: signInCommand(name),
    };
  }
  const stored = await keychain.read(`${name}/client-secret`);
  if (stored === undefined) throw notStored(name, command);
  const expected = { origins: toOrigins(settings), clientId };
  const clientSecret = readBoundSecret(stored, expected, { what: 'The client secret', command });
  log.hide(clientSecret);
  return { ...application, clientSecret };
}

/** Every Halo that is set up, by name. Throws a UserError where the settings can't be read. */
export function listProfiles({ paths }: Pick<Workplace, 'paths'>): readonly Profile[] {
  return Object.entries(readSettings(paths.settingsFile).profiles)
    .map(([name, settings]) => ({ name, settings }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Forgets a Halo; false where nothing of it was left. The keychain first, so that no secret stays behind unseen. */
export async function removeProfile(
  name: string,
  workplace: Place,
  signal: AbortSignal = new AbortController().signal,
): Promise<boolean> {
  const { keychain, paths, clock } = workplace;
  return withLock(
    profileLock(name, workplace),
    async () => {
      let found = false;
      for (const key of secretNames(name)) found = (await keychain.remove(key)) || found;
      if (findProfile(readSettings(paths.settingsFile), name) === undefined) return found;
      await changeSettings(paths.settingsFile, (old) => dropProfile(old, name), { clock, signal });
      return true;
    },
    { clock, signal },
  );
}

/** The refresh token of a person in the keychain; set-up and all servers take turns with it. */
function openRefreshTokens(
  name: string,
  application: HaloPlace & { readonly clientId: string },
  workplace: Place,
): RefreshTokens {
  const { keychain, clock, log } = workplace;
  const key = `${name}/refresh-token`;
  const bond = { origins: toOrigins(application), clientId: application.clientId };
  return {
    read: async () => {
      const stored = await keychain.read(key);
      if (stored === undefined) return undefined;
      const token = readBoundSecret(stored, bond, { what: 'The sign-in', command: signInCommand(name) });
      log.hide(token);
      return token;
    },
    write: (secret) => keychain.write(key, formatBoundSecret({ ...bond, secret })),
    exclusively: (run, signal) => withLock(profileLock(name, workplace), run, { clock, signal }),
  };
}

/** Where a secret may go: the Halo itself and, where it is named, the server that issues its tokens. */
function toOrigins({ address, authUrl }: Pick<HaloPlace, 'address' | 'authUrl'>): readonly string[] {
  const urls = [
    ...parseAddress(address).slice(0, 1),
    ...(authUrl === undefined ? [] : [parseAuthUrl(authUrl)]),
  ];
  return [...new Set(urls.map((url) => new URL(url).origin))];
}

function toSecrets(name: string, draft: ProfileDraft): Readonly<Record<string, string | undefined>> {
  const { login } = draft;
  const { clientId } = login;
  const bound = formatBoundSecret({ origins: toOrigins(draft), clientId, secret: readLoginSecret(login) });
  return {
    [`${name}/client-id`]: clientId,
    [`${name}/client-secret`]: login.kind === 'client-secret' ? bound : undefined,
    [`${name}/refresh-token`]: login.kind === 'person' ? bound : undefined,
  };
}

function readLoginSecret(login: Login): string {
  return login.kind === 'person' ? login.refreshToken : login.clientSecret;
}

function toSettings({ address, tenant, authUrl, scope, login, redirectPort }: ProfileDraft): ProfileSettings {
  return { address, tenant, authUrl, scope, signIn: login.kind, redirectPort };
}

/** What this version doesn't know of the old one stays; what it knows is replaced, also by nothing. */
function putProfile(settings: Settings, name: string, profile: ProfileSettings): Settings {
  const old = findProfile(settings, name);
  return { ...settings, profiles: { ...settings.profiles, [name]: { ...old, ...profile } } };
}

function dropProfile(settings: Settings, name: string): Settings {
  const kept = Object.entries(settings.profiles).filter(([other]) => other !== name);
  return { ...settings, profiles: Object.fromEntries(kept) };
}

/** Under which names the keychain may hold something of a profile. */
export function secretNames(name: string): readonly string[] {
  return ['client-secret', 'refresh-token', 'client-id'].map((field) => `${name}/${field}`);
}

function profileLock(name: string, { paths }: Pick<Workplace, 'paths'>): string {
  return join(dirname(paths.settingsFile), `profile-${name}.lock`);
}

function setupCommand(name: string): string {
  return name === defaultProfile ? 'halo-mcp setup' : `halo-mcp setup --profile ${name}`;
}

function signInCommand(name: string): string {
  return name === defaultProfile ? defaultSignInCommand : `${defaultSignInCommand} --profile ${name}`;
}

function notSetUp(name: string, command: string): NotSetUpError {
  return new NotSetUpError(
    `No Halo is set up${name === defaultProfile ? '' : ` under the name "${name}"`} yet. Run "${command}" on this computer, then ask again`,
  );
}

function notStored(name: string, command: string): NotSetUpError {
  return new NotSetUpError(
    `The login of the profile "${name}" is not in this user's keychain. Run "${command}" to store it again`,
  );
}
