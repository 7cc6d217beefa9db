import type { Node } from 'jsonc-parser';
import { type GapToken, readGap, readIndent, startsLine } from './json-gap.ts';
import { findLayout, isInOneLine } from './json-layout.ts';
import { type JsonLayout, printJson, printMember } from './json-print.ts';
import { type JsonMember, readMembers } from './json-tree.ts';

/** A part of a text and what takes its place. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Adds a member as the last one of an object, laid out like its neighbours. Comments that follow the last one in its line stay
 * with it, and a comma after the last one stays the custom. `isContainer`: it is not the like of its neighbours, so that one
 * in a single line is no example.
 */
export function insertMember(
  text: string,
  object: Node,
  key: string,
  value: unknown,
  { isContainer = false } = {},
): string {
  const last = readMembers(object).at(-1);
  const layout = findLayout(text, object);
  if (!last) return insertFirst(text, object, key, value, layout);
  const gap = readGap(text, last.end);
  const comma = gap.find(({ kind }) => kind === 'comma');
  const place = findLineRest(gap, comma?.end ?? last.end);
  const isOnOwnLine = startsLine(text, last.offset) || isLineComment(place.comment);
  const isInline = !isOnOwnLine || (!isContainer && isInOneLine(text, last.value));
  const indent = readIndent(text, last.offset) + (startsLine(text, last.offset) ? '' : layout.step);
  const member = printMember(key, value, { ...layout, isInline, indent });
  const offset = isOnOwnLine ? place.end : place.offset;
  const separator = isOnOwnLine ? layout.lineEnd + indent : place.comment ? ' ' : layout.space;
  return applyEdits(text, [
    ...(comma ? [] : [{ start: last.end, end: last.end, text: ',' }]),
    { start: offset, end: offset, text: separator + member + (comma ? ',' : '') },
  ]);
}

/** Puts another value in the place of a member's value. */
export function replaceValue(text: string, object: Node, member: JsonMember, value: unknown): string {
  const layout: JsonLayout = {
    ...findLayout(text, object),
    isInline: !startsLine(text, member.offset) || isInOneLine(text, member.value),
    indent: readIndent(text, member.offset),
  };
  return applyEdits(text, [{ start: member.value.offset, end: member.end, text: printJson(value, layout) }]);
}

/** Cuts a member out of its object with its comma, such that what `insertMember` has added is gone without a trace. */
export function removeMember(text: string, object: Node, member: JsonMember): string {
  const members = readMembers(object);
  const index = members.findIndex(({ offset }) => offset === member.offset);
  const [previous, next] = [members[index - 1], members[index + 1]];
  const start = previous?.end ?? object.offset + 1;
  const before = readGap(text, start).filter(({ end }) => end <= member.offset);
  const after = readGap(text, member.end);
  const ownComma = after.find(({ kind }) => kind === 'comma');
  if (members.length === 1 && isBlankWithLineEnd([...before, ...after])) {
    return applyEdits(text, [{ start, end: object.offset + object.length - 1, text: '' }]);
  }
  const comma = ownComma ?? before.find(({ kind }) => kind === 'comma');
  const cut = findCut(text, member, { before, after, ownComma, isLast: !next });
  return applyEdits(text, [
    { ...cut, text: '' },
    ...(comma && (comma.start < cut.start || comma.start >= cut.end)
      ? [{ start: comma.start, end: comma.end, text: '' }]
      : []),
  ]);
}

