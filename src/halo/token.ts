import { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import { parseJson } from '../base/json.ts';
import type { Log } from '../base/log.ts';
import { createSingleFlight } from '../base/single-flight.ts';
import { isWebPage, rateLimited, unavailable } from './answer.ts';
import type { HaloConnection } from './connection.ts';
import { applicationPlace, HaloError, permissionsPlace } from './errors.ts';
import { type Exchange, sharedWork, type Work } from './exchange.ts';
import type { Incoming } from './request.ts';
import { type HaloServers, notHalo } from './servers.ts';

/** The access token of one login: asked for when first needed, renewed before it ends, never twice at the same time. */
export interface TokenSource {
  readonly get: (servers: HaloServers, work: Work) => Promise<string>;
  /** Halo refused this token: gives a newer one, asking for it unless another call already has. */
  readonly replace: (refused: string, servers: HaloServers, work: Work) => Promise<string>;
}

/** Renewed this long before its end, or after nine tenths of a short life. */
const marginMs = 60_000;

/** Halo's tokens last an hour; used where an answer does not say. */
const usualLifeSeconds = 3600;

export function createTokenSource(
  connection: HaloConnection,
  exchange: Exchange,
  clock: Clock,
  log: Log,
): TokenSource {
  let current: { readonly token: string; readonly renewAt: number } | undefined;
  const flight = createSingleFlight<string>();

  const fetchToken = async (servers: HaloServers, work: Work): Promise<string> => {
    const url = new URL(servers.tokenUrl);
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: connection.clientId,
      client_secret: connection.clientSecret,
      scope: connection.scope,
    }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
    const issued = await exchange(
      { method: 'POST', url, headers, body },
      (incoming) => readToken(incoming, url, connection.scope, clock.now()),
      work,
    );
    log.hide(issued.token);
    const lifeMs = issued.lifeSeconds * 1000;
    current = { token: issued.token, renewAt: clock.now() + lifeMs - Math.min(marginMs, lifeMs / 10) };
    return issued.token;
  };

  const renew = (servers: HaloServers, work: Work) =>
    flight(work.signal, (signal) => fetchToken(servers, sharedWork(signal, clock)));

  return {
    get: async (servers, work) =>
      current !== undefined && clock.now() < current.renewAt ? current.token : renew(servers, work),
    replace: async (refused, servers, work) => {
      if (current !== undefined && current.token !== refused) return current.token;
      current = undefined;
      return renew(servers, work);
    },
  };
}

const issuedSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().optional(),
});
const refusedSchema = z.object({ error: z.string() });

function readToken(
  incoming: Incoming,
  url: URL,
  scope: string,
  nowMs: number,
): { readonly token: string; readonly lifeSeconds: number } {
  const { status } = incoming;
  if (status === 429) throw rateLimited(incoming, nowMs);
  if (status === 502 || status === 503 || status === 504) throw unavailable(incoming, url.host, nowMs);
  if (isWebPage(incoming) || status === 404) throw notHalo([url.origin]);
  const body = parseJson(incoming.text);
  const issued = issuedSchema.safeParse(body);
  if (status === 200 && issued.success) {
    return { token: issued.data.access_token, lifeSeconds: issued.data.expires_in ?? usualLifeSeconds };
  }
  const refused = refusedSchema.safeParse(body);
  throw toLoginError(refused.success ? refused.data.error : '', status, url.host, scope);
}

function toLoginError(code: string, status: number, host: string, scope: string): HaloError {
  if (code === 'invalid_client' || (code === '' && status === 401)) {
    return new HaloError(
      'wrong_login',
      `Halo does not accept the client ID or client secret. Copy both again from ${applicationPlace} (the ID can change when the application is first saved; a lost secret must be generated anew), check that the application is active, then set the login up again`,
      { status },
    );
  }
  if (code === 'invalid_scope') {
    return new HaloError(
      'scope_refused',
      `Halo does not give this login the permissions it asked for (${scope}). Ask your Halo admin to tick them at ${permissionsPlace}`,
      { status },
    );
  }
  if (code === 'unauthorized_client' || code === 'unsupported_grant_type') {
    return new HaloError(
      'grant_not_enabled',
      `This application is not set up for programs. At ${applicationPlace}, set the authentication method to "Client ID and Secret (Services)"`,
      { status },
    );
  }
  return new HaloError(
    'login_failed',
    `The authorisation server ${host} did not issue a login (status ${status}). Check the address and, where several Halos share one server, the tenant`,
    { status },
  );
}
