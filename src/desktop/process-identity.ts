import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { isAlive } from './processes.ts';

/** A process as another one may ask about it later; short enough, and made of characters that fit, for a file name. */
export interface ProcessIdentity {
  /** Where its number means something: one start of one computer, or of one sandbox on it. */
  readonly world: string;
  readonly pid: number;
  /** When it started, so that a number given to another process later is not taken for it; "0" where the system doesn't say. */
  readonly start: string;
}

/** Who this process is. */
export function identifySelf(): ProcessIdentity {
  return { world: findWorld(), pid: process.pid, start: readStart(process.pid) ?? '0' };
}

/** Whether it still runs; `unknown` for one of another world, or where its number may have gone to another process. */
export function findLife({ world, pid, start }: ProcessIdentity): 'alive' | 'dead' | 'unknown' {
  if (world !== findWorld()) return 'unknown';
  if (!isAlive(pid)) return 'dead';
  if (start === '0') return 'unknown';
  return readStart(pid) === start ? 'alive' : 'dead';
}

/** A sandbox such as Flatpak numbers its processes anew, and so does the next start of the computer. */
function findWorld(): string {
  const facts = [
    hostname(),
    readIfAny(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    readIfAny(() => readlinkSync('/proc/self/ns/pid')),
  ];
  return createHash('sha256').update(facts.join('\n')).digest('hex').slice(0, 12);
}

/** The 22nd word of Linux's /proc/PID/stat; the second is a name in brackets, which may hold anything. */
function readStart(pid: number): string | undefined {
  const text = readIfAny(() => readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? '';
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
}

function readIfAny(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
