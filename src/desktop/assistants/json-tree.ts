import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { ConfigProblem, findPlace } from './config-problem.ts';

/** JSON as its assistant reads it: `json` without, `jsonc` with comments and trailing commas. */
export type JsonKind = 'json' | 'jsonc';

/** A key with its value, and where both stand in the text. */
export interface JsonMember {
  readonly key: string;
  /** Where the key begins. */
  readonly offset: number;
  /** Just after the value. */
  readonly end: number;
  readonly colonOffset: number;
  readonly value: Node;
}

/** Where everything stands in a text; undefined when it holds nothing but blanks and comments. Throws a ConfigProblem. */
export function parseJsonText(text: string, kind: JsonKind): Node | undefined {
  const errors: ParseError[] = [];
  const isStrict = kind === 'json';
  const root = parseTree(text, errors, {
    disallowComments: isStrict,
    allowTrailingComma: !isStrict,
    allowEmptyContent: true,
  });
  const [error] = errors;
  if (error) {
    const code = printParseErrorCode(error.error);
    throw new ConfigProblem(
      mistakes[code] ?? 'there is a mistake in its JSON',
      findPlace(text, error.offset),
    );
  }
  return root;
}

/** The members of an object in their order. */
export function readMembers(object: Node): readonly JsonMember[] {
  return (object.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (!key || !value) return [];
    return [
      {
        key: String(key.value),
        offset: key.offset,
        end: value.offset + value.length,
        colonOffset: property.colonOffset ?? key.offset + key.length,
        value,
      },
    ];
  });
}

/** The member with that key. Throws a ConfigProblem when there are several, because assistants differ in which one counts. */
export function findMember(text: string, object: Node, key: string): JsonMember | undefined {
  const [first, second] = readMembers(object).filter((member) => member.key === key);
  if (second) {
    throw new ConfigProblem(
      `it lists ${JSON.stringify(key)} twice, and only one of them can count`,
      findPlace(text, second.offset),
    );
  }
  return first;
}

/** What a part of the text means. Keys such as `__proto__` are keys like any other. */
export function toValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(toValue);
  if (node.type !== 'object') return node.value;
  return Object.fromEntries(readMembers(node).map(({ key, value }) => [key, toValue(value)]));
}

const mistakes: Readonly<Record<string, string>> = {
  InvalidCommentToken: 'it holds a comment, which this assistant does not understand',
  PropertyNameExpected: 'a name in double quotes is expected here, perhaps after a comma too many',
  ValueExpected: 'a value is missing here, perhaps after a comma too many',
  ColonExpected: 'a colon is missing here',
  CommaExpected: 'a comma is missing here',
  CloseBraceExpected: 'a closing brace } is missing here',
  CloseBracketExpected: 'a closing bracket ] is missing here',
  EndOfFileExpected: 'there is something after the end of its JSON',
  UnexpectedEndOfComment: 'a comment is not closed',
  UnexpectedEndOfString: 'a text in double quotes is not closed',
  InvalidSymbol: 'there is something here that is not JSON',
  InvalidCharacter: 'a text in double quotes holds a line end or another sign that must be escaped',
  InvalidEscapeCharacter:
    'a backslash is followed by something it can not be followed by; write \\\\ for one backslash',
};
