import { isLoopback } from '../base/loopback.ts';
import { HaloError } from './errors.ts';

/** How this computer reaches the internet. */
export interface Network {
  /** `http://host:port`, possibly with a login in it; every host but `noProxy` goes through it. */
  readonly proxy?: string | undefined;
  /** Hosts that are reached directly: comma-separated, as in `NO_PROXY` (`intranet.example, .local, 10.0.0.5:8443, *`). */
  readonly noProxy?: string | undefined;
  /** More certificate authorities to trust, in PEM form, beside the built-in and the system's own. */
  readonly extraCertificates?: string | undefined;
}

/**
 * The proxy to use for an address, or undefined for a direct connection. Loopback is always direct.
 * Throws a HaloError of kind `proxy`, which shows nothing of it, for a proxy that can't be used.
 */
export function findProxy(network: Network, url: URL): string | undefined {
  if (network.proxy === undefined || network.proxy.trim() === '') return undefined;
  if (isLoopback(url.hostname)) return undefined;
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  const exempt = (network.noProxy ?? '')
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => matches(entry.toLowerCase(), url.hostname.toLowerCase(), port));
  if (exempt) return undefined;
  return readProxyUrl(network.proxy.trim());
}

/** People write a password with `#`, `/` or `%` as it is; unescaped, a part of it would pass for the proxy's name. */
function readProxyUrl(text: string): string {
  const [, scheme = 'http', login, host = ''] =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:(.*)@)?([^@]*)$/i.exec(text) ?? [];
  const [name = '', ...password] = (login ?? '').split(':');
  const escaped = [name, ...(password.length === 0 ? [] : [password.join(':')])].map(escapeOnce).join(':');
  const url = `${scheme}://${login === undefined ? '' : `${escaped}@`}${host}`;
  if (URL.canParse(url) && /^https?$/i.test(scheme)) return url;
  throw new HaloError(
    'proxy',
    'The proxy is not an address I can use. Write it as http://host:port, with a login as http://name:password@host:port',
  );
}

function escapeOnce(text: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(text));
  } catch {
    return encodeURIComponent(text);
  }
}

function matches(entry: string, hostname: string, port: string): boolean {
  if (entry === '*') return true;
  const [, host = entry, entryPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (entryPort !== undefined && entryPort !== port) return false;
  const bare = host.replace(/^\*?\./, '');
  return hostname === bare || hostname.endsWith(`.${bare}`);
}
