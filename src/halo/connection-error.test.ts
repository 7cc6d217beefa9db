import { expect, test } from 'bun:test';
import { toConnectionError } from './connection-error.ts';

const url = new URL('https://halo.example/api/Tickets');
const fail = (code: string, proxy?: string) =>
  toConnectionError(Object.assign(new TypeError('fetch failed'), { code }), url, proxy);

test.each([
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls', 'halo.example shows a certificate that this computer does not trust'],
  ['CERT_HAS_EXPIRED', 'tls', 'The certificate of halo.example has expired'],
  ['CERT_NOT_YET_VALID', 'tls', "which most often means that this computer's date is wrong"],
  ['CERT_REVOKED', 'tls', 'is not one that can be trusted (CERT_REVOKED)'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'The certificate shown by halo.example belongs to another name'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'not_halo', 'halo.example does not speak https on that port'],
  ['ENOTFOUND', 'dns', 'No computer is known by the name halo.example'],
  ['ECONNREFUSED', 'unreachable', 'halo.example refuses connections'],
  ['ENETUNREACH', 'unreachable', "halo.example can't be reached from this computer"],
  ['Malformed_HTTP_Response', 'not_halo', 'halo.example answers, but not as a web server'],
  ['ECONNRESET', 'dropped', 'The connection to halo.example was cut before the answer was complete'],
])('%s is said to be %s', (code, kind, words) => {
  const error = fail(code);
  expect<string>(error.kind).toBe(kind);
  expect(error.message).toContain(words);
});

test.each([
  ['ENOTFOUND', 'The proxy proxy.example:8080 is not known by that name'],
  ['ECONNREFUSED', 'The proxy proxy.example:8080 refuses connections'],
  ['ERR_PROXY_TUNNEL', 'The proxy proxy.example:8080 does not let us through'],
])('%s on the way through a proxy is about the proxy, without its login', (code, words) => {
  const error = fail(code, 'http://dana:hunter2@proxy.example:8080');
  expect(error.kind).toBe('proxy');
  expect(error.message).toStartWith(words);
  expect(error.message).not.toMatch(/dana|hunter2/);
});
