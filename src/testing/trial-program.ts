import { cp, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buildExecutable } from '../../scripts/build.ts';
import { root } from '../../scripts/checks.ts';
import type { Target } from '../../scripts/targets.ts';
import type { Identity } from '../release/identity.ts';

/** What a program for a trial differs in from that of this checkout. */
export interface TrialProgram {
  readonly version: string;
  readonly identity?: Partial<Identity>;
}

/** Compiles the program of another version, or with another identity, and gives its path; all of it lies in the folder. */
export async function buildTrialProgram(
  folder: string,
  target: Target,
  { version, identity = {} }: TrialProgram,
): Promise<string> {
  const checkout = await mkdtemp(join(folder, 'checkout-'));
  await cp(join(root, 'src'), join(checkout, 'src'), { recursive: true, filter: isForProgram });
  await cp(join(root, 'tsconfig.json'), join(checkout, 'tsconfig.json'));
  await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'));
  await change(join(checkout, 'package.json'), join(root, 'package.json'), { version });
  const own = 'src/release/identity.json';
  await change(join(checkout, own), join(root, own), identity);
  const executable = join(checkout, 'program', target.executable);
  await buildExecutable(target, executable, 'src/main.ts', checkout);
  return executable;
}

function isForProgram(path: string): boolean {
  return !/\.(test\.ts|snap|md)$/.test(path) && basename(path) !== 'testing';
}

async function change(to: string, from: string, changes: object): Promise<void> {
  const content: unknown = JSON.parse(await readFile(from, 'utf8'));
  await writeFile(to, JSON.stringify(Object.assign({}, content, changes)));
}
