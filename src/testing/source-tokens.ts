/** A word, sign or text of a TypeScript file; comments and white space are none. */
export interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'template' | 'expression' | 'sign';
  /** As written; of a string without its quotes. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

/** An import of whatever form: `import`, `import type`, `import()`, `import('…').Type`, `export … from`, `require()`. */
export interface Import {
  /** What is imported; `undefined` when it is computed, so that nobody can tell. */
  readonly from: string | undefined;
  readonly isReexport: boolean;
  readonly line: number;
}

/** Reads a file as tokens. Knows just enough of the language for finding imports and names in our own style of code. */
export function readTokens(source: string): readonly Token[] {
  const tokens: Token[] = [];
  readInto(tokens, source, 0, 1, false);
  return tokens;
}

/** All imports among the tokens, type-only ones too. */
export function findImports(tokens: readonly Token[]): readonly Import[] {
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'name' || tokens[index - 1]?.text === '.') return [];
    if (token.text === 'import') return readImport(tokens, index);
    if (token.text === 'export') return readExport(tokens, index);
    if (token.text === 'require' && tokens[index + 1]?.text === '(') return [readCall(tokens, index)];
    return [];
  });
}

function readImport(tokens: readonly Token[], index: number): readonly Import[] {
  const line = tokens[index]?.line ?? 0;
  const next = tokens[index + 1];
  if (next?.kind === 'string') return [{ from: next.text, isReexport: false, line }];
  if (next?.text === '(') return [readCall(tokens, index)];
  if (next?.text === '.' || next?.text === ':') return []; // import.meta; a property called import
  return readFrom(tokens, index + 1, false, line);
}

function readExport(tokens: readonly Token[], index: number): readonly Import[] {
  const skipType = tokens[index + 1]?.text === 'type' ? 2 : 1;
  const next = tokens[index + skipType]?.text;
  if (next !== '*' && next !== '{') return [];
  return readFrom(tokens, index + skipType, true, tokens[index]?.line ?? 0);
}

/** `from` comes after names and braces only; anything else ends the statement. */
function readFrom(
  tokens: readonly Token[],
  start: number,
  isReexport: boolean,
  line: number,
): readonly Import[] {
  for (let index = start; index < tokens.length; index++) {
    const [token, next] = [tokens[index], tokens[index + 1]];
    if (token?.text === 'from' && next?.kind === 'string') return [{ from: next.text, isReexport, line }];
    if (token?.kind !== 'name' && token?.kind !== 'string' && !/^[{},*]$/.test(token?.text ?? '')) return [];
  }
  return [];
}

function readCall(tokens: readonly Token[], index: number): Import {
  const argument = tokens[index + 2];
  const from = argument?.kind === 'string' ? argument.text : undefined;
  return { from, isReexport: false, line: tokens[index]?.line ?? 0 };
}

const space = /\s+/y;
const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const name = /[\p{ID_Start}$_#@][\p{ID_Continue}$]*/uy;
const number = /\d[\w.]*/y;
const string = /'((?:[^'\\\n]|\\[\s\S])*)'|"((?:[^"\\\n]|\\[\s\S])*)"/y;
const expression = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const templateText = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;

/** Reads up to the end, or up to the brace that ends a template's `${`; gives where it stopped and in which line. */
function readInto(
  tokens: Token[],
  source: string,
  start: number,
  startLine: number,
  isInTemplate: boolean,
): { readonly at: number; readonly line: number } {
  let at = start;
  let line = startLine;
  let depth = 0;
  const take = (pattern: RegExp, kind?: Token['kind']): boolean => {
    pattern.lastIndex = at;
    const [text = '', ...inside] = pattern.exec(source) ?? [];
    if (text === '') return false;
    if (kind) tokens.push({ kind, text: inside.find((part) => part !== undefined) ?? text, line });
    at += text.length;
    line += text.split('\n').length - 1;
    return true;
  };
  while (at < source.length) {
    if (take(space) || take(comment)) continue;
    if (take(string, 'string') || take(name, 'name') || take(number, 'number')) continue;
    if (source[at] === '/' && mayBeginExpression(tokens.at(-1)) && take(expression, 'expression')) continue;
    const sign = source[at] ?? '';
    at++;
    if (sign === '`') {
      while (take(templateText, 'template') || source[at] === '$') {
        if (source[at] === '$') ({ at, line } = readInto(tokens, source, at + 2, line, true));
      }
      at++;
      // Also after an empty one, so that a slash behind it divides.
      tokens.push({ kind: 'template', text: '', line });
      continue;
    }
    if (sign === '{') depth++;
    if (sign === '}') depth--;
    if (isInTemplate && depth < 0) return { at, line };
    tokens.push({ kind: 'sign', text: sign, line });
  }
  return { at, line };
}

/** A slash divides after a value, and begins a regular expression elsewhere. */
function mayBeginExpression(before: Token | undefined): boolean {
  if (!before) return true;
  if (before.kind === 'name')
    return /^(?:return|typeof|case|in|of|void|delete|await|yield|else|do)$/.test(before.text);
  return before.kind === 'sign' && !/^[)\]}]$/.test(before.text);
}
