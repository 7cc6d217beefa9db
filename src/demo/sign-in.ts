import type { AuthorizationCodes } from './authorization-codes.ts';
import { apiAgentId } from './data/agents.ts';
import { createRandom } from './random.ts';
import { type RefreshTokens, refreshLifeSeconds } from './refresh-tokens.ts';
import { readScopes } from './scopes.ts';
import type { Grant, Sessions } from './sessions.ts';

/** Who may sign in. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The application that people sign in with; it has no secret. */
  readonly nativeClientId: string;
}

/** GUIDs, and for the secret two of them joined, as Halo makes them; the same for the same seed. */
export function createCredentials(seed: number): Credentials {
  const random = createRandom(seed, 'credentials');
  const clientId = random.guid();
  const clientSecret = `${random.guid()}-${random.guid()}`;
  return { clientId, clientSecret, nativeClientId: random.guid() };
}

export const tokenLifeSeconds = 3600;

/** What the token endpoint works with. */
export interface TokenStores {
  readonly credentials: Credentials;
  readonly sessions: Sessions;
  readonly codes: AuthorizationCodes;
  readonly refreshTokens: RefreshTokens;
}

/** How faults bend the tokens. */
export interface TokenTerms {
  readonly lifeSeconds: number;
  readonly refreshLifeSeconds: number;
  readonly withScopes: boolean;
  /** The permissions ticked at the program's application: asking for another one is refused. Undefined where all are. */
  readonly ticked: readonly string[] | undefined;
  /** Every refresh token that is used is revoked. */
  readonly endsSignIns: boolean;
}

export const usualTerms: TokenTerms = {
  lifeSeconds: tokenLifeSeconds,
  refreshLifeSeconds,
  withScopes: true,
  ticked: undefined,
  endsSignIns: false,
};

/** Answers `POST /auth/token`. */
export function answerToken(form: URLSearchParams, stores: TokenStores, terms: TokenTerms): Response {
  const clientId = form.get('client_id');
  const grantType = form.get('grant_type');
  if (clientId === null)
    return refuse(400, 'invalid_request', "The mandatory 'client_id' parameter is missing.");
  if (grantType === 'client_credentials') return answerProgram(form, stores, terms);
  if (grantType !== 'authorization_code' && grantType !== 'refresh_token') {
    return refuse(400, 'unsupported_grant_type', 'The specified grant type is not supported.');
  }
  if (clientId === stores.credentials.clientId) return refuseApplication();
  if (clientId !== stores.credentials.nativeClientId) return refuseClient();
  const grant =
    grantType === 'refresh_token' ? useRefreshToken(form, stores, terms) : redeemCode(form, stores);
  if (grant === undefined) {
    return refuse(400, 'invalid_grant', 'The specified token is invalid, or has already been redeemed.');
  }
  return issue(grant, stores, terms);
}

function answerProgram(form: URLSearchParams, stores: TokenStores, terms: TokenTerms): Response {
  const { credentials } = stores;
  if (form.get('client_id') === credentials.nativeClientId) return refuseApplication();
  if (
    form.get('client_id') !== credentials.clientId ||
    form.get('client_secret') !== credentials.clientSecret
  ) {
    return refuseClient();
  }
  const scopes = readScopes(form.get('scope'));
  if (scopes === undefined) return refuse(400, 'invalid_scope', 'The specified scope is not supported.');
  const { ticked } = terms;
  if (ticked !== undefined && !scopes.every((scope) => ticked.includes(scope))) {
    return refuse(400, 'invalid_scope', 'This client application is not allowed to use the specified scope.');
  }
  return issue({ agentId: apiAgentId, scopes }, stores, terms);
}

function redeemCode(form: URLSearchParams, { codes }: TokenStores): Grant | undefined {
  return codes.redeem(form.get('code') ?? '', {
    redirectUri: form.get('redirect_uri') ?? '',
    verifier: form.get('code_verifier') ?? '',
  });
}

function useRefreshToken(
  form: URLSearchParams,
  { refreshTokens }: TokenStores,
  terms: TokenTerms,
): Grant | undefined {
  const token = form.get('refresh_token') ?? '';
  if (terms.endsSignIns) refreshTokens.revoke(token);
  return refreshTokens.use(token);
}

function issue(grant: Grant, { sessions, refreshTokens }: TokenStores, terms: TokenTerms): Response {
  const scopes = terms.withScopes ? grant.scopes : [];
  const isPerson = grant.agentId !== apiAgentId;
  const body = {
    access_token: sessions.open({ ...grant, scopes }, terms.lifeSeconds),
    token_type: 'Bearer',
    expires_in: terms.lifeSeconds,
    scope: scopes.join(' '),
    ...(isPerson && grant.scopes.includes('offline_access')
      ? { refresh_token: refreshTokens.issue(grant, terms.refreshLifeSeconds) }
      : {}),
  };
  return Response.json(body, { headers: { 'cache-control': 'no-store' } });
}

function refuseClient(): Response {
  return refuse(401, 'invalid_client', 'The specified client credentials are invalid.');
}

function refuseApplication(): Response {
  return refuse(
    400,
    'unauthorized_client',
    'This client application is not allowed to use the specified grant type.',
  );
}

function refuse(status: number, error: string, description: string): Response {
  const body = {
    error,
    error_description: description,
    error_uri: 'https://documentation.openiddict.com/errors/ID2055',
  };
  return Response.json(body, { status });
}
