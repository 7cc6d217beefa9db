import { createHash } from 'node:crypto';
import { createToken, type Grant } from './sessions.ts';

/** What a code must be redeemed with. */
export interface CodeTerms {
  readonly redirectUri: string;
  /** PKCE, S256. */
  readonly challenge: string;
}

/** The codes that the sign-in page hands out: good once, for five minutes, for who began. */
export interface AuthorizationCodes {
  readonly issue: (grant: Grant, terms: CodeTerms) => string;
  /** What the code stands for; undefined where anything about it is wrong. It is used up in any case. */
  readonly redeem: (
    code: string,
    proof: { readonly redirectUri: string; readonly verifier: string },
  ) => Grant | undefined;
}

const lifeMs = 5 * 60_000;

export function createAuthorizationCodes(now: () => number): AuthorizationCodes {
  const codes = new Map<
    string,
    { readonly grant: Grant; readonly terms: CodeTerms; readonly until: number }
  >();
  return {
    issue: (grant, terms) => {
      const code = createToken('oi_auc+jwt', 300);
      codes.set(code, { grant, terms, until: now() + lifeMs });
      return code;
    },
    redeem: (code, { redirectUri, verifier }) => {
      const found = codes.get(code);
      codes.delete(code);
      if (found === undefined || found.until <= now() || found.terms.redirectUri !== redirectUri)
        return undefined;
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      return challenge === found.terms.challenge ? found.grant : undefined;
    },
  };
}
