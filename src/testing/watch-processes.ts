import { readdirSync, readFileSync } from 'node:fs';

/** Reads the argument lists of all processes of this computer again and again, as any of its users can. */
export interface ProcessWatch extends Disposable {
  /** Every argument list seen so far. */
  readonly seen: ReadonlySet<string>;
}

const betweenLooksMs = 5;

/** Starts to look; Linux only. */
export function watchProcesses(): ProcessWatch {
  const seen = new Set<string>();
  const look = () => {
    for (const name of readdirSync('/proc')) {
      if (/^\d+$/.test(name)) seen.add(readArguments(name));
    }
  };
  look();
  const timer = setInterval(look, betweenLooksMs);
  return { seen, [Symbol.dispose]: () => clearInterval(timer) };
}

function readArguments(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // It has ended since.
    return '';
  }
}
