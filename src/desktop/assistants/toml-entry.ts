import { isDeepStrictEqual } from 'node:util';
import { ConfigProblem, findPlace } from './config-problem.ts';
import { dropUndefined, isRecord, nestValue } from './entry-value.ts';
import {
  addInlineMember,
  addLine,
  appendTable,
  removeInlineMember,
  removeLine,
  removeTable,
} from './toml-edit.ts';
import { parseToml } from './toml-parse.ts';
import { printToml, printTomlKey } from './toml-print.ts';
import { scanInlineTable, scanToml, type TomlLine, type TomlTable } from './toml-scan.ts';

/** All entries with their values; none where the table with them is missing. Throws a ConfigProblem. */
export function readTomlEntries(text: string, keyPath: readonly string[]): Readonly<Record<string, unknown>> {
  const entries = getPath(parseToml(text), keyPath);
  if (entries === undefined) return {};
  if (isRecord(entries)) return entries;
  throw new ConfigProblem(`"${keyPath.join('.')}" is not a table`);
}

/**
 * Sets an entry's members in the text of a file, in a table of its own, a new one at the end. Members of an existing entry
 * that the value does not name stay, in tables inside it too; those it names as undefined go. Nothing else changes by a byte.
 * Throws a ConfigProblem where the entry is written in another form than a table of its own.
 */
export function setTomlEntry(text: string, keyPath: readonly string[], name: string, value: object): string {
  const path = [...keyPath, name];
  let current = text;
  // One member at a time, because each change moves what follows it.
  for (;;) {
    const entry = readTomlEntries(current, keyPath)[name];
    const tables = scanOwn(current, path);
    if (entry === undefined) {
      current = appendTable(current, path, listMembers(dropUndefined(value)));
      continue;
    }
    const changed = listLeaves(value).find((leaf) => !isRight(getPath(entry, leaf.path), leaf.value));
    if (!changed) return current;
    current = setLeaf(current, tables, path, changed);
  }
}

/** Cuts an entry out of the text of a file, with the tables inside it. The same text when there is none. */
export function removeTomlEntry(text: string, keyPath: readonly string[], name: string): string {
  if (readTomlEntries(text, keyPath)[name] === undefined) return text;
  const path = [...keyPath, name];
  return scanOwn(text, path)
    .filter((table) => startsWith(table.path, path))
    .toReversed()
    .reduce(removeTable, text);
}

/** One value of an entry that is no table; undefined when it shall go. */
interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** The tables of the text, once it is clear that the entry is written as tables or may be added as one. */
function scanOwn(text: string, path: readonly string[]): readonly TomlTable[] {
  const tables = scanToml(text);
  for (const table of tables) {
    if (table.isInList && (startsWith(table.path, path) || startsWith(path, table.path))) {
      throw refuse(text, table.offset, path, 'is one of several in double brackets');
    }
    if (startsWith(table.path, path)) continue;
    const line = table.lines.find((one) => startsWith(one.path, path) || startsWith(path, one.path));
    if (line)
      throw refuse(text, line.offset, path, 'can not be a table of its own, because of what stands here');
  }
  return tables;
}

function refuse(text: string, offset: number, path: readonly string[], reason: string): ConfigProblem {
  return new ConfigProblem(`[${printTomlKey(path)}] ${reason}`, findPlace(text, offset));
}

function setLeaf(
  text: string,
  tables: readonly TomlTable[],
  entryPath: readonly string[],
  leaf: Leaf,
): string {
  const path = [...entryPath, ...leaf.path];
  const lines = tables.flatMap((table) => table.lines);
  const holder = lines.find((line) => startsWith(path, line.path));
  if (holder) return setInLine(text, holder, path, leaf.value);
  const inside = lines.filter((line) => startsWith(line.path, path));
  if (inside.length > 0 || tables.some((table) => startsWith(table.path, path))) {
    throw refuse(text, inside[0]?.offset ?? 0, path, 'is a table where a single value is expected');
  }
  return addLeaf(text, tables, entryPath, leaf);
}

function setInLine(text: string, line: TomlLine, path: readonly string[], value: unknown): string {
  if (line.path.length === path.length) {
    if (value === undefined) return removeLine(text, line);
    return text.slice(0, line.valueStart) + printToml(value) + text.slice(line.valueEnd);
  }
  const members = scanInlineTable(text, line);
  if (text[line.valueStart] !== '{') throw refuse(text, line.offset, line.path, 'is not a table');
  const member = members.find((one) => startsWith(path, one.path));
  if (member && member.path.length < path.length) return setInLine(text, member, path, value);
  if (!member) return addInlineMember(text, line, members, path.slice(line.path.length), value);
  return value === undefined
    ? removeInlineMember(text, line, members, member)
    : setInLine(text, member, path, value);
}

/** Adds a value to the innermost table that is there for it. */
function addLeaf(
  text: string,
  tables: readonly TomlTable[],
  entryPath: readonly string[],
  leaf: Leaf,
): string {
  const [first, ...deeper] = leaf.path;
  const outer = [...entryPath, ...leaf.path.slice(0, -1)];
  const table =
    tables.find((one) => isSamePath(one.path, outer)) ??
    tables.find((one) => isSamePath(one.path, entryPath));
  if (first === undefined) return text;
  if (!table) return appendTable(text, entryPath, [[first, nestValue(deeper, leaf.value)]]);
  const relative = [...entryPath, ...leaf.path].slice(table.path.length);
  const [key = first, ...inner] = relative;
  // Next to dotted keys of the same table only another one may stand, no table in braces.
  const isDotted = table.lines.some(
    (line) => line.path.length > table.path.length + 1 && startsWith(line.path, [...table.path, key]),
  );
  return isDotted
    ? addLine(text, table, relative, leaf.value)
    : addLine(text, table, [key], nestValue(inner, leaf.value));
}

function listMembers(value: unknown): readonly (readonly [string, unknown])[] {
  return isRecord(value) ? Object.entries(value) : [];
}

function listLeaves(value: unknown, path: readonly string[] = []): readonly Leaf[] {
  const members = listMembers(value);
  if (members.length === 0) return path.length === 0 ? [] : [{ path, value }];
  return members.flatMap(([key, member]) => listLeaves(member, [...path, key]));
}

function isRight(found: unknown, wanted: unknown): boolean {
  return isRecord(wanted) ? isRecord(found) : isDeepStrictEqual(found, wanted);
}

function getPath(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (!isRecord(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.every((key, index) => path[index] === key);
}

function isSamePath(path: readonly string[], other: readonly string[]): boolean {
  return path.length === other.length && startsWith(path, other);
}
