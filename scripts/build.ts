import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { signAdHoc } from './release/mac/sign-ad-hoc.ts';
import { unpackRuntime } from './release/unpack-runtime.ts';
import { dressRuntime } from './release/windows-resources.ts';
import { getOwnTarget, getTarget, type Target, targets } from './targets.ts';

const root = dirname(import.meta.dirname);

/** The executable for this machine, where `npm run build` puts it. */
export const ownExecutable: string = join(root, 'dist', getOwnTarget().executable);

/** Where `npm run build -- --all` puts the executable of a target. */
export function getTargetExecutable(target: Target): string {
  return join(root, 'dist', target.name, target.executable);
}

/**
 * Compiles the program into one file and puts it there in one step, so that nobody meets half of it.
 * The same sources give the same bytes, in any folder, as long as the file name is the target's own. Executables for macOS are
 * signed ad hoc, without which it starts none on Apple's own processors. Another checkout than this one needs
 * the libraries beside it.
 */
export async function buildExecutable(
  target: Target,
  executable: string,
  entry = 'src/main.ts',
  checkout = root,
): Promise<void> {
  await mkdir(join(root, 'dist'), { recursive: true });
  const workplace = await mkdtemp(join(root, 'dist', '.building-'));
  try {
    const runtime = await prepareRuntime(target, join(workplace, 'runtime'));
    await compile(target, runtime, entry, checkout, join(workplace, target.executable));
    if (isMac(target)) await signAdHoc(join(workplace, target.executable));
    await mkdir(dirname(executable), { recursive: true });
    await rename(join(workplace, target.executable), executable);
  } finally {
    await rm(workplace, { recursive: true, force: true });
  }
}

/** Builds the executable for this machine unless it is newer than everything it is made from; true when it built. */
export function refreshOwnExecutable(): Promise<boolean> {
  return refreshExecutable(getOwnTarget(), ownExecutable);
}

/** The same for any target. */
export async function refreshExecutable(target: Target, executable: string): Promise<boolean> {
  const built = await stat(executable).catch(() => undefined);
  if (built && built.mtimeMs > (await findNewestInput())) return false;
  await buildExecutable(target, executable);
  return true;
}

/** The Bun that goes into the executable. */
async function prepareRuntime(target: Target, folder: string): Promise<string> {
  const isOwn = target.name === getOwnTarget().name;
  const runtime = isOwn ? process.execPath : await unpackRuntime(target.runtime, folder);
  if (!isWindows(target)) return runtime;
  const dressed = join(folder, 'dressed.exe');
  await mkdir(folder, { recursive: true });
  await dressRuntime(runtime, dressed);
  return dressed;
}

/** Threads start from a file of their own, which lies in the executable where it does below `src`. */
const windowThread = 'src/screens/tray/windows/window-thread.ts';

function isWindows({ bunTarget }: Target): boolean {
  return bunTarget.startsWith('bun-windows');
}

function isMac({ bunTarget }: Target): boolean {
  return bunTarget.startsWith('bun-darwin');
}

async function compile(
  target: Target,
  runtime: string,
  entry: string,
  checkout: string,
  outputFile: string,
): Promise<void> {
  const command = [
    process.execPath,
    'build',
    '--compile',
    `--target=${target.bunTarget}`,
    `--compile-executable-path=${runtime}`, // else it fetches one by itself, and checks nothing
    '--bytecode',
    '--format=esm', // the default with bytecode, cjs, has no top-level await and embeds the source path
    '--minify-whitespace',
    '--minify-syntax', // and not identifiers: that has broken shipped executables (oven-sh/bun#28742)
    '--sourcemap=none',
    // Assistants start the program in folders of other people, whose files must not configure it.
    '--no-compile-autoload-dotenv',
    '--no-compile-autoload-bunfig',
    '--compile-exec-argv=--use-system-ca',
    // Compiling to machine code early costs more than a start has use for; long answers are not slower for it.
    '--compile-jit-policy=100',
    `--outfile=${outputFile}`,
    entry,
    ...(isWindows(target) ? [windowThread] : []),
  ];
  const child = Bun.spawn(command, { cwd: checkout, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
  const [output, errors] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  if ((await child.exited) !== 0) throw new Error(`The build for ${target.name} failed:\n${errors}${output}`);
}

/** Folders count too: deleting a file changes only its folder. */
async function findNewestInput(): Promise<number> {
  const sources = await listFiles('src');
  const makers = await listFiles('scripts/release');
  const inputs = [
    'src',
    'package.json',
    'bun.lock',
    'tsconfig.json',
    'scripts/build.ts',
    'scripts/targets.ts',
    'scripts/runtimes.json',
  ];
  for (const source of [...sources, ...makers])
    if (!/\.test\.ts$|\.snap$|\.md$/.test(source)) inputs.push(source);
  const changed = await Promise.all(inputs.map(async (input) => (await stat(join(root, input))).mtimeMs));
  return Math.max(...changed);
}

/** By their paths in the checkout. */
async function listFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(root, folder), { recursive: true });
  return names.map((name) => join(folder, name));
}

/** No argument: this machine's. `--all`: every target. Otherwise the targets named. */
async function main(args: readonly string[]): Promise<void> {
  if (args.length === 0) {
    await buildExecutable(getOwnTarget(), ownExecutable);
    return await report(ownExecutable);
  }
  const chosen = args.includes('--all') ? targets : args.map(getTarget);
  for (const target of chosen) {
    await buildExecutable(target, getTargetExecutable(target));
    await report(getTargetExecutable(target));
  }
}

async function report(executable: string): Promise<void> {
  const megabytes = (await stat(executable)).size / 1_000_000;
  console.log(`${executable.slice(root.length + 1)}  ${megabytes.toFixed(1)} MB`);
}

if (import.meta.main) await main(Bun.argv.slice(2));
