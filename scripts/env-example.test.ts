import { expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './checks.ts';

test('.env.example lists every variable of ours that the program reads, and no other', () => {
  const folder = join(root, 'src');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.startsWith('testing'))
    .map((path) => readFileSync(join(folder, path), 'utf8'));
  const read = new Set(sources.join('\n').match(/(?<=['"])HALO_[A-Z_]+(?=['"])/g));
  const listed = readFileSync(join(root, '.env.example'), 'utf8').match(/(?<=^#?)HALO_[A-Z_]+(?==)/gm);
  expect([...(listed ?? [])].sort()).toEqual([...read].sort());
});
