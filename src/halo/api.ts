import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { createSingleFlight } from '../base/single-flight.ts';
import { type Asked, readAnswer } from './answer.ts';
import { createClientCredentials } from './client-credentials.ts';
import { type HaloConnection, isPerson } from './connection.ts';
import { HaloError, permissionsPlace } from './errors.ts';
import { type Exchange, sharedWork, type Work } from './exchange.ts';
import { createRefresh } from './refresh.ts';
import { findServers, type HaloServers } from './servers.ts';
import { createTokenSource } from './token.ts';

/** Query parameters under Halo's own names; undefined ones are not sent. */
export type HaloQuery = Readonly<Record<string, string | number | boolean | undefined>>;

/** One signed-in Halo. */
export interface Api {
  /** Reads `path` (below `/api`) as JSON. Throws a HaloError. */
  readonly get: (path: string, query: HaloQuery, asked: Asked, work: Work) => Promise<unknown>;
  /** Where this Halo lives; found on first use. */
  readonly servers: (work: Work) => Promise<HaloServers>;
  /** When the access token in use ends, in milliseconds since 1970; undefined before the first answer. */
  readonly tokenExpiresAt: () => number | undefined;
}

/** Signs in on first use; a refused token is replaced once and the request sent again. */
export function createApi(connection: HaloConnection, exchange: Exchange, clock: Clock, log: Log): Api {
  const issue = isPerson(connection)
    ? createRefresh(connection, exchange, clock, log)
    : createClientCredentials(connection, exchange, clock);
  const tokens = createTokenSource(issue, clock, log);
  const flight = createSingleFlight<HaloServers>();
  let servers: HaloServers | undefined;
  let hasWorked = false;

  const locate = async (work: Work) => {
    servers ??= await flight(work.signal, (signal) =>
      findServers(connection, exchange, clock, sharedWork(signal, clock, work)),
    );
    return servers;
  };

  return {
    servers: locate,
    tokenExpiresAt: tokens.expiresAt,
    get: async (path, query, asked, work) => {
      const at = await locate(work);
      const url = toUrl(`${at.apiUrl}${path}`, query);
      const read = (token: string) =>
        exchange(
          { method: 'GET', url, headers: { accept: 'application/json', authorization: `Bearer ${token}` } },
          (incoming) => readAnswer(incoming, asked, url.host, clock.now()),
          work,
        );
      const token = await tokens.get(at, work);
      const answer = await read(token).catch(async (error: unknown) => {
        if (!isUnauthorised(error)) throw error;
        return read(await tokens.replace(token, at, work)).catch((again: unknown) => {
          throw isUnauthorised(again) && !hasWorked ? withoutScopes(connection) : again;
        });
      });
      hasWorked = true;
      return answer;
    },
  };
}

function isUnauthorised(error: unknown): boolean {
  return error instanceof HaloError && error.status === 401;
}

function withoutScopes(connection: HaloConnection): HaloError {
  const [what, agent] = isPerson(connection)
    ? ['your sign-in', 'your agent']
    : ['the client ID and secret', 'the agent it logs in as'];
  return new HaloError(
    'no_scopes',
    `Halo accepts ${what} but then refuses every question, which is what it does when the application has no permissions. Ask your Halo admin to tick "all", or the read permissions, at ${permissionsPlace}, and to check that ${agent} is active`,
    { status: 401 },
  );
}

function toUrl(address: string, query: HaloQuery): URL {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}
