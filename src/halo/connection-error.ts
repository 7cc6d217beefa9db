import { HaloError } from './errors.ts';

const untrustedCertificate = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
]);

/** Words a connection that failed before any answer came; the codes are those Bun's fetch was seen to give. */
export function toConnectionError(error: unknown, url: URL, proxy: string | undefined): HaloError {
  const code = readCode(error);
  const at = url.host;
  const detail = { cause: code };
  if (untrustedCertificate.has(code)) {
    return new HaloError(
      'tls',
      `${at} shows a certificate that this computer does not trust. If your company inspects encrypted traffic or Halo runs on your own server, save that certificate authority as a file and name it with "halo-mcp setup --ca-file PATH", or in NODE_EXTRA_CA_CERTS`,
      detail,
    );
  }
  if (code === 'CERT_HAS_EXPIRED') {
    return new HaloError(
      'tls',
      `The certificate of ${at} has expired. Ask whoever runs it to renew it; check this computer's date too`,
      detail,
    );
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return new HaloError(
      'tls',
      `The certificate shown by ${at} belongs to another name. Check Halo's address for a typing mistake`,
      detail,
    );
  }
  if (code === 'CERT_NOT_YET_VALID') {
    return new HaloError(
      'tls',
      `The certificate of ${at} is not valid yet, which most often means that this computer's date is wrong. Correct the date, then try again`,
      detail,
    );
  }
  if (code.startsWith('CERT_')) {
    return new HaloError(
      'tls',
      `The certificate of ${at} is not one that can be trusted (${code}). Ask whoever runs it to have it replaced`,
      detail,
    );
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) {
    return new HaloError(
      'not_halo',
      `${at} does not speak https on that port. Check Halo's address, above all a port number in it`,
      detail,
    );
  }
  if (
    proxy !== undefined &&
    (code === 'ERR_PROXY_TUNNEL' || code === 'ECONNREFUSED' || code === 'ENOTFOUND')
  ) {
    return new HaloError(
      'proxy',
      `The proxy ${new URL(proxy).host} ${proxyFault(error, code)}. Correct the proxy with "halo-mcp setup --proxy URL", or in HTTPS_PROXY where it is set there, or list ${url.hostname} as an exception in NO_PROXY`,
      detail,
    );
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new HaloError(
      'dns',
      `No computer is known by the name ${url.hostname}. Check Halo's address for a typing mistake, and that this computer is online`,
      detail,
    );
  }
  if (code === 'ECONNREFUSED') {
    return new HaloError(
      'unreachable',
      `${at} refuses connections. Check Halo's address; on an own server, check that Halo is running and the firewall lets this computer in`,
      detail,
    );
  }
  if (
    code === 'FailedToOpenSocket' ||
    code === 'EHOSTUNREACH' ||
    code === 'ENETUNREACH' ||
    code === 'ETIMEDOUT'
  ) {
    return new HaloError(
      'unreachable',
      `${at} can't be reached from this computer. Check the network, VPN and firewall, and the certificate file in the settings if one is set`,
      detail,
    );
  }
  if (code === 'Malformed_HTTP_Response') {
    return new HaloError(
      'not_halo',
      `${at} answers, but not as a web server. Check Halo's address, above all a port number in it`,
      detail,
    );
  }
  return new HaloError(
    'dropped',
    `The connection to ${at} was cut before the answer was complete. Try again; if it keeps happening, check the network and any proxy`,
    detail,
  );
}

function readCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function proxyFault(error: unknown, code: string): string {
  if (code === 'ENOTFOUND') return 'is not known by that name';
  if (code === 'ECONNREFUSED') return 'refuses connections';
  const status = error instanceof Error ? /\b(\d{3})\b/.exec(error.message)?.[1] : undefined;
  if (status === '407') return 'wants a user name and password';
  return status === undefined ? 'does not let us through' : `does not let us through (it answered ${status})`;
}
