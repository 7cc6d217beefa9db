import { emitKeypressEvents } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';
import { clean } from './clean.ts';
import { GoBack, Interrupted } from './moves.ts';
import { startSpinner } from './spinner.ts';

/** News of work that goes on. */
export interface Progress {
  /** Says something else from now on beside the moving sign. */
  readonly say: (message: string) => void;
  /** Writes something that stays. */
  readonly note: (text: string) => void;
}

/** Where work is shown, and what ends it. */
export interface WorkPlace {
  readonly input: Readable;
  readonly output: Writable;
  readonly signal: AbortSignal;
  /** True for work that ends by itself once it hears of the signal, and can't be gone back from. */
  readonly finishes: boolean;
  readonly onInterrupt: () => void;
  /** What the moving sign is, one after the other. */
  readonly signs: readonly string[];
  readonly columns: () => number;
  /** Writes something that stays. */
  readonly write: (text: string) => void;
}

/** Shows that something takes its time, and hears Esc and Ctrl-C meanwhile. Throws GoBack, Interrupted and what the work throws. */
export async function showWork<T>(
  message: string,
  run: (signal: AbortSignal, progress: Progress) => Promise<T>,
  { input, output, signal, finishes, onInterrupt, signs, columns, write }: WorkPlace,
): Promise<T> {
  const own = new AbortController();
  const both = AbortSignal.any([signal, own.signal]);
  const frames = signs.map((sign) => styleText('cyan', sign));
  const spinner = startSpinner(message, output, { frames, columns, everyMs: 100 });
  const stopListening = hearKeys(input, ({ name, ctrl }) => {
    if (ctrl && name === 'c') {
      own.abort(new Interrupted());
      onInterrupt();
    }
    if (name === 'escape' && !finishes) own.abort(new GoBack());
  });
  try {
    const working = run(both, {
      say: (words) => spinner.say(clean(words)),
      note: (words) => spinner.above(() => write(words)),
    });
    return await (finishes ? working : Promise.race([working, untilAborted(both)]));
  } catch (error) {
    if (!both.aborted) throw error;
    if (own.signal.reason instanceof GoBack && !signal.aborted) throw own.signal.reason;
    throw new Interrupted(undefined, { cause: error });
  } finally {
    stopListening();
    spinner.stop();
  }
}

interface Key {
  readonly name?: string | undefined;
  readonly ctrl?: boolean | undefined;
}

/** Keys that are pressed while nothing is asked must not turn up in the next answer. */
function hearKeys(input: Readable, hear: (key: Key) => void): () => void {
  const listener = (_: unknown, key: Key | undefined) => hear(key ?? {});
  emitKeypressEvents(input);
  input.on('keypress', listener);
  setRawMode(input, true);
  input.resume();
  return () => {
    input.off('keypress', listener);
    setRawMode(input, false);
    input.pause();
  };
}

function setRawMode(input: Readable, isRaw: boolean): void {
  if ('setRawMode' in input && typeof input.setRawMode === 'function') input.setRawMode(isRaw);
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
