import { type Clock, systemClock } from '../base/clock.ts';
import { parseJson } from '../base/json.ts';
import { type Log, silentLog } from '../base/log.ts';
import { isWebPage, rateLimited, unavailable } from './answer.ts';
import type { HaloPlace } from './connection.ts';
import { beginWork, createExchange, type Exchange, type Work } from './exchange.ts';
import { createLimiter } from './limiter.ts';
import type { Network } from './network.ts';
import { createSend, type Incoming } from './request.ts';
import { findServers, type HaloServers, notHalo } from './servers.ts';
import { toTokenRequest } from './token-answer.ts';

/** How to ask a Halo something before anybody is signed in. */
export interface ProbeOptions {
  readonly network?: Network;
  readonly clock?: Clock;
  readonly log?: Log;
  readonly signal: AbortSignal;
}

/** A Halo that answers, as far as it tells without a login; what product and version it is it only tells later. */
export interface IdentifiedHalo {
  /** The address people open in the browser, without a slash at its end. */
  readonly siteUrl: string;
  readonly tenant: string | undefined;
  readonly servers: HaloServers;
}

/** A way to talk to Halo outside any client, for a few requests that a person waits for. */
export interface Probe {
  readonly exchange: Exchange;
  readonly work: Work;
  readonly clock: Clock;
}

const attemptTimeoutMs = 15_000;
const probeTimeMs = 30_000;

/** Begins a few requests that take half a minute together at most. */
export function createProbe(options: ProbeOptions): Probe {
  const clock = options.clock ?? systemClock;
  const exchange = createExchange({
    send: createSend(options.network ?? {}),
    limiter: createLimiter(0, clock),
    clock,
    random: Math.random,
    log: options.log ?? silentLog,
    attemptTimeoutMs,
  });
  return { exchange, work: beginWork(options.signal, probeTimeMs, clock), clock };
}

/**
 * Makes sure that a Halo answers at an address, without a login.
 * Throws a HaloError that says what answers instead, or why nothing does.
 */
export async function identifyHalo(place: HaloPlace, options: ProbeOptions): Promise<IdentifiedHalo> {
  const probe = createProbe(options);
  const servers = await findServers(place, probe.exchange, probe.clock, probe.work);
  if (!servers.isNamed) await expectTokens(servers, probe);
  return { siteUrl: servers.siteUrl, tenant: servers.tenant, servers };
}

/** A version that does not name its authorisation server must at least have one: it says what is wrong with an empty request. */
async function expectTokens(servers: HaloServers, { exchange, work, clock }: Probe): Promise<void> {
  const url = new URL(servers.tokenUrl);
  const isOne = await exchange(
    toTokenRequest(url, { grant_type: 'client_credentials' }),
    (incoming) => isTokenRefusal(incoming, url, clock.now()),
    work,
  );
  if (!isOne) throw notHalo([servers.siteUrl]);
}

function isTokenRefusal(incoming: Incoming, url: URL, nowMs: number): boolean {
  if (incoming.status === 429) throw rateLimited(incoming, nowMs);
  if (incoming.status >= 500) throw unavailable(incoming, url.host, nowMs);
  if (isWebPage(incoming)) return false;
  const body = parseJson(incoming.text);
  return typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string';
}
