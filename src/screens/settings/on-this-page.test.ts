import { expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capitalise, sayOnThisPage } from './page/on-this-page.ts';

const said: readonly (readonly [string, string])[] = [
  ['then give halo-mcp both with "halo-mcp setup"', 'then give halo-mcp both on this page'],
  ['Sign in again with "halo-mcp setup --sign-in --profile b"', 'Sign in again on this page'],
  ['Run "halo-mcp setup --sign-in" on this computer and sign in again', 'Use this page and sign in again'],
  [
    'that a new one is made, then run halo-mcp setup again',
    'that a new one is made, then use this page again',
  ],
  ['Run "halo-mcp setup" again; if it stays', 'Use this page again; if it stays'],
  ['choose another port with --redirect-port and', 'choose another port on this page and'],
  ['or sign in again with --scope and those that are ticked', 'or sign in again with those that are ticked'],
  ['or "halo-mcp uninstall" to take it away', 'or “Remove everything” to take it away'],
  ['The keychain is locked', 'The keychain is locked'],
];

test.each([...said])('what names a command elsewhere names the page here: %s', (elsewhere, here) => {
  expect(sayOnThisPage(elsewhere)).toBe(here);
});

test('no sentence of what the page does for a person names the command after that', () => {
  const source = join(import.meta.dirname, '../..');
  const rooms = ['halo', 'setup', 'desktop', 'mcp'];
  const files = rooms.flatMap((room) =>
    readdirSync(join(source, room), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(source, room, name),
    ),
  );
  const sentences = files
    .filter((path) => /(?<!\.test)\.ts$/.test(path))
    .flatMap((path) => [
      ...readFileSync(path, 'utf8').matchAll(/^ +[`'](.*\b(?:[Rr]un|with) "?halo-mcp setup.*)[`'],?$/gm),
    ])
    .map(([, sentence = '']) => sentence);
  expect(sentences.length).toBeGreaterThan(8);
  for (const sentence of sentences) expect(sayOnThisPage(sentence)).not.toContain('halo-mcp setup');
});

test('a reason begins with a capital, but a path does not', () => {
  expect(capitalise('it does not name its profile')).toBe('It does not name its profile');
  expect(capitalise('c:/halo is missing')).toBe('c:/halo is missing');
});
