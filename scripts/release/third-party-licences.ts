import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { root } from '../checks.ts';
import runtimes from '../runtimes.json' with { type: 'json' };

/** The licences of all that the executable is made of, which have to go where it goes. Throws when a package has none. */
export async function writeThirdPartyLicences(): Promise<string> {
  const found = new Map<string, string>();
  const manifest = await readManifest(root);
  for (const name of Object.keys(manifest.dependencies)) await collect(name, root, found);
  const licences = [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => `${name}\n\n${text}`);
  return [describeBun(), ...licences].join(`\n${'-'.repeat(80)}\n\n`);
}

const manifestSchema = z.object({
  version: z.string(),
  dependencies: z.record(z.string(), z.string()).default({}),
});

async function collect(name: string, from: string, found: Map<string, string>): Promise<void> {
  const folder = findPackage(name, from);
  const { version, dependencies } = await readManifest(folder);
  const title = `${name} ${version}`;
  if (found.has(title)) return;
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  if (file === undefined) throw new Error(`The package ${title} has no licence`);
  found.set(title, (await readFile(join(folder, file), 'utf8')).trim().concat('\n'));
  for (const dependency of Object.keys(dependencies)) await collect(dependency, folder, found);
}

/** As Node looks: from where it is wanted upwards. */
function findPackage(name: string, from: string): string {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  if (from === dirname(from)) throw new Error(`The package ${name} is not installed: run "npm ci"`);
  return findPackage(name, dirname(from));
}

async function readManifest(folder: string): Promise<z.infer<typeof manifestSchema>> {
  return manifestSchema.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
}

/** Its own list of what is in it is too long, and too often renewed, to be told again. */
function describeBun(): string {
  return `halo-mcp is made of the packages below, and of Bun ${runtimes.version}.

Bun is under the MIT licence. Among what it brings is JavaScriptCore, under the LGPL 2: whoever wants to put another one in its
place finds how, and the licences of everything else in Bun, at

https://github.com/oven-sh/bun/blob/bun-v${runtimes.version}/LICENSE.md

and halo-mcp is then built anew with that Bun.
`;
}
