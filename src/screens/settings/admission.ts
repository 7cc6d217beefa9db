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
   * of ours keeps it, so that its other tabs go on. A token that is shown again by another browser ends what the first one got:
   * one of the two has stolen it.
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

/** A token that was issued, and the passes that it led to. */
interface Issued {
  readonly until: number;
  readonly usedBy: Admitted | undefined;
}

interface Admitted {
  readonly key: Buffer;
  readonly cookieKey: Buffer;
}

/** Nothing of it is stored: whatever was let in ends with the process. */
export function createAdmission(clock: Clock): Admission {
  const tokens = new Map<string, Issued>();
  let passes: readonly Admitted[] = [];
  let wrong: readonly number[] = [];
  return {
    issueToken: () => {
      const now = clock.now();
      for (const [key, { until }] of tokens) if (until < now) tokens.delete(key);
      const token = makeSecret();
      tokens.set(digest(token).toString('hex'), { until: now + tokenLifeMs, usedBy: undefined });
      return token;
    },
    admit: (token, shownCookie) => {
      const now = clock.now();
      wrong = wrong.filter((at) => now - at < waitSeconds * 1000);
      if (wrong.length >= maxWrong) return 'wait';
      // Looked up by its digest, so that the time it takes tells nothing about the token itself.
      const key = digest(token).toString('hex');
      const issued = tokens.get(key);
      const cookieKey = shownCookie === undefined ? undefined : digest(shownCookie);
      if (issued === undefined || issued.until < now || issued.usedBy !== undefined) {
        wrong = [...wrong, now];
        if (issued?.usedBy !== undefined) endStolen(issued.usedBy, cookieKey);
        return 'refused';
      }
      const own =
        cookieKey !== undefined && passes.some((known) => timingSafeEqual(known.cookieKey, cookieKey));
      const pass = {
        cookie: own && shownCookie !== undefined ? shownCookie : makeSecret(),
        proof: makeSecret(),
      };
      const admitted = { key: toKey(pass), cookieKey: digest(pass.cookie) };
      passes = [...passes, admitted].slice(-maxPasses);
      tokens.set(key, { ...issued, usedBy: admitted });
      return pass;
    },
    isAdmitted: (pass) => {
      const key = toKey(pass);
      return passes.some((known) => timingSafeEqual(known.key, key));
    },
  };

  /** Whoever shows a token that another browser used may be the one it was meant for: nobody may use it then. */
  function endStolen(usedBy: Admitted, cookieKey: Buffer | undefined): void {
    const isSameBrowser = cookieKey !== undefined && timingSafeEqual(usedBy.cookieKey, cookieKey);
    if (!isSameBrowser) passes = passes.filter((known) => known !== usedBy);
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
