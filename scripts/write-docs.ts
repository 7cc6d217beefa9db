import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogue } from '../src/tools/catalogue.ts';
import { root } from './checks.ts';

const readme = join(root, 'README.md');

/** Throws when a generated part of the README is not what the code says. */
export async function checkDocs(): Promise<void> {
  const text = await readFile(readme, 'utf8');
  if (text !== fill(text)) throw new Error('README.md is not fresh: run "npm run docs"');
}

/** The README with its table of tools as the catalogue has them. Throws when its marks are missing. */
function fill(text: string): string {
  const part = /(?<=<!-- tools:begin -->\n)[\s\S]*?(?=<!-- tools:end -->)/;
  if (!part.test(text))
    throw new Error('README.md lacks the marks <!-- tools:begin --> and <!-- tools:end -->');
  return text.replace(part, () => writeToolTable());
}

function writeToolTable(): string {
  const rows = catalogue.map(
    ({ name, description }) => `| \`${name}\` | ${readFirstSentence(description)} |`,
  );
  return ['', '| tool | what it does |', '|---|---|', ...rows, '', ''].join('\n');
}

function readFirstSentence(text: string): string {
  return (text.match(/^.*?[.](?=\s|$)/s)?.[0] ?? text).replace(/\.$/, '').replaceAll('|', '\\|');
}

if (import.meta.main) await writeFile(readme, fill(await readFile(readme, 'utf8')));
