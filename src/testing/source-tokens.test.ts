import { expect, test } from 'bun:test';
import { findImports, readTokens } from './source-tokens.ts';

function importsOf(source: string): readonly (string | undefined)[] {
  return findImports(readTokens(source)).map(({ from }) => from);
}

test('every form of import is found, those of types alone too', () => {
  const forms: readonly [string, string][] = [
    [`import './a.ts';`, './a.ts'],
    [`import a from "./a.ts";`, './a.ts'],
    [`import * as a from './a.ts';`, './a.ts'],
    [`import a, { type B, c as d } from './a.ts';`, './a.ts'],
    [`import type { A } from './a.ts';`, './a.ts'],
    [`import {\n  type A,\n  b,\n} from './a.ts';`, './a.ts'],
    [`import a from './a.json' with { type: 'json' };`, './a.json'],
    [`import { type as from } from './a.ts'`, './a.ts'],
    [`const a = await import('./a.ts');`, './a.ts'],
    [`type A = import('./a.ts').A;`, './a.ts'],
    [`let a: typeof import('./a.ts');`, './a.ts'],
    [`export { a } from './a.ts';`, './a.ts'],
    [`export * from './a.ts';`, './a.ts'],
    [`export type { A } from './a.ts';`, './a.ts'],
    [`export type * from './a.ts';`, './a.ts'],
    [`const a = require('./a.ts');`, './a.ts'],
    ['const a = `${(await import("./a.ts")).b}`;', './a.ts'],
  ];
  for (const [source, expected] of forms) expect([source, importsOf(source)]).toEqual([source, [expected]]);
});

test('what only looks like an import is none', () => {
  const forms = [
    `// import './a.ts'`,
    `/* import './a.ts' */`,
    `const text = "import './a.ts'";`,
    'const text = `import "./a.ts"`;',
    'const text = `\\${import("./a.ts")}`;',
    'const text = /import "a"/;',
    `const where = import.meta.url; const from = './a.ts';`,
    `export const a = 1; const from = './a.ts';`,
    `export { a };\nconst from = './a.ts';`,
    `module.require('./a.ts'); loader.import('./a.ts');`,
  ];
  for (const source of forms) expect([source, importsOf(source)]).toEqual([source, []]);
});

test('an import that is computed is found without a name', () => {
  expect(importsOf('await import(path)')).toEqual([undefined]);
});

test('quotes in comments, slashes that divide and regular expressions do not lose the thread', () => {
  const source = [
    `const a = b / c; // don't`,
    `const d = x.replace(/['"\`/]/g, '') / 2;`,
    "const e = `${`nested ${f({ g: 1 })}`} it's` / 2;",
    `import './a.ts';`,
  ].join('\n');
  expect(importsOf(source)).toEqual(['./a.ts']);
  expect(findImports(readTokens(source))[0]?.line).toBe(4);
});
