import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LogSink } from '../base/log.ts';

/** A log file is put aside at this size; the one before it is kept, so that at most twice as much lies on disk. */
const maxBytes = 2 * 1024 * 1024;

/**
 * Writes log lines to a file that only this user can read. Several programs may write at once: every line is one append.
 * Where nothing can be written (read-only folder, full disk) lines are dropped, because a log must never stop an answer;
 * `onFault` then hears of it, once.
 */
export function createLogFile(path: string, onFault: (reason: string) => void): LogSink {
  let hasFailed = false;
  let isReady = false;
  return (line) => {
    if (hasFailed) return;
    try {
      if (!isReady) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      isReady = true;
      rotate(path);
      appendFileSync(path, `${line}\n`, { mode: 0o600 });
    } catch (error) {
      hasFailed = true;
      onFault(error instanceof Error && 'code' in error ? String(error.code) : 'unknown');
    }
  };
}

function rotate(path: string): void {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes >= maxBytes) renameSync(path, `${path}.1`);
}
