import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LogSink } from '../base/log.ts';

/** A log file is put aside at this size; the one before it is kept, so that at most twice as much lies on disk. */
const maxBytes = 2 * 1024 * 1024;

/**
 * Writes log lines to a file that only this user can read. Several programs may write at once: every line is one append. Two
 * that put the file aside in the same instant keep its newer part alone.
 * A line that can't be written (read-only folder, full disk) is dropped, because a log must never stop an answer; `onFault`
 * then hears of it, once, and the next line is tried again.
 */
export function createLogFile(path: string, onFault: (reason: string) => void): LogSink {
  let hasFailed = false;
  return (line) => {
    try {
      rotate(path);
      append(path, `${line}\n`);
    } catch (error) {
      if (!hasFailed) onFault(readCode(error));
      hasFailed = true;
    }
  };
}

function append(path: string, text: string): void {
  try {
    appendFileSync(path, text, { mode: 0o600 });
  } catch (error) {
    if (readCode(error) !== 'ENOENT') throw error;
    // The folder was never there, or somebody has removed it meanwhile.
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    appendFileSync(path, text, { mode: 0o600 });
  }
}

function rotate(path: string): void {
  try {
    if (statSync(path).size >= maxBytes) renameSync(path, `${path}.1`);
  } catch {
    // There is no file yet, another program has just put it aside, or on Windows holds it open: the next line tries again.
  }
}

function readCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
