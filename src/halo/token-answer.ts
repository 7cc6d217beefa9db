import { z } from 'zod';
import { parseJson } from '../base/json.ts';
import { isWebPage, rateLimited, unavailable } from './answer.ts';
import { HaloError } from './errors.ts';
import type { Message } from './exchange.ts';
import type { Incoming } from './request.ts';
import { notHalo } from './servers.ts';

/** What the authorisation server gave. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly lifeSeconds: number;
  /** Undefined where none was asked for, and where the one that was sent stays good. */
  readonly refreshToken: string | undefined;
}

/** The authorisation server's "no". */
export interface TokenRefusal {
  /** OAuth's word for the reason, such as `invalid_grant`; empty where it gave none. */
  readonly code: string;
  readonly status: number;
}

/** Halo's tokens last an hour; used where an answer does not say. */
const usualLifeSeconds = 3600;

/** The request for a token, in the form that OAuth prescribes. */
export function toTokenRequest(url: URL, fields: Readonly<Record<string, string>>): Message {
  return {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams(fields).toString(),
  };
}

const issuedSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().optional(),
  refresh_token: z.string().min(1).nullish(),
});
const refusedSchema = z.object({ error: z.string() });

/**
 * Reads the answer to a request for a token. A refusal is thrown as `toError` words it; everything else that is no token
 * (Halo away, too many requests, a web page) as a HaloError that is the same for every kind of login.
 */
export function readTokenAnswer(
  incoming: Incoming,
  url: URL,
  nowMs: number,
  toError: (refusal: TokenRefusal) => Error,
): IssuedTokens {
  const { status } = incoming;
  if (status === 429) throw rateLimited(incoming, nowMs);
  if (status === 502 || status === 503 || status === 504) throw unavailable(incoming, url.host, nowMs);
  if (isWebPage(incoming) || status === 404) throw notHalo([url.origin]);
  const body = parseJson(incoming.text);
  if (status === 200 && body === undefined) throw cutOff(url.host);
  const issued = issuedSchema.safeParse(body);
  if (status === 200 && issued.success) {
    return {
      accessToken: issued.data.access_token,
      lifeSeconds: issued.data.expires_in ?? usualLifeSeconds,
      refreshToken: issued.data.refresh_token ?? undefined,
    };
  }
  const refused = refusedSchema.safeParse(body);
  throw toError({ code: refused.success ? refused.data.error : '', status });
}

/** Worth another try at once: Halo still takes a refresh token whose answer was lost on the way, but not for long. */
function cutOff(host: string): HaloError {
  return new HaloError(
    'dropped',
    `The answer of ${host} to the login was cut before it was complete. Try again; if it keeps happening, check the network and any proxy`,
    { status: 200 },
  );
}

/** The error for a refusal without a reason that the person could do something about. */
export function loginFailed(host: string, status: number): HaloError {
  return new HaloError(
    'login_failed',
    `The authorisation server ${host} did not issue a login (status ${status}). Check the address and, where several Halos share one server, the tenant`,
    { status },
  );
}
