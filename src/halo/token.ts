import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { createSingleFlight } from '../base/single-flight.ts';
import { sharedWork, type Work } from './exchange.ts';
import type { HaloServers } from './servers.ts';
import type { IssuedTokens } from './token-answer.ts';

/** The access token of one login: asked for when first needed, renewed before it ends, never twice at the same time. */
export interface TokenSource {
  readonly get: (servers: HaloServers, work: Work) => Promise<string>;
  /** Halo refused this token: gives a newer one, asking for it unless another call already has. */
  readonly replace: (refused: string, servers: HaloServers, work: Work) => Promise<string>;
  /** When the present token ends, in milliseconds since 1970; undefined before the first and after a refused one. */
  readonly expiresAt: () => number | undefined;
}

/** Asks the authorisation server for a new access token. */
export type IssueToken = (servers: HaloServers, work: Work) => Promise<IssuedTokens>;

/** Renewed this long before its end, or after nine tenths of a short life. */
const marginMs = 60_000;

/** Keeps the token that `issue` gets. */
export function createTokenSource(issue: IssueToken, clock: Clock, log: Log): TokenSource {
  let current: { readonly token: string; readonly renewAt: number; readonly expiresAt: number } | undefined;
  const flight = createSingleFlight<string>();

  const fetchToken = async (servers: HaloServers, work: Work): Promise<string> => {
    const issued = await issue(servers, work);
    log.hide(issued.accessToken);
    const lifeMs = issued.lifeSeconds * 1000;
    const expiresAt = clock.now() + lifeMs;
    current = { token: issued.accessToken, expiresAt, renewAt: expiresAt - Math.min(marginMs, lifeMs / 10) };
    return issued.accessToken;
  };

  const renew = (servers: HaloServers, work: Work) =>
    flight(work.signal, (signal) => fetchToken(servers, sharedWork(signal, clock, work)));

  return {
    get: async (servers, work) =>
      current !== undefined && clock.now() < current.renewAt ? current.token : renew(servers, work),
    replace: async (refused, servers, work) => {
      if (current !== undefined && current.token !== refused) return current.token;
      current = undefined;
      return renew(servers, work);
    },
    expiresAt: () => current?.expiresAt,
  };
}
