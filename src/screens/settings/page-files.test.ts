import { expect, test } from 'bun:test';
import { posix } from 'node:path';
import { listPageFiles } from './page-files.ts';

const files = listPageFiles();

test('the page has everything it asks for, as JavaScript, and asks nobody else', () => {
  expect(files.size).toBeGreaterThan(10);
  for (const [path, { type, text }] of files) {
    const wanted = [...text.matchAll(/(?:\bfrom |\bimport |src=|href=)["'](\.?\/[^"']+)["']/g)];
    for (const [, name = ''] of wanted) {
      expect([path, name, files.has(posix.resolve(posix.dirname(path), name))]).toEqual([path, name, true]);
    }
    if (type.startsWith('text/javascript'))
      expect([path, /^import type|^interface /m.test(text)]).toEqual([path, false]);
    expect([path, /https?:\/\/(?!www\.w3\.org\/|127\.0\.0\.1:)[\w.]+\.\w+/.exec(text)?.[0] ?? '']).toEqual([
      path,
      '',
    ]);
  }
});

test('what the page says stands in one file', () => {
  const spoken = [...files]
    .filter(([path]) => /\.ts$/.test(path) && !['/text.ts', '/on-this-page.ts'].includes(path))
    .flatMap(([path, { text }]) =>
      [...text.matchAll(/(?<!Error\()(["'`])([A-Z][^"'`\n]* [^"'`\n]*)\1/g)].map(
        ([, , said]) => `${path}: ${said}`,
      ),
    );
  expect(spoken).toEqual([]);
});

test('nothing in the page is inline', () => {
  const page = files.get('/')?.text ?? '';
  expect(page).toContain('<script type="module" src="/app.ts"></script>');
  expect(page).not.toMatch(/<style|\son\w+=|\sstyle=|<script>/);
});
