import type { Node } from 'jsonc-parser';
import { readIndent, startsLine } from './json-gap.ts';
import type { JsonLayout } from './json-print.ts';
import { readMembers } from './json-tree.ts';

/** How the neighbours of a new member of this object are laid out; `isInline` and `indent` are for the caller to set. */
export function findLayout(text: string, object: Node): JsonLayout {
  const space = findSpace(text, object);
  return {
    isInline: false,
    indent: '',
    step: findStep(text, object),
    lineEnd: /\r\n|\r|\n/.exec(text)?.[0] ?? '\n',
    space,
    padding: findPadding(text, object) ?? space,
  };
}

/** Whether an object or list that holds something stands in one line. */
export function isInOneLine(text: string, node: Node): boolean {
  return (
    (node.type === 'object' || node.type === 'array') &&
    (node.children?.length ?? 0) > 0 &&
    !/[\r\n]/.test(text.slice(node.offset, node.offset + node.length))
  );
}

function findStep(text: string, object: Node): string {
  for (const node of [...readMembers(object).map(({ value }) => value), ...listAncestors(object)]) {
    const first = node.children?.[0];
    if (!first || !startsLine(text, first.offset)) continue;
    const [outer, inner] = [readIndent(text, node.offset), readIndent(text, first.offset)];
    if (inner.startsWith(outer)) return inner.slice(outer.length);
  }
  return '  ';
}

function findSpace(text: string, object: Node): string {
  for (const node of listAncestors(object)) {
    const member = readMembers(node).at(-1);
    if (member) return /\s/.test(text.charAt(member.colonOffset + 1)) ? ' ' : '';
  }
  return ' ';
}

function findPadding(text: string, object: Node): string | undefined {
  const neighbour = [...readMembers(object).map(({ value }) => value), object].find(
    (node) => node.type === 'object' && isInOneLine(text, node),
  );
  return neighbour && (text.charAt(neighbour.offset + 1) === ' ' ? ' ' : '');
}

/** The object itself first, then the objects and lists around it. */
function listAncestors(object: Node): readonly Node[] {
  const nodes: Node[] = [];
  for (let node: Node | undefined = object; node; node = node.parent) {
    if (node.type !== 'property') nodes.push(node);
  }
  return nodes;
}
