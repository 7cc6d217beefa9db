import { expect, test } from 'bun:test';
import { findProxy } from './network.ts';

const proxy = 'http://proxy.example:8080';
const at = (address: string, noProxy?: string) => findProxy({ proxy, noProxy }, new URL(address));

test('every host goes through the proxy unless it is excepted', () => {
  expect(at('https://acme.halopsa.com')).toBe(proxy);
  expect(at('https://acme.halopsa.com', 'other.example')).toBe(proxy);
  expect(at('https://acme.halopsa.com', 'acme.halopsa.com')).toBeUndefined();
  expect(at('https://acme.halopsa.com', 'intranet.example, .HALOPSA.com')).toBeUndefined();
  expect(at('https://acme.halopsa.com', '*.halopsa.com')).toBeUndefined();
  expect(at('https://acme.halopsa.com', '*')).toBeUndefined();
});

test('an exception is a whole host name, not the end of another', () => {
  expect(at('https://myhalopsa.com', 'halopsa.com')).toBe(proxy);
});

test('an exception with a port is for that port alone', () => {
  expect(at('https://halo.example:8443', 'halo.example:8443')).toBeUndefined();
  expect(at('https://halo.example', 'halo.example:8443')).toBe(proxy);
  expect(at('https://halo.example', 'halo.example:443')).toBeUndefined();
});

test('this computer is never reached through a proxy', () => {
  expect(at('http://127.0.0.1:9000')).toBeUndefined();
  expect(at('http://localhost:9000')).toBeUndefined();
  expect(at('http://[::1]:9000')).toBeUndefined();
});

test('a proxy may be written without its scheme, and an empty one is none', () => {
  expect(findProxy({ proxy: 'proxy.example:8080' }, new URL('https://a.example'))).toBe(proxy);
  expect(findProxy({ proxy: ' ' }, new URL('https://a.example'))).toBeUndefined();
});

test('a login in the proxy may hold any character, escaped or not', () => {
  const read = (text: string) => findProxy({ proxy: text }, new URL('https://a.example'));
  expect(read('http://dana:p@ss#1/2:3@proxy.example:8080')).toBe(
    'http://dana:p%40ss%231%2F2%3A3@proxy.example:8080',
  );
  expect(read('http://dana:pass%20word@proxy.example')).toBe('http://dana:pass%20word@proxy.example');
  expect(read('corp\\dana:100%@proxy.example')).toBe('http://corp%5Cdana:100%25@proxy.example');
});

test.each([
  'socks5://dana:hunter2@proxy.example',
  'http://',
  'http://dana:hunter2@',
  'http://dana:hunter2@proxy:port',
])('the proxy %p is refused without being shown', (text) => {
  expect(() => findProxy({ proxy: text }, new URL('https://a.example'))).toThrow(
    /^The proxy is not an address I can use\. (?!.*(?:hunter2|proxy\.example))/,
  );
});
