import { expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { findImports, type Import, readTokens, type Token } from './testing/source-tokens.ts';

/** Which folders a folder may import from, besides itself. Nothing goes up, sideways or round; types count. */
const walls: Readonly<Record<string, readonly string[]>> = {
  base: [],
  halo: ['base'],
  revenue: ['base'],
  tools: ['revenue', 'halo', 'base'],
  mcp: ['tools', 'halo', 'base'],
  desktop: ['base'],
  setup: ['halo', 'desktop', 'base'],
  screens: ['setup', 'base'],
  release: ['base'],
  demo: ['halo', 'base'],
  cli: ['mcp', 'tools', 'halo', 'screens', 'setup', 'desktop', 'release', 'demo', 'base'],
  main: ['cli'],
};

/** Packages that only these places may import. Every other package is free. */
const packages: readonly Rule<RegExp>[] = [
  { what: /^@modelcontextprotocol\//, places: ['mcp/'] },
  { what: /^@clack\//, places: ['screens/wizard/open-prompt.ts'] },
  { what: /^(node:)?fs(\/promises)?$/, places: ['desktop/', 'screens/tray/', 'release/'] },
  { what: /^(node:)?child_process$|^bun(:ffi)?$/, places: ['desktop/', 'screens/tray/', 'release/'] },
  { what: /^(node:)?(https?|http2|net|tls|dgram)$|^undici$/, places: ['halo/request.ts', 'release/'] },
  { what: /^bun:test$|^fast-check$|^gpt-tokenizer/, places: [] },
];

/** Globals that only these places may use. */
const globals: readonly Rule<string>[] = [
  { what: 'fetch', places: ['halo/request.ts', 'release/'] },
  { what: 'WebSocket', places: [] },
  { what: 'process.env', places: ['cli/'] },
  { what: 'Bun.env', places: [] },
  { what: 'process.exit', places: ['cli/'] },
  { what: 'Bun.spawn', places: ['desktop/', 'screens/tray/', 'release/'] },
  { what: 'Bun.spawnSync', places: ['desktop/', 'screens/tray/', 'release/'] },
  { what: 'Bun.$', places: [] },
  { what: 'Bun.file', places: ['desktop/', 'screens/tray/', 'release/'] },
  { what: 'Bun.write', places: ['desktop/', 'screens/tray/', 'release/'] },
  { what: 'Date.now', places: ['base/clock.ts', 'cli/'] },
  { what: 'new Date()', places: ['base/clock.ts', 'cli/'] },
];

interface Rule<T> {
  readonly what: T;
  /** Folders and files below `src`; a folder ends in a slash. */
  readonly places: readonly string[];
}

interface SourceFile {
  /** Below `src`. */
  readonly path: string;
  readonly source: string;
}

const sources: readonly SourceFile[] = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.m?[jt]sx?$/.test(path))
  .map((path) => ({ path, source: readFileSync(join(import.meta.dirname, path), 'utf8') }));

/** Tests may reach for anything, and nothing but tests may reach for what helps them. */
const program = sources.filter(({ path }) => !isForTests(path));

test('every import stays inside the walls, and every outside thing has its one place', () => {
  expect(program.flatMap(findViolations)).toEqual([]);
});

test('no files import each other in a circle', () => {
  expect(findCircles(program)).toEqual([]);
});

test('files stay small: median 90 lines, nine in ten 220, none over 300', () => {
  const sizes = program
    .filter(({ path }) => !path.startsWith('demo/data/'))
    .map(({ path, source }) => ({ path, lines: source.split('\n').length - 1 }))
    .sort((a, b) => a.lines - b.lines);
  expect(sizes.filter(({ lines }) => lines > 300)).toEqual([]);
  expect(sizes[Math.floor(sizes.length * 0.9)]?.lines).toBeLessThanOrEqual(220);
  expect(sizes[Math.floor(sizes.length / 2)]?.lines).toBeLessThanOrEqual(90);
});

const planted: readonly (readonly [path: string, source: string, caught: string])[] = [
  ['halo/client.ts', `import { a } from '../tools/tool.ts';`, 'halo may not import tools'],
  ['halo/client.ts', `import type { A } from '../mcp/server.ts';`, 'halo may not import mcp'],
  ['halo/client.ts', `let a: import('../cli/run.ts').A;`, 'halo may not import cli'],
  ['base/dates.ts', `import '../halo/errors.ts';`, 'base may not import halo'],
  ['revenue/money.ts', `import { a } from '../halo/client.ts';`, 'revenue may not import halo'],
  ['desktop/paths.ts', `import { a } from '../setup/status.ts';`, 'desktop may not import setup'],
  ['screens/tray/menu.ts', `import { a } from '../../desktop/paths.ts';`, 'screens may not import desktop'],
  ['demo/routes/tickets.ts', `import { a } from '../../tools/text.ts';`, 'demo may not import tools'],
  ['demo/world.ts', `import { a } from '../halo/dates.ts';`, 'demo may import only types from halo'],
  ['demo/world.ts', `import { type A, b } from '../halo/dates.ts';`, 'demo may import only types from halo'],
  ['main.ts', `import { a } from './mcp/server.ts';`, 'main may not import mcp'],
  ['tools/text.ts', `import { a } from '../testing/session.ts';`, 'tools may not import testing'],
  ['tools/text.ts', `import { a } from './text.test.ts';`, 'only tests may import ./text.test.ts'],
  [
    'tools/text.ts',
    `import { a } from '../../scripts/build.ts';`,
    'nothing may import ../../scripts/build.ts',
  ],
  ['tools/text.ts', `import { a } from './other';`, './other lacks its ending'],
  ['tools/text.ts', `const a = await import(name);`, 'an import must name what it imports'],
  ['tools/text.ts', `export { a } from './other.ts';`, 'a file may not pass on ./other.ts'],
  ['tools/tickets/index.ts', 'export const a = 1;', 'a file may not be called index'],
  ['extra/thing.ts', 'export const a = 1;', 'there is no wall for extra'],
  ['tools/text.ts', `import { a } from '@modelcontextprotocol/server';`, '@modelcontextprotocol/server'],
  [
    'cli/run.ts',
    `import type { A } from '@modelcontextprotocol/server/stdio';`,
    '@modelcontextprotocol/server/stdio',
  ],
  ['screens/wizard/steps.ts', `import { a } from '@clack/prompts';`, '@clack/prompts'],
  ['tools/text.ts', `import { a } from 'node:fs/promises';`, 'node:fs/promises'],
  ['cli/run.ts', `import { a } from 'fs';`, 'fs is'],
  ['setup/connect.ts', `import { spawn } from 'node:child_process';`, 'node:child_process'],
  ['setup/connect.ts', `import { spawn } from 'bun';`, 'bun is'],
  ['tools/text.ts', `import { a } from 'node:https';`, 'node:https'],
  ['tools/text.ts', `await fetch('https://acme');`, 'fetch is'],
  ['halo/token.ts', `const ask = options.ask ?? fetch;`, 'fetch is'],
  ['halo/token.ts', `await globalThis.fetch('https://acme');`, 'fetch is'],
  ['mcp/server.ts', `const a = process.env['HALO'];`, 'process.env is'],
  ['mcp/server.ts', `const { env } = process;`, 'process may not be taken apart'],
  ['mcp/server.ts', 'process.exit(1);', 'process.exit is'],
  ['tools/text.ts', `Bun.spawn(['ls']);`, 'Bun.spawn is'],
  ['tools/text.ts', `await Bun.file('a').text();`, 'Bun.file is'],
  ['revenue/money.ts', 'const a = Date.now();', 'Date.now is'],
  ['revenue/money.ts', 'const a = new Date();', 'new Date() is'],
  ['revenue/money.ts', 'const a = new Date;', 'new Date() is'],
];

test.each([...planted])('a planted violation is caught: %s: %s', (path, source, caught) => {
  const found = findViolations({ path, source });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(caught);
});

test('what only looks like a violation passes', () => {
  const harmless: readonly SourceFile[] = [
    {
      path: 'demo/world.ts',
      source: `import type { A } from '../halo/api.ts'; import { type B } from '../halo/b.ts';`,
    },
    { path: 'demo/demo-halo.ts', source: 'Bun.serve({ fetch: (request) => answer(request) });' },
    {
      path: 'demo/demo-halo.ts',
      source: 'Bun.serve({ async fetch(request): Promise<Response> { return a; } });',
    },
    { path: 'demo/demo-halo.ts', source: 'Bun.serve({ fetch(request) { return a; } });' },
    { path: 'mcp/server.ts', source: 'handler.fetch(request); interface A { readonly fetch: B }' },
    { path: 'mcp/server.ts', source: `const said = 'process.env'; // process.exit(1)` },
    {
      path: 'revenue/period.ts',
      source: `const day = new Date('2026-11-15'); const at = new Date(\n  now,\n);`,
    },
    { path: 'base/version.ts', source: `import manifest from '../../package.json' with { type: 'json' };` },
  ];
  expect(harmless.flatMap(findViolations)).toEqual([]);
});

test('a planted circle is caught, of types too', () => {
  const circle = [
    { path: 'halo/a.ts', source: `import { b } from './b.ts';` },
    { path: 'halo/b.ts', source: `import type { C } from './inner/c.ts';` },
    { path: 'halo/inner/c.ts', source: `import { a } from '../a.ts';` },
  ];
  expect(findCircles(circle)).toEqual(['halo/a.ts → halo/b.ts → halo/inner/c.ts → halo/a.ts']);
});

function findViolations(file: SourceFile): readonly string[] {
  const tokens = readTokens(file.source);
  const say = (line: number, text: string) => `${file.path}:${line}: ${text}`;
  const found: string[] = [];
  const folder = folderOf(file.path);
  if (!walls[folder]) found.push(say(1, `there is no wall for ${folder}`));
  if (/(^|\/)index\.ts$/.test(file.path)) found.push(say(1, 'a file may not be called index'));
  for (const one of findImports(tokens)) {
    const problem = judgeImport(file.path, one, tokens);
    if (problem) found.push(say(one.line, problem));
  }
  for (const { name, line } of findGlobals(tokens)) {
    const rule = globals.find(({ what }) => what === name);
    if (rule && !isIn(file.path, rule.places)) found.push(say(line, explain(name, rule.places)));
    if (name === 'process' || name === 'Bun')
      found.push(say(line, `${name} may not be taken apart or renamed`));
  }
  return found;
}

function judgeImport(
  path: string,
  { from, isReexport, line }: Import,
  tokens: readonly Token[],
): string | undefined {
  if (from === undefined) return 'an import must name what it imports';
  if (isReexport) return `a file may not pass on ${from}`;
  if (!from.startsWith('.')) {
    const rule = packages.find(({ what }) => what.test(from));
    return rule && !isIn(path, rule.places) ? explain(from, rule.places) : undefined;
  }
  if (!/\.(ts|json|html|css|png|svg|ico)$/.test(from)) return `${from} lacks its ending`;
  const target = normalize(join(dirname(path), from));
  if (target.startsWith('..')) return target === '../package.json' ? undefined : `nothing may import ${from}`;
  if (/\.test\.ts$/.test(target)) return `only tests may import ${from}`;
  const [own, other] = [folderOf(path), folderOf(target)];
  if (own === other) return undefined;
  if (!walls[own]?.includes(other)) return `${own} may not import ${other}`;
  if (own === 'demo' && other === 'halo' && !isOfTypesOnly(tokens, line))
    return 'demo may import only types from halo';
  return undefined;
}

/** Whether the import that begins in that line brings nothing that exists when the program runs. */
function isOfTypesOnly(tokens: readonly Token[], line: number): boolean {
  const start = tokens.findIndex((token) => token.text === 'import' && token.line === line);
  if (tokens[start + 1]?.text === 'type') return true;
  if (tokens[start + 1]?.text !== '{') return false;
  const end = tokens.findIndex((token, index) => index > start && token.text === '}');
  const inside = tokens.slice(start + 2, end).map(({ text }) => text);
  const names = inside.join(' ').split(',');
  return names.every((name) => name.trim() === '' || name.trim().startsWith('type '));
}

/** Uses of names that no import brings: `fetch`, `process.env`, `new Date()`. */
function findGlobals(tokens: readonly Token[]): readonly { readonly name: string; readonly line: number }[] {
  const text = (index: number) => tokens[index]?.text;
  return tokens.flatMap(({ kind, text: name, line }, index) => {
    if (kind !== 'name') return [];
    const isMember = text(index - 1) === '.' && !/^(globalThis|self|window|Bun)$/.test(text(index - 2) ?? '');
    const isKey = text(index + 1) === ':' && /^[{,;]$|^readonly$/.test(text(index - 1) ?? '{');
    if (isMember || isKey) return [];
    if (name === 'fetch' || name === 'WebSocket') return isMethod(tokens, index) ? [] : [{ name, line }];
    if (name === 'Date' && text(index - 1) === 'new') {
      const isEmpty = text(index + 1) !== '(' || text(index + 2) === ')';
      return isEmpty ? [{ name: 'new Date()', line }] : [];
    }
    if (!/^(process|Bun|Date)$/.test(name) || tokens[index - 1]?.text === 'typeof') return [];
    if (text(index + 1) === '.') return [{ name: `${name}.${text(index + 2)}`, line }];
    return name !== 'Date' && text(index - 1) === '=' ? [{ name, line }] : [];
  });
}

/** `fetch(request) { … }` in an object defines one; a call is never followed by a brace or a type. */
function isMethod(tokens: readonly Token[], index: number): boolean {
  if (tokens[index + 1]?.text !== '(') return false;
  let depth = 0;
  for (let at = index + 1; at < tokens.length; at++) {
    if (tokens[at]?.text === '(') depth++;
    if (tokens[at]?.text === ')') depth--;
    if (depth === 0) return /^[{:]$/.test(tokens[at + 1]?.text ?? '');
  }
  return false;
}

function findCircles(files: readonly SourceFile[]): readonly string[] {
  const imports = new Map(
    files.map(({ path, source }) => [
      path,
      findImports(readTokens(source)).flatMap(({ from }) =>
        from?.startsWith('.') ? [normalize(join(dirname(path), from))] : [],
      ),
    ]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const follow = (path: string, way: readonly string[]) => {
    const start = way.indexOf(path);
    if (start >= 0) circles.push([...way.slice(start), path].join(' → '));
    if (start >= 0 || done.has(path)) return;
    done.add(path);
    for (const next of imports.get(path) ?? []) follow(next, [...way, path]);
  };
  for (const path of imports.keys()) follow(path, []);
  return circles;
}

function explain(name: string, places: readonly string[]): string {
  return `${name} is for ${places.length > 0 ? places.join(', ') : 'tests'} alone`;
}

function isIn(path: string, places: readonly string[]): boolean {
  return places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));
}

function isForTests(path: string): boolean {
  return path.startsWith('testing/') || path.endsWith('.test.ts');
}

/** `main.ts` counts as a folder of its own. */
function folderOf(path: string): string {
  return path.split('/')[0]?.replace(/\.ts$/, '') ?? '';
}
