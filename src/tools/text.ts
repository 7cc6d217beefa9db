import { convert, type HtmlToTextOptions } from 'html-to-text';

/** The readable text of what Halo keeps as HTML (or as plain text, which passes through): no tags, links as their words, no images. */
export function htmlToText(html: string): string {
  const plain = /<[a-z!/][^>]*>|&[a-z#0-9]+;/i.test(html) ? convert(html, options) : html;
  return tidy(plain);
}

/** One line of at most `length` characters, for a cell or a heading. */
export function toLine(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`;
}

const options: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxInputLength: 1_000_000 },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'style', format: 'skip' },
    { selector: 'script', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
  ],
};

function tidy(text: string): string {
  // Line by line, because a pattern for blanks before a line end takes quadratic time on a long run of blanks.
  const lines = text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[\u200B\u2060\uFEFF]/g, '')
    .split('\n')
    .map((line) => line.trimEnd());
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
