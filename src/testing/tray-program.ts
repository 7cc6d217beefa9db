import { join } from 'node:path';
import { buildExecutable } from '../../scripts/build.ts';
import { getOwnTarget, getTarget } from '../../scripts/targets.ts';
import { type Program, startProgram } from './program.ts';

export interface TrayProgram extends AsyncDisposable {
  readonly program: Program;
  /** Sends one instruction; see `tray-main.ts`. */
  readonly tell: (instruction: Readonly<Record<string, unknown>>) => void;
  /** Resolves once it has said that, from the last time it was asked on; `{"shown":true}` and the like, by a part of the line. */
  readonly hears: (part: string) => Promise<void>;
}

const root = join(import.meta.dirname, '../..');
const builds = new Map<string, Promise<string>>();

/** The tray alone, compiled as the product is, for one system; built once for all tests of a run. */
export function buildTrayProgram(
  targetName = getOwnTarget().name,
  entry: 'tray-main' | 'tray-gnustep-main' = 'tray-main',
): Promise<string> {
  const key = `${targetName}/${entry}`;
  const building = builds.get(key) ?? compile(targetName, entry);
  builds.set(key, building);
  return building;
}

export async function startTrayProgram(
  env: Readonly<Record<string, string>>,
  command?: readonly string[],
): Promise<TrayProgram> {
  const program = await startProgram({ command: command ?? [await buildTrayProgram()], env });
  let read = 0;
  return {
    program,
    tell: (instruction) => program.write(`${JSON.stringify(instruction)}\n`),
    hears: async (part) => {
      await program.says(new RegExp(`^[^]{${read},}?${RegExp.escape(part)}`));
      read = program.output().indexOf(part, read) + part.length;
    },
    [Symbol.asyncDispose]: () => program.stop(),
  };
}

async function compile(targetName: string, entry: string): Promise<string> {
  const target = getTarget(targetName);
  const outputFile = join(root, 'node_modules/.cache', entry, target.name, target.executable);
  await buildExecutable(target, outputFile, `src/testing/${entry}.ts`);
  return outputFile;
}
