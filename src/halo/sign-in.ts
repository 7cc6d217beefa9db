import { createHash, randomBytes } from 'node:crypto';
import { toScope } from './connection.ts';
import { applicationPlace, HaloError } from './errors.ts';
import type { Probe } from './identify.ts';
import { nativeApplication, toPersonLoginError } from './person-login-error.ts';
import type { HaloServers } from './servers.ts';
import { type IssuedTokens, readTokenAnswer, type TokenRefusal, toTokenRequest } from './token-answer.ts';

/** The application that a person signs in with. */
export interface SignInApplication {
  readonly clientId: string;
  /** Where Halo sends the browser afterwards, exactly as it is registered in Halo. */
  readonly redirectUri: string;
  /** What to ask for; a refresh token is asked for besides. */
  readonly scope: string;
}

/** A sign-in that has begun. All but `url` and `state` is secret. */
export interface AuthorizeRequest {
  /** What the browser opens. */
  readonly url: string;
  /** Comes back with the answer; an answer with another one is not ours. */
  readonly state: string;
  /** Proves that who redeems the code is who began. */
  readonly verifier: string;
}

/** What the browser brought back: a code, or why there is none. */
export type SignInAnswer =
  | { readonly code: string }
  | { /** OAuth's word for the reason, such as `access_denied`. */ readonly error: string };

/** A person's new tokens. */
export type PersonTokens = IssuedTokens & { readonly refreshToken: string };

/** Begins a sign-in: authorisation code with PKCE (S256). */
export function createAuthorizeRequest(
  servers: Pick<HaloServers, 'authorizeUrl'>,
  application: SignInApplication,
): AuthorizeRequest {
  const state = randomBytes(32).toString('base64url');
  const verifier = randomBytes(48).toString('base64url');
  const url = new URL(servers.authorizeUrl);
  const parameters = {
    response_type: 'code',
    client_id: application.clientId,
    redirect_uri: application.redirectUri,
    scope: withRefreshToken(application.scope),
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url: url.href, state, verifier };
}

/** Redeems what the browser brought back. Throws a HaloError that says what to do, also where it brought no code. */
export async function exchangeCode(
  answer: SignInAnswer,
  verifier: string,
  servers: Pick<HaloServers, 'tokenUrl'>,
  application: SignInApplication,
  { exchange, work, clock }: Probe,
): Promise<PersonTokens> {
  const url = new URL(servers.tokenUrl);
  if ('error' in answer) throw toAnswerError(answer.error, url.host, application);
  const request = toTokenRequest(url, {
    grant_type: 'authorization_code',
    client_id: application.clientId,
    code: answer.code,
    redirect_uri: application.redirectUri,
    code_verifier: verifier,
  });
  const toError = (refusal: TokenRefusal) =>
    refusal.code === 'invalid_grant' ? tooLate() : toPersonLoginError(refusal, url.host, application.scope);
  const issued = await exchange(
    request,
    (incoming) => readTokenAnswer(incoming, url, clock.now(), toError),
    work,
  );
  if (issued.refreshToken === undefined) throw withoutRefreshToken();
  return { ...issued, refreshToken: issued.refreshToken };
}

function withRefreshToken(scope: string): string {
  return [...new Set([...toScope(scope).split(' '), 'offline_access'])].join(' ');
}

function toAnswerError(code: string, host: string, application: SignInApplication): HaloError {
  if (code === 'access_denied') {
    return new HaloError(
      'sign_in_failed',
      "You were not signed in: the request was declined on Halo's page. Start again and choose to allow it; if Halo declined by itself, ask your Halo admin whether your agent may use this application",
    );
  }
  if (code === 'invalid_request') {
    return new HaloError(
      'sign_in_failed',
      `Halo does not accept the sign-in as it was asked for. Ask your Halo admin to check at ${applicationPlace} that the authentication method is "${nativeApplication}" and that the login redirect URL is exactly ${application.redirectUri}`,
    );
  }
  if (code === 'server_error' || code === 'temporarily_unavailable') {
    return new HaloError(
      'sign_in_failed',
      `Halo at ${host} ran into an error of its own while signing you in. Try again in a few minutes`,
    );
  }
  return toPersonLoginError({ code, status: 400 }, host, application.scope);
}

function tooLate(): HaloError {
  return new HaloError(
    'sign_in_failed',
    `Halo did not accept the code from its sign-in page; most often too much time had passed, or the redirect URL registered in Halo differs from the one in use. Start the sign-in again; if it stays, compare the login redirect URL at ${applicationPlace}`,
    { status: 400 },
  );
}

function withoutRefreshToken(): HaloError {
  return new HaloError(
    'sign_in_failed',
    `Halo signed you in for an hour only and gave no means to stay signed in. Ask your Halo admin to check at ${applicationPlace} that the authentication method is "${nativeApplication}" and that refresh tokens (offline access) are allowed`,
  );
}
