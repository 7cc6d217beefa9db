import type { Writable } from 'node:stream';

/** A line that moves while something takes its time. */
export interface Spinner {
  /** Says something else from now on. */
  readonly say: (text: string) => void;
  /** Writes something that stays above the line. */
  readonly above: (write: () => void) => void;
  /** Takes the line away. */
  readonly stop: () => void;
}

const hideCursor = '\u001b[?25l';
const showCursor = '\u001b[?25h';
const eraseLine = '\r\u001b[K';

/** Draws the line until it is stopped. It never grows beyond one line, so that it can be taken away on any terminal. */
export function startSpinner(
  first: string,
  output: Writable,
  {
    frames,
    columns,
    everyMs,
  }: {
    readonly frames: readonly string[];
    readonly columns: () => number;
    readonly everyMs: number;
  },
): Spinner {
  let text = first;
  let turn = 0;
  const draw = () => {
    const line = `${frames[turn++ % frames.length] ?? ''}  ${text}`;
    output.write(`${eraseLine}${line.slice(0, columns() - 1)}`);
  };
  output.write(hideCursor);
  draw();
  const timer = setInterval(draw, everyMs);
  return {
    say: (next) => {
      text = next;
      draw();
    },
    above: (write) => {
      output.write(eraseLine);
      write();
      draw();
    },
    stop: () => {
      clearInterval(timer);
      output.write(`${eraseLine}${showCursor}`);
    },
  };
}
