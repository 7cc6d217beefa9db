import { createToken, type Grant } from './sessions.ts';

/** The refresh tokens of people who signed in. Each is good once, and for a moment more. */
export interface RefreshTokens {
  readonly issue: (grant: Grant, lifeSeconds: number) => string;
  /** What the token stands for; from now on it is used up. Undefined where it is unknown, used up, revoked or out of date. */
  readonly use: (token: string) => Grant | undefined;
  readonly revoke: (token: string) => void;
}

/** Two weeks, as the server software that Halo uses has it by default. */
export const refreshLifeSeconds = 14 * 24 * 3600;

/** `leewaySeconds`: how long a used one still works, for a program whose answer was lost on the way. */
export function createRefreshTokens(leewaySeconds: number, now: () => number): RefreshTokens {
  const tokens = new Map<string, { readonly grant: Grant; readonly until: number }>();
  return {
    issue: (grant, lifeSeconds) => {
      const token = createToken('rt+jwt', 1_200);
      tokens.set(token, { grant, until: now() + lifeSeconds * 1000 });
      return token;
    },
    use: (token) => {
      const found = tokens.get(token);
      if (found === undefined || found.until <= now()) return undefined;
      tokens.set(token, { ...found, until: Math.min(found.until, now() + leewaySeconds * 1000) });
      return found.grant;
    },
    revoke: (token) => {
      tokens.delete(token);
    },
  };
}
