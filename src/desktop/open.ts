import { spawn } from 'node:child_process';
import { win32 } from 'node:path';
import { UserError } from '../base/errors.ts';
import { type Computer, readVariable } from './computer.ts';

/** Opens a web address in the person's browser. Throws a UserError where nothing can be opened; the screen then shows the address. */
export async function openInBrowser(url: string, computer: Computer): Promise<void> {
  const { href } = new URL(url);
  if (computer.platform === 'darwin' && (await run(sayToMac(href), computer)) === undefined) return;
  await open(href, computer);
}

/** Opens a file in the program that the person uses for it. Throws a UserError where nothing can be opened. */
export function openFile(path: string, computer: Computer): Promise<void> {
  return open(path, computer);
}

/** A program that opens something, and what it is given to read. */
export interface Opener {
  readonly command: readonly [string, ...string[]];
  readonly input: string;
}

/** Tells macOS what to open without an argument, which other people of the computer could read on the list of processes. */
export function sayToMac(url: string): Opener {
  const text = url.replaceAll(/["\\]/g, (character) => `\\${character}`);
  return { command: ['/usr/bin/osascript', '-'], input: `open location "${text}"\n` };
}

/** Resolves once the system has taken over. */
async function open(what: string, computer: Computer): Promise<void> {
  const failure = await run({ command: [...findHelper(computer), what], input: '' }, computer);
  if (failure === undefined) return;
  throw new UserError(`${what} could not be opened (${failure}). Open it yourself`);
}

/** By absolute path where the system has one place: a packaged assistant may hand down a PATH that leads elsewhere. */
function findHelper(computer: Computer): readonly [string, ...string[]] {
  if (computer.platform === 'darwin') return ['/usr/bin/open'];
  if (computer.platform !== 'win32') return ['xdg-open'];
  const system = readVariable(computer, 'SystemRoot') ?? 'C:\\Windows';
  return [win32.join(system, 'System32', 'rundll32.exe'), 'url.dll,FileProtocolHandler'];
}

/** What went wrong; undefined where nothing did. */
function run(
  { command: [file, ...args], input }: Opener,
  { environment }: Computer,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      env: { ...environment },
      stdio: [input === '' ? 'ignore' : 'pipe', 'ignore', 'ignore'],
      detached: true,
      windowsHide: true,
    });
    child.unref();
    child.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    child.once('exit', (code) => resolve(code === 0 ? undefined : `exit code ${code}`));
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
