import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';

/** What a browser that was let in shows with every question. */
export interface Pass {
  /** Goes into a cookie that scripts can't read. */
  readonly cookie: string;
  /**
   * Stays in the one tab. Browsers hand a cookie to every port of a host, so another program's page on this computer may come to
   * see the cookie; it never sees this.
   */
  readonly proof: string;
}

/** Who may use the page: whoever was given an address by us, once. */
export interface Admission {
  /** A new token for one browser; good for ten minutes. */
  readonly issueToken: () => string;
  /**
   * A pass for a token that was not used before; 'wait' after too many wrong ones, for `waitSeconds`. A browser that shows a cookie
   * of ours keeps it, so that its other tabs go on.
   */
  readonly admit: (token: string, shownCookie: string | undefined) => Pass | 'refused' | 'wait';
  /** True for a pass that `admit` gave. */
  readonly isAdmitted: (pass: Pass) => boolean;
}

/** How long wrong guesses are remembered, and so how long to wait after too many. */
export const waitSeconds = 60;

const maxWrong = 10;
const tokenLifeMs = 10 * 60_000;
/** A person opens the page anew now and then; the oldest browsers are forgotten. */
const maxPasses = 20;

/** Nothing of it is stored: whatever was let in ends with the process. */
export function createAdmission(clock: Clock): Admission {
  const tokens = new Map<string, number>();
  const passes: { readonly key: Buffer; readonly cookieKey: Buffer }[] = [];
  let wrong: readonly number[] = [];
  return {
    issueToken: () => {
      for (const [key, until] of tokens) if (until < clock.now()) tokens.delete(key);
      const token = makeSecret();
      tokens.set(digest(token).toString('hex'), clock.now() + tokenLifeMs);
      return token;
    },
    admit: (token, shownCookie) => {
      const now = clock.now();
      wrong = wrong.filter((at) => now - at < waitSeconds * 1000);
      if (wrong.length >= maxWrong) return 'wait';
      // Looked up by its digest, so that the time it takes tells nothing about the token itself.
      const key = digest(token).toString('hex');
      const until = tokens.get(key);
      tokens.delete(key);
      if (until === undefined || until < now) {
        wrong = [...wrong, now];
        return 'refused';
      }
      const pass = { cookie: findOwnCookie(shownCookie) ?? makeSecret(), proof: makeSecret() };
      passes.push({ key: toKey(pass), cookieKey: digest(pass.cookie) });
      if (passes.length > maxPasses) passes.shift();
      return pass;
    },
    isAdmitted: (pass) => {
      const key = toKey(pass);
      return passes.some((known) => timingSafeEqual(known.key, key));
    },
  };

  function findOwnCookie(shown: string | undefined): string | undefined {
    if (shown === undefined) return undefined;
    const key = digest(shown);
    return passes.some(({ cookieKey }) => timingSafeEqual(cookieKey, key)) ? shown : undefined;
  }
}

function toKey({ cookie, proof }: Pass): Buffer {
  return digest(`${cookie} ${proof}`);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function makeSecret(): string {
  return randomBytes(32).toString('base64url');
}
