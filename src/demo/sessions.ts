import { logins } from './data/logins.ts';
import { coverAnything, coverTopic } from './scopes.ts';

/** What a token lets its bearer do. */
export interface Grant {
  readonly agentId: number;
  readonly scopes: readonly string[];
}

export interface Session extends Grant {
  /** When the token was issued: the first is 1. */
  readonly serial: number;
  /** What the application's scopes and the agent's own rights both cover. `topic` is undefined for what needs no scope. */
  readonly mayRead: (path: string, topic: string | undefined) => boolean;
  /** False for a token issued without `scope`: Halo issues it, then refuses every call. */
  readonly hasScopes: boolean;
}

/** The access tokens that are good. */
export interface Sessions {
  /** Gives a new token. */
  readonly open: (grant: Grant, lifeSeconds: number) => string;
  /** Whose token this header holds; undefined when it is missing, unknown, revoked or out of date. */
  readonly check: (authorization: string | null) => Session | undefined;
  /** Makes the token of this header worthless. */
  readonly revoke: (authorization: string | null) => void;
}

export function createSessions(now: () => number): Sessions {
  const sessions = new Map<string, Session & { readonly expiresAt: number }>();
  let serial = 0;
  return {
    open: (grant, lifeSeconds) => {
      for (const [token, { expiresAt }] of sessions) if (expiresAt <= now()) sessions.delete(token);
      const forbidden = logins.find(({ agentId }) => agentId === grant.agentId)?.forbiddenPaths ?? [];
      const token = createToken('at+jwt', 64);
      serial++;
      sessions.set(token, {
        ...grant,
        serial,
        expiresAt: now() + lifeSeconds * 1000,
        hasScopes: coverAnything(grant.scopes),
        mayRead: (path, topic) =>
          !forbidden.includes(path) && (topic === undefined || coverTopic(grant.scopes, topic)),
      });
      return token;
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

/** A token as long as Halo's are. Random on purpose: a token is nothing a test should know beforehand. */
export function createToken(kind: string, randomBytes: number): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const rest = Buffer.from(crypto.getRandomValues(new Uint8Array(randomBytes))).toString('base64url');
  return `${part({ alg: 'RS256', typ: kind })}.${part({ jti: crypto.randomUUID(), sub: 'demo' })}.${rest}`;
}

function readToken(authorization: string | null): string {
  return /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
}
