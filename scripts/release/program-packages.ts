import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { root } from '../checks.ts';

/** A package from the npm registry that is part of the executable. */
export interface ProgramPackage {
  readonly name: string;
  readonly version: string;
  /** As the package names its licence, an SPDX expression. */
  readonly license: string;
  readonly licenseText: string;
  /** Those that it needs itself, as `name version`. */
  readonly needs: readonly string[];
}

/**
 * All that the program needs while it runs, `more` if given, and what those need, sorted by title. Throws when one is not installed
 * or has no licence.
 */
export async function listProgramPackages(more: readonly string[] = []): Promise<readonly ProgramPackage[]> {
  const found = new Map<string, ProgramPackage>();
  const { dependencies } = await readManifest(root);
  for (const name of [...Object.keys(dependencies), ...more]) await collect(name, root, found);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, found]) => found);
}

/** What a package is called where only one line is wanted. */
export function toTitle({ name, version }: Pick<ProgramPackage, 'name' | 'version'>): string {
  return `${name} ${version}`;
}

/** Packages that are in the extension for Claude Desktop alone. */
export const extensionPackages: readonly string[] = ['undici'];

const manifestSchema = z.object({
  version: z.string(),
  license: z.string().default(''),
  dependencies: z.record(z.string(), z.string()).default({}),
});

async function collect(name: string, from: string, found: Map<string, ProgramPackage>): Promise<string> {
  const folder = findPackage(name, from);
  const { version, license, dependencies } = await readManifest(folder);
  const title = toTitle({ name, version });
  if (found.has(title)) return title;
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  if (file === undefined || license === '') throw new Error(`The package ${title} has no licence`);
  const licenseText = `${(await readFile(join(folder, file), 'utf8')).trim()}\n`;
  const needs: string[] = [];
  found.set(title, { name, version, license, licenseText, needs });
  for (const dependency of Object.keys(dependencies)) needs.push(await collect(dependency, folder, found));
  return title;
}

/** As Node looks: from where it is wanted upwards. */
function findPackage(name: string, from: string): string {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  if (from === dirname(from)) throw new Error(`The package ${name} is not installed: run "npm run build"`);
  return findPackage(name, dirname(from));
}

async function readManifest(folder: string): Promise<z.infer<typeof manifestSchema>> {
  return manifestSchema.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
}
