/** A piece of what may stand between two members. */
export interface GapToken {
  readonly kind: 'space' | 'line-end' | 'line-comment' | 'block-comment' | 'comma';
  readonly start: number;
  readonly end: number;
}

const pieces: readonly (readonly [kind: GapToken['kind'], pattern: RegExp])[] = [
  ['space', /[ \t]+/y],
  ['line-end', /\r\n|\r|\n/y],
  ['line-comment', /\/\/[^\r\n]*/y],
  ['block-comment', /\/\*[\s\S]*?\*\//y],
  ['comma', /,/y],
];

/** What stands at an offset before the next key, value or bracket: blanks, line ends, comments and commas. */
export function readGap(text: string, offset: number): readonly GapToken[] {
  const tokens: GapToken[] = [];
  for (let start = offset; ; ) {
    const token = readToken(text, start);
    if (!token) return tokens;
    tokens.push(token);
    start = token.end;
  }
}

/** The blanks that the line with this offset begins with. */
export function readIndent(text: string, offset: number): string {
  const start = findLineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** Whether only blanks stand before this offset in its line. */
export function startsLine(text: string, offset: number): boolean {
  const start = findLineStart(text, offset);
  return start > 0 && readIndent(text, offset).length === offset - start;
}

function findLineStart(text: string, offset: number): number {
  return offset === 0
    ? 0
    : Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

function readToken(text: string, start: number): GapToken | undefined {
  for (const [kind, pattern] of pieces) {
    pattern.lastIndex = start;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return { kind, start, end: start + found.length };
  }
  return undefined;
}
