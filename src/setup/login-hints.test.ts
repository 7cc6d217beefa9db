import { describe, expect, test } from 'bun:test';
import { cleanPasted } from './clean-pasted.ts';
import { beginsLikeSecret, hintClientId, hintClientSecret } from './login-hints.ts';

const id = '0a1b2c3d-0000-4000-8000-00000000000f';
const secret = `${id}-11111111-2222-4333-8444-555555555555`;

describe('what comes along when a value is copied is taken off', () => {
  test.each([
    [`  ${id}\r\n`],
    [`"${id}"`],
    [`\u201C${id}\u201D,`],
    [`\uFEFF\u200B'${id}'\u00A0`],
    [`Client ID: ${id}`],
    [`HALO_CLIENT_ID="${id}"`],
    [`\t<${id}>`],
    [`0a1b2c3d-0000-4000-\n8000-00000000000f`],
  ])('%p', (pasted) => {
    expect(cleanPasted(pasted)).toBe(id);
  });

  test('and nothing of an unusual value', () => {
    expect(cleanPasted(' pass word=+/x ')).toBe('pass word=+/x');
    expect(cleanPasted(' \n ')).toBe('');
  });
});

describe('a person is told what looks wrong', () => {
  test('an ID and a secret of the usual form look right', () => {
    expect(hintClientId(id)).toBeUndefined();
    expect(hintClientSecret(secret, id)).toBeUndefined();
  });

  test('the two swapped', () => {
    expect(hintClientId(secret)).toContain('looks like the client secret');
    expect(hintClientSecret(id, secret)).toContain('look swapped');
  });

  test('the ID twice, or another ID in place of the secret', () => {
    expect(hintClientSecret(id, id)).toContain('client ID once more');
    expect(hintClientSecret(id.replace('f', 'e'), id)).toContain('looks like a client ID');
  });

  test.each([
    ['https://acme.halopsa.com/config', 'an address'],
    ['acme.halopsa.com', 'an address'],
    ['••••••••', 'only the dots'],
    ['eyJhbGciOiJIUzI1NiJ9.e30.x', 'a token'],
    ['sk_live_0123456789', 'An API key is something else'],
  ])('%s is %s', (given, said) => {
    expect(hintClientId(given)).toContain(said);
  });
});

test('a secret is known before it is whole, an ID never taken for one', () => {
  expect(beginsLikeSecret(id)).toBe(false);
  expect(beginsLikeSecret(`${id}-`)).toBe(false);
  expect(beginsLikeSecret(secret.slice(0, id.length + 2))).toBe(true);
  expect(beginsLikeSecret(`Client Secret: ${secret}`)).toBe(true);
});
