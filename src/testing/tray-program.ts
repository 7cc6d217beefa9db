import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
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

/** The window of Windows runs in a thread of its own, which is a file of its own. */
async function compile(targetName: string, entry: string): Promise<string> {
  const target = getTarget(targetName);
  const outputFile = join(root, 'node_modules/.cache', entry, target.name, target.executable);
  await mkdir(join(outputFile, '..'), { recursive: true });
  const command = [
    process.execPath,
    'build',
    '--compile',
    `--target=${target.bunTarget}`,
    '--bytecode',
    '--format=esm',
    '--minify-whitespace',
    '--minify-syntax',
    `--outfile=${outputFile}`,
    `src/testing/${entry}.ts`,
    ...(target.name.startsWith('windows') ? ['src/screens/tray/windows/window-thread.ts'] : []),
  ];
  const child = Bun.spawn(command, { cwd: root, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
  const [output, errors] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  if ((await child.exited) !== 0) throw new Error(`The build failed:\n${errors}${output}`);
  return outputFile;
}
