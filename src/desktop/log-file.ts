import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LogSink } from '../base/log.ts';

/** A log file is put aside at this size. */
const maxBytes = 1024 * 1024;

/** How many files are kept, the one being written included. */
const maxFiles = 5;

/** A program that put the file aside longer ago than this has died over it. */
const longestRotationMs = 10_000;

/** The log and those put aside before it, newest first, whether they are there or not. */
export function listLogFiles(path: string): readonly string[] {
  return Array.from({ length: maxFiles }, (_, index) => toAgedPath(path, index));
}

/**
 * Writes log lines to a file that only this user can read. Several programs may write at once: every line is one append, and
 * one program alone puts a full file aside while the others go on writing to it.
 * A line that can't be written (read-only folder, full disk) is dropped, because a log must never stop an answer; `onFault`
 * then hears of it, once, and the next line is tried again.
 */
export function createLogFile(path: string, onFault: (reason: string) => void): LogSink {
  let hasFailed = false;
  return (line) => {
    try {
      if (isFull(path)) rotate(path);
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

function isFull(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= maxBytes;
}

function rotate(path: string): void {
  const turn = `${path}.turn`;
  try {
    mkdirSync(turn);
  } catch {
    // Another program is at it.
    removeStale(turn, path);
    return;
  }
  try {
    // Another program may have done it between the look and the turn.
    if (isFull(path)) shift(path);
  } catch {
    // On Windows a file that another program reads can't be renamed: the next line tries again.
  } finally {
    rmSync(turn, { recursive: true, force: true });
  }
}

/** Moves each file one place on, as far as the first free place: trying again after a failure must not push files off the end. */
function shift(path: string): void {
  let free = 1;
  while (free < maxFiles - 1 && existsSync(toAgedPath(path, free))) free++;
  for (let age = free; age > 0; age--) renameSync(toAgedPath(path, age - 1), toAgedPath(path, age));
}

/** The others have gone on writing, so the file's own time tells how long the turn has been taken. */
function removeStale(turn: string, path: string): void {
  const since = statSync(turn, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
  const writtenAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (writtenAt - since > longestRotationMs) rmSync(turn, { recursive: true, force: true });
}

function toAgedPath(path: string, age: number): string {
  return age === 0 ? path : `${path}.${age}`;
}

function readCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