function insertFirst(text: string, object: Node, key: string, value: unknown, layout: JsonLayout): string {
  const start = object.offset + 1;
  const gap = readGap(text, start);
  const comment = gap.findLast(isComment);
  const place = findLineRest(gap, comment?.start ?? start);
  const isInSeveralLines = gap.some(({ kind, start: at }) => kind === 'line-end' && at >= place.end);
  // An object in a file of several lines, or the whole file, is opened up; `{}` in a line of others stays in it.
  const isOpenedUp = gap.length === 0 && (!object.parent || /[\r\n]/.test(readRoot(text, object)));
  const isInline = !isInSeveralLines && !isOpenedUp;
  const outer = readIndent(text, object.offset);
  const indent = isInline ? outer : outer + layout.step;
  const member = printMember(key, value, { ...layout, isInline, indent });
  const offset = isInSeveralLines ? place.end : place.offset;
  const separator = isInline ? (gap.length > 0 ? ' ' : '') : layout.lineEnd + indent;
  const closing = isOpenedUp ? layout.lineEnd + outer : '';
  return applyEdits(text, [{ start: offset, end: offset, text: separator + member + closing }]);
}

function readRoot(text: string, node: Node): string {
  let root = node;
  while (root.parent) root = root.parent;
  return text.slice(root.offset, root.offset + root.length);
}

/** Where a line can be added to, behind the comments that begin in it. */
interface LineRest {
  /** Just behind the last comment. */
  readonly offset: number;
  /** Where the line ends when nothing else follows in it, otherwise the same. */
  readonly end: number;
  readonly comment: GapToken | undefined;
}

function findLineRest(gap: readonly GapToken[], from: number): LineRest {
  let comment: GapToken | undefined;
  for (const token of gap.filter(({ start }) => start >= from)) {
    if (token.kind === 'line-end') return { offset: comment?.end ?? from, end: token.start, comment };
    if (isComment(token)) comment = token;
  }
  const offset = comment?.end ?? from;
  return { offset, end: offset, comment };
}

interface Surroundings {
  readonly before: readonly GapToken[];
  readonly after: readonly GapToken[];
  readonly ownComma: GapToken | undefined;
  readonly isLast: boolean;
}

/** The part to cut for a member without a comma that a comment separates from it. */
function findCut(
  text: string,
  member: JsonMember,
  { before, after, ownComma, isLast }: Surroundings,
): { readonly start: number; readonly end: number } {
  const isNear = ownComma && after.every(({ kind, start }) => start >= ownComma.start || kind === 'space');
  const end = isNear ? ownComma.end : member.end;
  const rest = after.filter(({ start, kind }) => start >= end && kind !== 'comma');
  const [neighbour] = rest.filter(({ kind }) => kind !== 'space');
  const blanks = before.at(-1)?.kind === 'space' ? before.at(-1) : undefined;
  const lineStart = before.findLast(({ kind }) => kind !== 'space');
  if (lineStart?.kind === 'line-end') {
    const above = before.findLast(({ kind, end: at }) => kind !== 'space' && at <= lineStart.start);
    const isBlank = neighbour?.kind === 'line-end';
    // What comes up a line must not end up in a comment there.
    const isSafe = isBlank || (isLast && !isLineComment(above));
    const isOwnComment = neighbour && isComment(neighbour) && isWithinLine(text, neighbour);
    if (isSafe && !isOwnComment) return { start: lineStart.start, end };
  } else if (isLast) return { start: blanks?.start ?? member.offset, end };
  const isFollowed = rest[0]?.kind === 'space' && neighbour?.kind !== 'line-end';
  return { start: member.offset, end: isFollowed ? (rest[0]?.end ?? end) : end };
}

function isWithinLine(text: string, token: GapToken): boolean {
  return !/[\r\n]/.test(text.slice(token.start, token.end));
}

function isBlankWithLineEnd(gap: readonly GapToken[]): boolean {
  return gap.some(({ kind }) => kind === 'line-end') && !gap.some(isComment);
}

function isComment(token: GapToken): boolean {
  return token.kind === 'line-comment' || token.kind === 'block-comment';
}

function isLineComment(token: GapToken | undefined): boolean {
  return token?.kind === 'line-comment';
}

/** Edits at the same offset end up in their order. */
function applyEdits(text: string, edits: readonly Edit[]): string {
  return edits
    .toReversed()
    .sort((a, b) => b.start - a.start)
    .reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}
