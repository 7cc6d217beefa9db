import { parseTomlKey } from './toml-parse.ts';

/** A key with its value, anywhere in a TOML text. */
export interface TomlLine {
  /** All keys from the top of the document, those of the table's header included. */
  readonly path: readonly string[];
  readonly offset: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** A table with its header, or what stands before the first header. */
export interface TomlTable {
  readonly path: readonly string[];
  /** `[[path]]`: one of several. */
  readonly isInList: boolean;
  readonly offset: number;
  /** Just after the header's last bracket. */
  readonly headerEnd: number;
  readonly lines: readonly TomlLine[];
}

/** Where tables and keys stand in a TOML text, which must be a valid one. */
export function scanToml(text: string): readonly TomlTable[] {
  let lines: TomlLine[] = [];
  let path: readonly string[] = [];
  const tables: TomlTable[] = [{ path, isInList: false, offset: 0, headerEnd: 0, lines }];
  for (let offset = skipBlank(text, 0); offset < text.length; ) {
    if (text[offset] === '[') {
      const isInList = text[offset + 1] === '[';
      const start = offset + (isInList ? 2 : 1);
      const end = skipKey(text, start);
      path = parseTomlKey(text.slice(start, end).trim());
      lines = [];
      const headerEnd = isInList ? text.indexOf(']', end + 1) + 1 : end + 1;
      tables.push({ path, isInList, offset, headerEnd, lines });
      offset = skipBlank(text, headerEnd);
    } else {
      const line = readLine(text, offset, path, false);
      lines.push(line);
      offset = skipBlank(text, line.valueEnd);
    }
  }
  return tables;
}

/** The members of a table in braces, which a line has as its value; none where it has another value. */
export function scanInlineTable(text: string, { path, valueStart }: TomlLine): readonly TomlLine[] {
  const lines: TomlLine[] = [];
  if (text[valueStart] !== '{') return lines;
  for (let offset = skipBlank(text, valueStart + 1); text[offset] !== '}' && offset < text.length; ) {
    const line = readLine(text, offset, path, true);
    lines.push(line);
    const next = skipBlank(text, line.valueEnd);
    offset = text[next] === ',' ? skipBlank(text, next + 1) : next;
  }
  return lines;
}

function readLine(text: string, offset: number, table: readonly string[], isInBraces: boolean): TomlLine {
  const keyEnd = skipKey(text, offset);
  let valueStart = keyEnd + 1;
  while (text[valueStart] === ' ' || text[valueStart] === '\t') valueStart++;
  const path = [...table, ...parseTomlKey(text.slice(offset, keyEnd).trim())];
  return { path, offset, valueStart, valueEnd: skipValue(text, valueStart, isInBraces) };
}

/** The end of blanks, line ends and comments. */
function skipBlank(text: string, offset: number): number {
  let at = offset;
  while (at < text.length) {
    if (text[at] === '#') at = skipComment(text, at);
    else if (/[ \t\r\n]/.test(text.charAt(at))) at++;
    else break;
  }
  return at;
}

/** The equals sign or closing bracket after a key. */
function skipKey(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text[at] !== '=' && text[at] !== ']') {
    at = text[at] === '"' || text[at] === "'" ? skipString(text, at) : at + 1;
  }
  return at;
}

/** Just after a value, without the blanks and the comment behind it. */
function skipValue(text: string, offset: number, isInBraces: boolean): number {
  let depth = 0;
  let end = offset;
  for (let at = offset; at < text.length; ) {
    const character = text.charAt(at);
    const isOutside = depth === 0;
    if (character === '"' || character === "'") {
      at = skipString(text, at);
      end = at;
      continue;
    }
    if (isOutside && (isInBraces ? /[,}#]/ : /[\r\n#]/).test(character)) break;
    if (character === '#') {
      at = skipComment(text, at);
      continue;
    }
    if (character === '[' || character === '{') depth++;
    if (character === ']' || character === '}') depth--;
    at++;
    if (!/[ \t\r\n]/.test(character)) end = at;
  }
  return end;
}

function skipComment(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

function skipString(text: string, offset: number): number {
  const quote = text.charAt(offset);
  const isLong = text.startsWith(quote.repeat(3), offset);
  const closing = isLong ? quote.repeat(3) : quote;
  let at = offset + closing.length;
  while (at < text.length && !text.startsWith(closing, at)) at += quote === '"' && text[at] === '\\' ? 2 : 1;
  at += closing.length;
  // A long text may itself end in one or two quotes.
  for (let extra = 0; isLong && extra < 2 && text[at] === quote; extra++) at++;
  return at;
}
