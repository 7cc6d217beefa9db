import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createForwardingDll } from './forwarding-dll.ts';

/** How to start Windows programs here. */
export interface Wine {
  /** The command that starts an executable of ours, which must be compiled by Bun. */
  readonly start: (executable: string) => readonly string[];
  /** What the command's environment must hold. */
  readonly env: Readonly<Record<string, string>>;
  /** The command that opens one as Explorer does, in a console of its own; it waits for the end, and knows the exit code alone. */
  readonly open: (executable: string) => readonly string[];
  /** What that command's environment must hold. */
  readonly openEnv: Readonly<Record<string, string>>;
  /** Ends every Windows program that still runs, and Wine's own helpers. */
  readonly stop: () => Promise<void>;
}

/** Where every tool that walks the checkout looks away: one of a prefix's links leads to the whole disk. */
const folders = join(import.meta.dirname, '../../node_modules/.cache');

/** The 64-bit Wine of this machine; undefined when there is none. */
export function findWine(): string | undefined {
  // Debian's `wine` command is a script that also wants 32-bit Windows.
  return ['/usr/lib/wine/wine64', Bun.which('wine64')].find((path) => path && existsSync(path)) ?? undefined;
}

/** A small program of Windows: `hostname` fails and `whoami` ends well, whatever they are asked for. */
export function findOtherProgram(name: 'hostname' | 'whoami'): string {
  return join(dirname(findWine() ?? ''), `../x86_64-linux-gnu/wine/x86_64-windows/${name}.exe`);
}

/**
 * A Windows of our own, made once and kept: Windows 10, able to run what Bun compiles. A program has a display only where its
 * environment names one; programs with and without need a Windows each, by another name.
 */
export async function prepareWine(name = 'wine'): Promise<Wine> {
  const wine = findWine();
  if (!wine) throw new Error('Wine is not installed');
  const folder = join(folders, `${name}${describeWorker()}`);
  if (!existsSync(folder)) await createPrefix(wine, folder);
  // In a folder without a package.json, or the relay's Bun would read ours.
  await copyFile(join(import.meta.dirname, 'wine-relay.ts'), join(folder, 'drive_c/relay.ts'));
  return {
    start: (executable) => [wine, executable, 'C:\\relay.ts', toWindowsPath(executable)],
    env: { ...describe(folder), BUN_BE_BUN: '1' }, // the first executable only runs the relay, which removes this
    open: (executable) => [wine, 'start.exe', '/wait', toWindowsPath(executable)],
    openEnv: describe(folder),
    stop: () => stopServer(wine, folder),
  };
}

/** Wine shows this machine's files as drive Z. */
export function toWindowsPath(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`;
}

/** Tests that run at the same time each need a Windows of their own: it is stopped whole. */
function describeWorker(): string {
  const worker = process.env['BUN_TEST_WORKER_ID'];
  return worker === undefined ? '' : `-${worker}`;
}

async function createPrefix(wine: string, folder: string): Promise<void> {
  const unfinished = `${folder}.new-${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  await run([wine, 'wineboot', '--init'], unfinished);
  await run([wine, 'winecfg', '-v', 'win10'], unfinished);
  // Wine 8 lacks this one, of which Bun's runtime imports one function; SystemFunction036 is its older name.
  const dll = createForwardingDll('bcryptprimitives.dll', { ProcessPrng: 'advapi32.SystemFunction036' });
  const system = join(unfinished, 'drive_c/windows/system32');
  if (!existsSync(join(system, dll.name))) await writeFile(join(system, dll.name), dll.bytes);
  await stopServer(wine, unfinished);
  await rm(folder, { recursive: true, force: true });
  await rename(unfinished, folder);
}

/** Waits for Wine's server, which otherwise lives on for a while and writes to the folder. */
async function stopServer(wine: string, prefix: string): Promise<void> {
  const server = ['wineserver64', 'wineserver'].map((name) => join(dirname(wine), name)).find(existsSync);
  if (!server) return;
  await run([server, '--kill'], prefix).catch(() => undefined); // it fails when none runs
  await run([server, '--wait'], prefix);
}

async function run(command: readonly string[], prefix: string): Promise<void> {
  const child = Bun.spawn([...command], {
    env: describe(prefix),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
  });
  const [output, errors] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  if ((await child.exited) !== 0) throw new Error(`${command.join(' ')} failed: ${errors}${output}`);
}

function describe(prefix: string): Record<string, string> {
  // The two libraries would ask to download .NET and a browser engine.
  return {
    WINEPREFIX: prefix,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree,mshtml=',
    HOME: prefix,
  };
}
