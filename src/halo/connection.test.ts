import { describe, expect, test } from 'bun:test';
import { parseAddress, parseAuthUrl, toScope } from './connection.ts';
import { HaloError } from './errors.ts';

describe('an address can be pasted as people have it', () => {
  const acme = ['https://acme.halopsa.com'];
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['acme.halopsa.com', acme],
    ['  acme.halopsa.com \n', acme],
    ['https://acme.halopsa.com', acme],
    ['HTTPS://ACME.HaloPSA.com/', acme],
    ['http://acme.halopsa.com', acme],
    ['https://acme.halopsa.com/tickets?id=1', acme],
    ['https://acme.halopsa.com/api', acme],
    ['https://acme.halopsa.com/auth/token', acme],
    ['"https://acme.halopsa.com"', acme],
    ['<https://acme.haloitsm.com/portal>', ['https://acme.haloitsm.com']],
    ['\u200bacme.halopsa.com', acme],
    ['Our Halo: https://acme.halopsa.com/tickets, as agreed.', acme],
    ['[Halo](https://acme.halopsa.com)', acme],
    ['acme.halopsa.com.', acme],
    ['https://user:secret@acme.halopsa.com/', acme],
    ['https://help.acme.example/Halo', ['https://help.acme.example/Halo', 'https://help.acme.example']],
    ['https://help.acme.example/Halo/api/Tickets', ['https://help.acme.example/Halo']],
    [
      'https://help.acme.example/Halo/ticket?id=3',
      [
        'https://help.acme.example/Halo/ticket',
        'https://help.acme.example/Halo',
        'https://help.acme.example',
      ],
    ],
    ['https://halo:8443', ['https://halo:8443']],
    ['http://127.0.0.1:4000', ['http://127.0.0.1:4000']],
    ['localhost:4000', ['https://localhost:4000']],
  ];
  test.each(cases.map(([text, sites]) => ({ text, sites })))('$text', ({ text, sites }) => {
    expect(parseAddress(text)).toEqual([...sites]);
  });
});

describe('what is no address is refused with an example of one', () => {
  test.each([
    '',
    '   ',
    'acme',
    'not an address',
    'ftp://acme.halopsa.com',
    'javascript:alert(1)',
    'https://',
    'dana@acme.example',
    'mailto:dana@acme.example',
  ])('%p', (text) => {
    expect(() => parseAddress(text)).toThrow(HaloError);
    expect(() => parseAddress(text)).toThrow('such as https://yourcompany.halopsa.com');
  });

  test.each([
    'http://dana:hunter2@halo.acme.example:8080',
    'ftp://dana:h/un@ter2@acme.halopsa.com',
    'dana:hunter2@acme',
  ])('%s, without the login in it', (text) => {
    expect(() => parseAddress(text)).toThrow(/^"(?!.*ter2)/);
  });

  test('an address that would send the login unencrypted', () => {
    expect(() => parseAddress('http://halo.acme.example:8080')).toThrow('not encrypted');
  });
});

test('an authorisation server can be given with or without its token page', () => {
  expect(parseAuthUrl('https://auth.haloservicedesk.com/token')).toBe('https://auth.haloservicedesk.com');
  expect(parseAuthUrl('acme.halopsa.com/auth/')).toBe('https://acme.halopsa.com/auth');
});

test('permissions can be listed with blanks, commas or both; none named means all', () => {
  expect(toScope('read:tickets, read:assets,read:tickets')).toBe('read:tickets read:assets');
  expect(toScope('read:tickets read:assets')).toBe('read:tickets read:assets');
  expect(toScope('  ')).toBe('all');
});
