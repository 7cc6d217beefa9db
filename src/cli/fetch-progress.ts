import { printLine, type Terminal } from './terminal.ts';

/** Tells how far a file has come. */
export interface FetchProgress {
  readonly show: (bytes: number, of: number | undefined) => void;
  /** What is printed next begins a line of its own. */
  readonly end: () => void;
}

/** One line, which in a terminal is written over as the file comes in. */
export function startProgress(name: string, terminal: Terminal): FetchProgress {
  const line = `Fetching ${name}`;
  if (!terminal.isInteractive) {
    printLine(terminal.output, line);
    return { show: () => undefined, end: () => undefined };
  }
  let shown = '';
  const show = (said: string) => {
    if (said === shown) return;
    terminal.output.write(`\r${said.padEnd(shown.length)}`);
    shown = said;
  };
  show(line);
  return {
    show: (bytes, of) =>
      show(
        of === undefined
          ? `${line}  ${toMegabytes(bytes)} MB`
          : `${line}  ${Math.floor((100 * bytes) / Math.max(of, 1))} % of ${toMegabytes(of)} MB`,
      ),
    end: () => terminal.output.write('\n'),
  };
}

function toMegabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}
