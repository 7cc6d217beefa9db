import * as tls from 'node:tls';
import { toConnectionError } from './connection-error.ts';
import { HaloError } from './errors.ts';
import { findProxy, type Network } from './network.ts';

/** One HTTP request to Halo or its authorisation server. */
export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the request; its reason is what the caller gets. */
  readonly signal: AbortSignal;
  /** How long this attempt may take, headers and body together. */
  readonly timeoutMs: number;
}

/** What came back, whatever its status. */
export interface Incoming {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends one request and reads the whole answer. Throws a HaloError for everything that kept an answer from arriving. */
export type Send = (outgoing: Outgoing) => Promise<Incoming>;

const maxRedirects = 3;

/**
 * The program's only way out. Follows redirects on the same host alone, because the request may carry a token;
 * asks a proxy where the network settings say so.
 */
export function createSend(network: Network): Send {
  let trusted: string[] | undefined;
  // Said each time, because NODE_TLS_REJECT_UNAUTHORIZED in the environment would otherwise switch the check off.
  const describeTrust = () => {
    if (network.extraCertificates === undefined) return { rejectUnauthorized: true };
    trusted ??= [...listUsualAuthorities(), network.extraCertificates];
    return { rejectUnauthorized: true, ca: trusted };
  };
  return async (outgoing) => {
    const timeout = AbortSignal.timeout(outgoing.timeoutMs);
    const signal = AbortSignal.any([outgoing.signal, timeout]);
    let url = outgoing.url;
    for (let hop = 0; hop <= maxRedirects; hop++) {
      const proxy = findProxy(network, url);
      const trust = describeTrust();
      try {
        const response = await fetch(url, {
          method: outgoing.method,
          headers: outgoing.headers,
          redirect: 'manual',
          signal,
          ...(outgoing.body === undefined ? {} : { body: outgoing.body }),
          ...(proxy === undefined ? {} : { proxy }),
          tls: trust,
        });
        const location =
          response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
        if (location === null) {
          return { status: response.status, headers: response.headers, text: await response.text() };
        }
        await response.body?.cancel();
        url = followRedirect(url, location);
      } catch (error) {
        if (error instanceof HaloError) throw error;
        if (outgoing.signal.aborted) throw outgoing.signal.reason;
        if (timeout.aborted) throw timedOut(url, outgoing.timeoutMs);
        throw toConnectionError(error, url, proxy);
      }
    }
    throw new HaloError(
      'redirected',
      `${url.host} keeps redirecting in a circle. Check Halo's address with "halo-mcp setup"`,
    );
  };
}

function listUsualAuthorities(): readonly string[] {
  // Node before 22.15, which may run the extension, has only the list that it brings.
  return tls.getCACertificates?.('default') ?? tls.rootCertificates;
}

function followRedirect(from: URL, location: string): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (to !== undefined && to.origin === from.origin) return to;
  throw new HaloError(
    'redirected',
    `${from.host} sent us on to ${to === undefined ? 'an unreadable address' : to.host}, and a login is only ever sent to the address that was set up. If Halo has moved, give its new address with "halo-mcp setup"`,
  );
}

function timedOut(url: URL, timeoutMs: number): HaloError {
  return new HaloError(
    'timeout',
    `${url.host} did not answer within ${Math.round(timeoutMs / 1000)} seconds. It may be busy: try again, or ask for less at once`,
  );
}
