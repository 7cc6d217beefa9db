import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownExecutable, refreshOwnExecutable } from '../../scripts/build.ts';

/** How to start a program. */
export interface ProgramOptions {
  readonly args?: readonly string[];
  /**
   * Everything the program finds in its environment besides a private, empty HOME. Nothing of the caller's own
   * environment is passed on: this machine's certificates or proxies would hide faults.
   */
  readonly env?: Readonly<Record<string, string>>;
  /** What to start instead of the compiled program, before `args`. */
  readonly command?: readonly string[];
  /** When to kill it at the latest; 60 s by default, so that a hanging test leaves nothing behind. */
  readonly lifetimeMs?: number;
}

/** How a program ended: a code, or the signal that ended it. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program that runs. */
export interface Program extends AsyncDisposable {
  readonly process: ChildProcessWithoutNullStreams;
  readonly pid: number;
  /** Its private home folder; gone once it is stopped. */
  readonly home: string;
  readonly write: (input: string | Uint8Array) => void;
  readonly closeInput: () => void;
  /** What it wrote so far. */
  readonly output: () => string;
  readonly errors: () => string;
  /** Resolves once it has ended and all it wrote has been read. */
  readonly exit: Promise<Exit>;
  /** Resolves once its output or its errors contain the text; rejects when it ends before. */
  readonly says: (text: string | RegExp) => Promise<void>;
  /** Kills it if it still runs, waits for its end and removes its home. */
  readonly stop: () => Promise<void>;
}

/** What a program wrote, and how it ended. */
export interface Finished extends Exit {
  readonly output: string;
  readonly errors: string;
}

let building: Promise<boolean> | undefined;

/** The compiled program for this machine, built first when a source is newer. */
export async function getExecutable(): Promise<string> {
  building ??= refreshOwnExecutable();
  await building;
  return ownExecutable;
}

/** Starts the compiled program (or `command`) in a private home with an otherwise empty environment. */
export async function startProgram(options: ProgramOptions = {}): Promise<Program> {
  const [file = '', ...first] = options.command ?? [await getExecutable()];
  const home = await mkdtemp(join(tmpdir(), 'halo-mcp-home-'));
  const child = spawn(file, [...first, ...(options.args ?? [])], {
    cwd: home,
    env: { ...describeHome(home), ...options.env },
    stdio: 'pipe',
  });
  return watch(child, home, options.lifetimeMs ?? 60_000);
}

/** Runs the compiled program (or `command`) to its end; its input is empty. */
export async function runProgram(options: ProgramOptions = {}): Promise<Finished> {
  await using program = await startProgram(options);
  program.closeInput();
  const exit = await program.exit;
  return { ...exit, output: program.output(), errors: program.errors() };
}

/** Windows' programs can't open a socket without the second. */
function describeHome(home: string): Record<string, string> {
  if (process.platform !== 'win32') return { HOME: home };
  return { USERPROFILE: home, SystemRoot: process.env['SystemRoot'] ?? 'C:\\Windows' };
}

function watch(child: ChildProcessWithoutNullStreams, home: string, lifetimeMs: number): Program {
  const said = { output: '', errors: '' };
  const listeners = new Set<() => void>();
  const hear = (from: keyof typeof said) => (text: string) => {
    said[from] += text;
    for (const listener of listeners) listener();
  };
  child.stdout.setEncoding('utf8').on('data', hear('output'));
  child.stderr.setEncoding('utf8').on('data', hear('errors'));
  child.stdin.on('error', () => undefined); // it may end while it is being written to
  const kill = () => child.kill('SIGKILL');
  const deadline = setTimeout(kill, lifetimeMs);
  const exit = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  }).finally(() => clearTimeout(deadline));
  exit.catch(() => undefined); // whoever waits for it hears of it
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) kill();
    await exit.catch(() => undefined);
    await rm(home, { recursive: true, force: true });
  };
  return {
    process: child,
    pid: child.pid ?? 0,
    home,
    write: (input) => void child.stdin.write(input),
    closeInput: () => void child.stdin.end(),
    output: () => said.output,
    errors: () => said.errors,
    exit,
    says: (text) => waitForText(text, () => said.output + said.errors, listeners, exit),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function waitForText(
  text: string | RegExp,
  read: () => string,
  listeners: Set<() => void>,
  exit: Promise<Exit>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (typeof text === 'string' ? !read().includes(text) : !text.test(read())) return;
      listeners.delete(look);
      resolve();
    };
    listeners.add(look);
    look();
    exit.then(() => reject(new Error(`It ended without saying ${text}; it said: ${read()}`)), reject);
  });
}
