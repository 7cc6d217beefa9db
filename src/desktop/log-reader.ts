import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { listLogFiles } from './log-file.ts';

/** How soon a new line is noticed. */
const pollMs = 300;

export interface FollowOptions {
  /** How many of the last lines come first. */
  readonly lines: number;
  readonly onLine: (line: string) => void;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** The last lines of the log and of those put aside before it, oldest first; none where there is no log yet. */
export function readLogTail(path: string, lines: number): readonly string[] {
  return readTail(path, lines).lines;
}

/** Gives the last lines, then every line that is written from now on, whoever puts the file aside meanwhile. */
export function followLog(path: string, { lines, onLine, signal }: FollowOptions): Promise<void> {
  const tail = readTail(path, lines);
  for (const line of tail.lines) onLine(line);
  let { position } = tail;
  return new Promise((resolve) => {
    const look = () => {
      position = readNew(path, position, onLine);
    };
    // Looking again and again also sees a file that takes another's place, which Bun's watchFile misses.
    const timer = setInterval(look, pollMs);
    const stop = () => {
      clearInterval(timer);
      resolve();
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/** How far the log has been read: in which file, which keeps its number when it is renamed, and where in it. */
interface Position {
  readonly file: bigint | undefined;
  readonly offset: number;
}

interface Piece {
  readonly file: bigint;
  readonly text: string;
  /** Where the last whole line ends, from the start of the file. */
  readonly end: number;
}

function readTail(path: string, count: number): { lines: readonly string[]; position: Position } {
  const lines: string[] = [];
  let position: Position | undefined;
  for (const file of listLogFiles(path)) {
    const piece = readPiece(file, () => 0);
    if (piece === undefined) continue;
    position ??= { file: piece.file, offset: piece.end };
    lines.unshift(...splitLines(piece.text));
    if (lines.length >= count) break;
  }
  return {
    lines: count === 0 ? [] : lines.slice(-count),
    position: position ?? { file: undefined, offset: 0 },
  };
}

/** Reads on from a position: the rest of its file, wherever that is now, then the files that came after it. */
function readNew(path: string, from: Position, onLine: (line: string) => void): Position {
  const pieces: Piece[] = [];
  for (const file of listLogFiles(path)) {
    const piece = readPiece(file, (number) => (number === from.file ? from.offset : 0));
    if (piece === undefined) continue;
    pieces.unshift(piece);
    if (piece.file === from.file) break;
  }
  // A log that was removed is not followed by the old ones beside it.
  const isKnown = from.file === undefined || pieces[0]?.file === from.file;
  const fresh = isKnown ? pieces : pieces.slice(-1);
  for (const { text } of fresh) for (const line of splitLines(text)) onLine(line);
  const newest = fresh.at(-1);
  return newest === undefined ? from : { file: newest.file, offset: newest.end };
}

/** The whole lines of a file from an offset on; from its start where it has become shorter than that. */
function readPiece(path: string, findOffset: (file: bigint) => number): Piece | undefined {
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    const { ino, size } = fstatSync(handle, { bigint: true });
    const known = findOffset(ino);
    const offset = known > Number(size) ? 0 : known;
    const bytes = Buffer.alloc(Number(size) - offset);
    const length = readSync(handle, bytes, 0, bytes.length, offset);
    const end = bytes.subarray(0, length).lastIndexOf(0x0a) + 1;
    return { file: ino, text: bytes.toString('utf8', 0, end), end: offset + end };
  } finally {
    closeSync(handle);
  }
}

function splitLines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
