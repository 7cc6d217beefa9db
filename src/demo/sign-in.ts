import { createRandom } from './random.ts';

/** Scope names that Halo knows; `:users`, `:agents`, `:actions` and `:sites` do not exist. */
const scopeTopics = [
  'tickets',
  'calendar',
  'customers',
  'crm',
  'timesheets',
  'contracts',
  'suppliers',
  'items',
  'projects',
  'sales',
  'quotes',
  'sos',
  'pos',
  'invoices',
  'reporting',
  'software',
  'softwarelicensing',
  'kb',
  'assets',
] as const;

const knownScopes: ReadonlySet<string> = new Set([
  'all',
  'all:standard',
  'admin',
  'offline_access',
  'openid',
  'editMine:timesheets',
  'access:chat',
  'access:adpasswordreset',
  ...scopeTopics.flatMap((topic) => [`read:${topic}`, `edit:${topic}`]),
]);

/** Who may sign in. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A GUID, and two GUIDs joined, as Halo makes them; the same for the same seed. */
export function createCredentials(seed: number): Credentials {
  const random = createRandom(seed, 'credentials');
  return { clientId: random.guid(), clientSecret: `${random.guid()}-${random.guid()}` };
}

/** The authorisation server: issues tokens and knows what each may read. */
export interface SignIn {
  /** Answers `POST /auth/token`. `expiresInSeconds` is 3600 unless a fault shortens it. */
  readonly issue: (form: URLSearchParams, expiresInSeconds: number, withScopes: boolean) => Response;
  /** What the bearer of this header may do; undefined when the token is missing, unknown, revoked or out of date. */
  readonly check: (authorization: string | null) => Session | undefined;
  /** Makes the token of this header worthless. */
  readonly revoke: (authorization: string | null) => void;
}

export interface Session {
  /** When the token was issued: the first is 1. */
  readonly serial: number;
  readonly mayRead: (topic: string) => boolean;
  /** False for a token issued without `scope`: Halo issues it, then refuses every call. */
  readonly hasScopes: boolean;
}

export const tokenLifeSeconds = 3600;

export function createSignIn(credentials: Credentials, now: () => number): SignIn {
  const sessions = new Map<string, Session & { readonly expiresAt: number }>();
  let serial = 0;
  return {
    issue: (form, expiresInSeconds, withScopes) => {
      if (form.get('grant_type') !== 'client_credentials') {
        return refuse(400, 'unsupported_grant_type', 'The specified grant type is not supported.');
      }
      if (
        form.get('client_id') !== credentials.clientId ||
        form.get('client_secret') !== credentials.clientSecret
      ) {
        return refuse(401, 'invalid_client', 'The specified client credentials are invalid.');
      }
      const scopes = (form.get('scope') ?? '').split(/\s+/).filter((scope) => scope !== '');
      if (scopes.some((scope) => !knownScopes.has(scope))) {
        return refuse(400, 'invalid_scope', 'The specified scope is not supported.');
      }
      for (const [token, { expiresAt }] of sessions) if (expiresAt <= now()) sessions.delete(token);
      const token = createToken();
      const granted = withScopes ? scopes : [];
      serial++;
      sessions.set(token, {
        serial,
        expiresAt: now() + expiresInSeconds * 1000,
        hasScopes: granted.length > 0,
        mayRead: (topic) => granted.some((scope) => covers(scope, topic)),
      });
      const body = {
        access_token: token,
        token_type: 'Bearer',
        expires_in: expiresInSeconds,
        scope: granted.join(' '),
      };
      return Response.json(body, { headers: { 'cache-control': 'no-store' } });
    },
    check: (authorization) => {
      const session = sessions.get(readToken(authorization));
      return session !== undefined && session.expiresAt > now() ? session : undefined;
    },
    revoke: (authorization) => {
      sessions.delete(readToken(authorization));
    },
  };
}

function covers(scope: string, topic: string): boolean {
  if (scope === 'all' || scope === 'all:standard' || scope === 'admin') return true;
  return scope === `read:${topic}` || scope === `edit:${topic}`;
}

function readToken(authorization: string | null): string {
  return /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
}

// Random on purpose: a token is nothing a test should know beforehand.
function createToken(): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signature = Buffer.from(crypto.getRandomValues(new Uint8Array(64))).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'at+jwt' })}.${part({ jti: crypto.randomUUID(), sub: 'demo' })}.${signature}`;
}

function refuse(status: number, error: string, description: string): Response {
  const body = {
    error,
    error_description: description,
    error_uri: 'https://documentation.openiddict.com/errors/ID2055',
  };
  return Response.json(body, { status });
}
