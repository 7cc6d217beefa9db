import { isDeepStrictEqual } from 'node:util';
import type { Node } from 'jsonc-parser';
import { ConfigProblem, findPlace } from './config-problem.ts';
import { dropUndefined, isRecord, nestValue } from './entry-value.ts';
import { insertMember, removeMember, replaceValue } from './json-edit.ts';
import { printJson } from './json-print.ts';
import { findMember, type JsonKind, parseJsonText, readMembers, toValue } from './json-tree.ts';

/** Where entries stand in JSON, and which JSON it is. */
export interface JsonPlace {
  readonly kind: JsonKind;
  /** The keys from the outermost object to the one with the entries. */
  readonly keyPath: readonly string[];
}

/** All entries with their values; none where the object with them is missing. Throws a ConfigProblem. */
export function readJsonEntries(text: string, place: JsonPlace): Readonly<Record<string, unknown>> {
  const { object, missing } = findContainer(text, place);
  if (!object || missing.length > 0) return {};
  const members = readMembers(object);
  return Object.fromEntries(members.map(({ key, value }) => [key, toValue(value)]));
}

/** What the whole text means; undefined when it holds nothing. Throws a ConfigProblem. */
export function readJson(text: string, { kind }: JsonPlace): unknown {
  const root = parseJsonText(text, kind);
  return root && toValue(root);
}

/**
 * Sets an entry's members in the text of a file. Members of an existing entry that the value does not name stay, in objects
 * inside it too; those it names as undefined go. Nothing else changes by a byte. A missing object with entries is made.
 */
export function setJsonEntry(text: string, place: JsonPlace, name: string, value: object): string {
  const wanted = dropUndefined(value) ?? {};
  let current = text;
  // One member at a time, because each change moves what follows it.
  for (;;) {
    const { object, missing } = findContainer(current, place);
    if (!object) {
      current = writeNew(current, [...place.keyPath, name], wanted);
      continue;
    }
    const [key, ...deeper] = [...missing, name];
    if (key !== undefined && deeper.length > 0) {
      current = insertMember(current, object, key, nestValue(deeper, wanted), { isContainer: true });
      continue;
    }
    const next = mergeMember(current, object, name, value);
    if (next === undefined) return current;
    current = next;
  }
}

/**
 * Cuts an entry out of the text of a file; the same text when there is none. The object with the entries stays, empty or not, unless
 * `alsoEmpty`: then it goes where nothing is left in it, and those around it that held nothing else.
 */
export function removeJsonEntry(
  text: string,
  place: JsonPlace,
  name: string,
  { alsoEmpty = false } = {},
): string {
  const { object, missing } = findContainer(text, place);
  const member = object && missing.length === 0 ? findMember(text, object, name) : undefined;
  if (!object || !member) return text;
  const changed = removeMember(text, object, member);
  return alsoEmpty ? removeEmpty(changed, place) : changed;
}

/** A comment inside keeps an object that holds nothing else. */
function removeEmpty(text: string, { kind, keyPath }: JsonPlace): string {
  const key = keyPath.at(-1);
  const outer = { kind, keyPath: keyPath.slice(0, -1) };
  const { object } = findContainer(text, outer);
  const member = object && key !== undefined ? findMember(text, object, key) : undefined;
  if (!object || !member || !/^\{\s*\}$/.test(text.slice(member.value.offset, member.end))) return text;
  return removeEmpty(removeMember(text, object, member), outer);
}

interface Container {
  /** The object with the entries, or the innermost there is; undefined in a text without any value. */
  readonly object: Node | undefined;
  /** Keys that are still missing inside it. */
  readonly missing: readonly string[];
}

function findContainer(text: string, { kind, keyPath }: JsonPlace): Container {
  const root = parseJsonText(text, kind);
  if (!root) return { object: undefined, missing: keyPath };
  if (root.type !== 'object') {
    throw new ConfigProblem(
      `it holds ${describe(root)} where an object in braces is expected`,
      findPlace(text, root.offset),
    );
  }
  let object = root;
  for (const [depth, key] of keyPath.entries()) {
    const member = findMember(text, object, key);
    if (!member) return { object, missing: keyPath.slice(depth) };
    if (member.value.type !== 'object') {
      throw new ConfigProblem(
        `${JSON.stringify(key)} holds ${describe(member.value)} where an object in braces is expected`,
        findPlace(text, member.value.offset),
      );
    }
    object = member.value;
  }
  assertNoneTwice(text, object);
  return { object, missing: [] };
}

/** Which of two entries with the same name counts is anybody's guess, so that neither may be changed. */
function assertNoneTwice(text: string, object: Node): void {
  const seen = new Set<string>();
  for (const { key } of readMembers(object)) {
    if (seen.has(key)) findMember(text, object, key);
    seen.add(key);
  }
}

function describe(node: Node): string {
  if (node.type === 'null') return 'null';
  return node.type === 'array' ? 'a list' : `a ${node.type === 'boolean' ? 'yes or no' : node.type}`;
}

/** The text with one more difference gone; undefined when there is none left. */
function mergeMember(text: string, object: Node, key: string, value: unknown): string | undefined {
  const member = findMember(text, object, key);
  const wanted = dropUndefined(value);
  if (!member) return wanted === undefined ? undefined : insertMember(text, object, key, wanted);
  if (value === undefined) return removeMember(text, object, member);
  if (isRecord(value) && member.value.type === 'object') {
    for (const [innerKey, innerValue] of Object.entries(value)) {
      const changed = mergeMember(text, member.value, innerKey, innerValue);
      if (changed !== undefined) return changed;
    }
    return undefined;
  }
  const isRight = isDeepStrictEqual(toValue(member.value), wanted ?? {});
  return isRight ? undefined : replaceValue(text, object, member, wanted ?? {});
}

function writeNew(text: string, path: readonly string[], value: unknown): string {
  const lineEnd = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
  const layout = { isInline: false, indent: '', step: '  ', lineEnd, space: ' ', padding: ' ' };
  const json = printJson(nestValue(path, value), layout);
  if (text.trim() === '') return json + (text === '' ? lineEnd : text);
  return `${text}${/[\r\n]$/.test(text) ? '' : lineEnd}${json}${lineEnd}`;
}
