import { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import { parseJson } from '../base/json.ts';
import { isLoopback } from '../base/loopback.ts';
import { isWebPage, rateLimited, unavailable } from './answer.ts';
import { type HaloPlace, parseAddress, parseAuthUrl } from './connection.ts';
import { HaloError } from './errors.ts';
import type { Exchange, Work } from './exchange.ts';
import type { Incoming } from './request.ts';

/** Where one Halo lives on the network. */
export interface HaloServers {
  /** The address people open in the browser, without a slash at its end. */
  readonly siteUrl: string;
  /** Where records are read: `<site>/api`. */
  readonly apiUrl: string;
  /** Where a token is asked for. */
  readonly tokenUrl: string;
  /** Where a person signs in, in a browser. */
  readonly authorizeUrl: string;
  /** Undefined where neither a person nor Halo names one. */
  readonly tenant: string | undefined;
  /** False where Halo did not name its authorisation server, so that the usual place is assumed. */
  readonly isNamed: boolean;
}

/**
 * Finds a Halo's servers from what a person typed. Asks each likely place for `/api/authinfo`, which answers without a login
 * and names the authorisation server; where it is missing (old versions), `<site>/auth` is assumed.
 */
export async function findServers(
  connection: HaloPlace,
  exchange: Exchange,
  clock: Clock,
  work: Work,
): Promise<HaloServers> {
  const sites = parseAddress(connection.address);
  const given = connection.authUrl === undefined ? undefined : parseAuthUrl(connection.authUrl);
  let silent: string | undefined;
  for (const siteUrl of sites) {
    const url = new URL(`${siteUrl}/api/authinfo`);
    const found = await exchange(
      { method: 'GET', url, headers: { accept: 'application/json' } },
      (incoming) => readAuthInfo(incoming, url, clock),
      work,
    );
    if (found === 'web page') continue;
    if (found !== 'no answer')
      return toServers(
        siteUrl,
        given ?? parseAuthUrl(toOuterUrl(found.authUrl, url)),
        connection.tenant ?? found.tenant,
        true,
      );
    silent ??= siteUrl;
  }
  if (silent === undefined) throw notHalo(sites);
  return toServers(silent, given ?? `${silent}/auth`, connection.tenant, false);
}

/** The error for an address where something else than a Halo answers. */
export function notHalo(sites: readonly string[]): HaloError {
  const host = new URL(sites[0] ?? 'https://localhost').host;
  return new HaloError(
    'not_halo',
    `${host} answers, but not as a Halo does. Use the address you see in the browser when you work in Halo, such as https://yourcompany.halopsa.com; if your company's own sign-in page (SSO) stands in front of Halo, your IT has to let Halo's API through`,
  );
}

const authInfoSchema = z.object({ auth_url: z.string().min(1), tenant_id: z.string().nullish() });

type AuthInfo = { readonly authUrl: string; readonly tenant: string | undefined };

function readAuthInfo(incoming: Incoming, url: URL, clock: Clock): AuthInfo | 'web page' | 'no answer' {
  if (incoming.status === 429) throw rateLimited(incoming, clock.now());
  // What is taken for granted while Halo is away would be believed for the life of the process.
  if (incoming.status >= 500) throw unavailable(incoming, url.host, clock.now());
  if (incoming.status !== 200) return 'no answer';
  if (isWebPage(incoming)) return 'web page';
  const info = authInfoSchema.safeParse(parseJson(incoming.text));
  if (!info.success) return 'no answer';
  return { authUrl: info.data.auth_url, tenant: info.data.tenant_id || undefined };
}

/**
 * A Halo behind a reverse proxy may name itself as it sees itself from inside: with http and an inner port, or as localhost.
 * Then its path is meant on the address it was found at.
 */
function toOuterUrl(authUrl: string, from: URL): string {
  const url = URL.canParse(authUrl, from.href) ? new URL(authUrl, from) : undefined;
  if (url === undefined) return `${from.origin}/auth`;
  const isInner =
    (isLoopback(url.hostname) && !isLoopback(from.hostname)) ||
    (url.hostname === from.hostname && url.protocol !== from.protocol);
  return isInner ? `${from.origin}${url.pathname}` : url.href;
}

function toServers(
  siteUrl: string,
  authUrl: string,
  tenant: string | undefined,
  isNamed: boolean,
): HaloServers {
  const query = tenant === undefined ? '' : `?tenant=${encodeURIComponent(tenant)}`;
  return {
    siteUrl,
    apiUrl: `${siteUrl}/api`,
    tokenUrl: `${authUrl}/token${query}`,
    authorizeUrl: `${authUrl}/authorize${query}`,
    tenant,
    isNamed,
  };
}
