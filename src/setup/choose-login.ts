import { UserError } from '../base/errors.ts';
import { defaultProfile, findProfile, type ProfileSettings, readSettings } from '../desktop/settings-file.ts';
import { isPerson, parseAddress } from '../halo/connection.ts';
import type { SetupAnswers } from './answers.ts';
import { loadConnection, type ProfileDraft } from './profiles.ts';
import type { SignInDraft } from './try-out.ts';
import type { Workplace } from './workplace.ts';

/** Which login a set-up without questions comes to. */
export type LoginChoice =
  /** The one that is stored already; nothing about it changes. */
  | { readonly kind: 'stored' }
  | { readonly kind: 'client-secret'; readonly profile: ProfileDraft }
  | { readonly kind: 'sign-in'; readonly person: PersonDraft };

/** A person who is to sign in. */
export interface PersonDraft extends SignInDraft {
  readonly name: string;
}

/** Something was not given that nobody can be asked for; names the options. */
export class MissingAnswersError extends UserError {
  override readonly name = 'MissingAnswersError';
}

const secretOptions = '--client-secret-stdin (or --client-secret-fd, HALO_CLIENT_SECRET, --sign-in)';

/**
 * What was given, filled up from what is stored under the same profile. A stored secret is taken only for the address and client ID
 * that it was stored for. Throws a MissingAnswersError, a KeychainError, or a HaloError for an address that is none.
 */
export async function chooseLogin(answers: SetupAnswers, workplace: Workplace): Promise<LoginChoice> {
  const name = answers.profile ?? defaultProfile;
  const stored = findProfile(readSettings(workplace.paths.settingsFile), name);
  const isAboutLogin = [
    answers.address,
    answers.clientId,
    answers.clientSecret,
    answers.tenant,
    answers.authUrl,
    answers.scope,
    answers.redirectPort,
  ].some((given) => given !== undefined);
  if (stored !== undefined && !isAboutLogin && !answers.signsIn) return { kind: 'stored' };

  const isSameHalo = stored !== undefined && leadsTo(answers.address, stored.address);
  const kept = isSameHalo ? stored : undefined;
  const address = answers.address ?? kept?.address;
  const keptId =
    kept?.signIn === (answers.signsIn ? 'person' : 'client-secret')
      ? await workplace.keychain.read(`${name}/client-id`)
      : undefined;
  const clientId = answers.clientId ?? keptId;
  const clientSecret =
    answers.clientSecret ??
    (keptId !== undefined && clientId === keptId ? await readStoredSecret(name, workplace) : undefined);
  if (address === undefined || clientId === undefined || !(answers.signsIn || clientSecret)) {
    throw explainMissing({
      address,
      clientId,
      hasSecret: answers.signsIn || clientSecret !== undefined,
      stored,
    });
  }
  const place = {
    address,
    tenant: pick(answers.tenant, kept?.tenant),
    authUrl: pick(answers.authUrl, kept?.authUrl),
  };
  const scope = pick(answers.scope, kept?.scope);
  if (answers.signsIn || clientSecret === undefined) {
    const redirectPort = answers.redirectPort ?? kept?.redirectPort;
    return { kind: 'sign-in', person: { name, place, clientId, scope, redirectPort } };
  }
  const login = { kind: 'client-secret', clientId, clientSecret } as const;
  return { kind: 'client-secret', profile: { name, ...place, scope, login } };
}

/** True where nothing else was given. */
function leadsTo(given: string | undefined, stored: string): boolean {
  if (given === undefined) return true;
  const [origins, storedOrigins] = [given, stored].map((text) => new URL(parseAddress(text)[0] ?? '').origin);
  return origins === storedOrigins;
}

async function readStoredSecret(name: string, workplace: Workplace): Promise<string | undefined> {
  const connection = await loadConnection(name, workplace);
  return isPerson(connection) ? undefined : connection.clientSecret;
}

/** An empty text takes away what is stored. */
function pick(given: string | undefined, stored: string | undefined): string | undefined {
  return given === undefined ? stored : given || undefined;
}

function explainMissing(known: {
  readonly address: string | undefined;
  readonly clientId: string | undefined;
  readonly hasSecret: boolean;
  readonly stored: ProfileSettings | undefined;
}): MissingAnswersError {
  const missing = [
    ...(known.address === undefined ? ['--address'] : []),
    ...(known.clientId === undefined ? ['--client-id'] : []),
    ...(known.hasSecret ? [] : [secretOptions]),
  ];
  const why =
    known.stored === undefined
      ? 'Nobody can be asked here'
      : 'What is stored belongs to another address, client ID or way to sign in';
  return new MissingAnswersError(`${why}, so give also ${missing.join(' and ')}`);
}
