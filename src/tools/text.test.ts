import { expect, test } from 'bun:test';
import { htmlToText, toLine } from './text.ts';

test('HTML becomes its words: no tags, no scripts, links as their text', () => {
  const html =
    '<style>p{color:red}</style><p>Hello <b>Dana</b>,</p><p>see <a href="https://x.example">the guide</a>.</p><script>alert(1)</script>';
  expect(htmlToText(html)).toBe('Hello Dana,\n\nsee the guide.');
});

test('plain text passes through, tidied', () => {
  expect(htmlToText('one  \r\ntwo\u00A0\n\n\n\nthree\uFEFF')).toBe('one\ntwo\n\nthree');
  expect(htmlToText('a < b and c > d')).toBe('a < b and c > d');
});

test('a text of hundreds of thousands of blanks is read like any other', () => {
  expect(htmlToText(`before${' \u00A0'.repeat(200_000)}after`)).toStartWith('before');
  expect(htmlToText(`<p>before${'&nbsp; '.repeat(50_000)}</p>\n<p>after</p>`)).toEndWith('after');
});

test('a line has no line ends and at most its length', () => {
  expect(toLine('  one\n two\tthree ', 20)).toBe('one two three');
  expect(toLine('one two three', 8)).toBe('one two…');
});
