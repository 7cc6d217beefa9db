import { printToml, printTomlKey } from './toml-print.ts';
import type { TomlLine, TomlTable } from './toml-scan.ts';

/** Adds a table at the end, after an empty line. The text ends with a line end if it did before. */
export function appendTable(
  text: string,
  path: readonly string[],
  members: readonly (readonly [key: string, value: unknown])[],
): string {
  const lineEnd = findLineEnd(text);
  const lines = members.map(([key, value]) => `${printTomlKey([key])} = ${printToml(value)}`);
  const table = [`[${printTomlKey(path)}]`, ...lines].join(lineEnd);
  if (text === '') return table + lineEnd;
  return text.endsWith('\n') ? text + lineEnd + table + lineEnd : text + lineEnd + lineEnd + table;
}

/** Cuts a table with its header, and the empty line before it. Comments behind its last line stay. */
export function removeTable(text: string, table: TomlTable): string {
  let start = text.lastIndexOf('\n', table.offset) + 1;
  const end = findRestEnd(text, table.lines.at(-1)?.valueEnd ?? table.headerEnd);
  if (/(?:^|\n)\r?\n$/.test(text.slice(Math.max(0, start - 3), start))) start -= lineEndLength(text, start);
  // Where the text ends without a line end, the one before the table was put there with it.
  if (end === text.length && !text.endsWith('\n')) start -= lineEndLength(text, start);
  const next = end + (/^\r?\n/.exec(text.slice(end, end + 2))?.[0].length ?? 0);
  return text.slice(0, start) + text.slice(next);
}

/** Adds a line after the last one of a table. */
export function addLine(text: string, table: TomlTable, path: readonly string[], value: unknown): string {
  const last = table.lines.at(-1);
  const end = findRestEnd(text, last?.valueEnd ?? table.headerEnd);
  const start = last?.offset ?? table.offset;
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const line = `${indent}${printTomlKey(path)} = ${printToml(value)}`;
  return text.slice(0, end) + findLineEnd(text) + line + text.slice(end);
}

/** Cuts a line with the comment behind its value. */
export function removeLine(text: string, { offset, valueEnd }: TomlLine): string {
  const start = text.lastIndexOf('\n', offset) + 1;
  const end = findRestEnd(text, valueEnd);
  return text.slice(0, start) + text.slice(end + (/^\r?\n/.exec(text.slice(end, end + 2))?.[0].length ?? 0));
}

/** Adds a member at the end of a table in braces. */
export function addInlineMember(
  text: string,
  line: TomlLine,
  members: readonly TomlLine[],
  path: readonly string[],
  value: unknown,
): string {
  const member = `${printTomlKey(path)} = ${printToml(value)}`;
  const last = members.at(-1);
  if (last) return `${text.slice(0, last.valueEnd)}, ${member}${text.slice(last.valueEnd)}`;
  return `${text.slice(0, line.valueStart)}{ ${member} }${text.slice(line.valueEnd)}`;
}

/** Cuts a member out of a table in braces. */
export function removeInlineMember(
  text: string,
  line: TomlLine,
  members: readonly TomlLine[],
  member: TomlLine,
): string {
  const index = members.indexOf(member);
  const [previous, next] = [members[index - 1], members[index + 1]];
  if (next) return text.slice(0, member.offset) + text.slice(next.offset);
  if (previous) return text.slice(0, previous.valueEnd) + text.slice(member.valueEnd);
  return `${text.slice(0, line.valueStart)}{}${text.slice(line.valueEnd)}`;
}

/** The end of the line after a value, before its line end. */
function findRestEnd(text: string, offset: number): number {
  const rest = text.indexOf('\n', offset);
  if (rest < 0) return text.length;
  return text[rest - 1] === '\r' ? rest - 1 : rest;
}

function findLineEnd(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

function lineEndLength(text: string, end: number): number {
  if (text[end - 1] !== '\n') return 0;
  return text[end - 2] === '\r' ? 2 : 1;
}
