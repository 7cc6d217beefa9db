import { homedir } from 'node:os';
import { Readable, Writable } from 'node:stream';
import { isStartedAsApp } from '../desktop/started-as-app.ts';
import { exitCode, InterruptedError } from './exit-code.ts';
import { proxyVariables } from './proxy-variables.ts';

/** The outside of this process, as commands see it: handed over, so that nothing else reaches for globals. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
  readonly errorOutput: Writable;
  /** True where a person can be asked: input and output both are a terminal. */
  readonly isInteractive: boolean;
  /** True where a person opened the app of macOS, rather than a program or a person at a terminal starting this one. */
  readonly isStartedAsApp: boolean;
  /** How wide the terminal is now; undefined where output is a file or a pipe. */
  readonly columns: () => number | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly homeFolder: string;
  /** Resolves when the person or the system asks the process to end, or nobody reads its output any more. */
  readonly asksToEnd: Promise<void>;
  /** Aborted at the same moment, with an InterruptedError. */
  readonly signal: AbortSignal;
}

/**
 * This process's own terminal; `isThere` is false where its streams lead nowhere. From now on asking the process to end no longer
 * ends it: whoever runs must listen.
 */
export function openTerminal(isThere = true): Terminal {
  const environment = { ...process.env };
  for (const name of proxyVariables) delete process.env[name];
  const ending = new AbortController();
  const streams = isThere ? openStreams() : openNothing();
  const asksToEnd = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve());
    // Whoever read our output has seen enough, such as "head".
    streams.output.on('error', () => resolve());
  });
  void asksToEnd.then(() => ending.abort(new InterruptedError()));
  return {
    ...streams,
    isStartedAsApp: isStartedAsApp(process.execPath),
    environment,
    platform: process.platform,
    homeFolder: homedir(),
    asksToEnd,
    signal: ending.signal,
  };
}

type Streams = Pick<Terminal, 'input' | 'output' | 'errorOutput' | 'isInteractive' | 'columns'>;

function openStreams(): Streams {
  if (process.stdin.isTTY) process.once('SIGHUP', endWithWindow);
  return {
    input: process.stdin,
    output: process.stdout,
    errorOutput: process.stderr,
    isInteractive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    columns: () => process.stdout.columns,
  };
}

/** The process's own streams must not even be looked at then. */
function openNothing(): Streams {
  const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });
  return {
    input: Readable.from([]),
    output: nowhere(),
    errorOutput: nowhere(),
    isInteractive: false,
    columns: () => undefined,
  };
}

/** What is under way when somebody closes the terminal's window has this long to be put in order. */
const afterHangUpMs = 2_000;

/** A terminal that is gone fails every touch, and Bun goes on trying to print that failure there, so that nothing ends by itself. */
function endWithWindow(): void {
  setTimeout(() => process.exit(exitCode.interrupted), afterHangUpMs);
}

/** Writes a line for the person who typed the command. */
export function printLine(output: Writable, line: string): void {
  output.write(`${line}\n`);
}

/** False where the letters and signs beyond ASCII turn into boxes: the consoles of old Windows and of Linux without a desktop, and terminals that can do nothing. */
export function showsUnicode({ platform, environment, columns }: Terminal): boolean {
  if (columns() === undefined) return true;
  if (platform !== 'win32') return !['linux', 'dumb'].includes(environment['TERM'] ?? '');
  const { WT_SESSION, TERM_PROGRAM, TERM } = environment;
  return WT_SESSION !== undefined || TERM_PROGRAM !== undefined || TERM?.startsWith('xterm') === true;
}
