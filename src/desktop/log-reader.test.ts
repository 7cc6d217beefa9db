import { afterAll, expect, test } from 'bun:test';
import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { followLog, readLogTail } from './log-reader.ts';

const root = mkdtempSync(join(tmpdir(), 'halo log reader '));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let named = 0;
const namePath = () => join(root, `${++named}.log`);

/** Follows a log; `until` resolves once that line has come, `lines` are all that came. */
function follow(path: string, lines: number) {
  const seen: string[] = [];
  const listeners = new Set<() => void>();
  const ending = new AbortController();
  const ended = followLog(path, {
    lines,
    signal: ending.signal,
    onLine: (line) => {
      seen.push(line);
      for (const listener of listeners) listener();
    },
  });
  const until = (line: string) =>
    new Promise<void>((resolve) => {
      const look = () => seen.includes(line) && resolve();
      listeners.add(look);
      look();
    });
  return {
    seen,
    until,
    [Symbol.asyncDispose]: async () => {
      ending.abort();
      await ended;
    },
  };
}

test('the last lines come from as many files as it takes, oldest first', () => {
  const path = namePath();
  writeFileSync(`${path}.2`, 'one\ntwo\n');
  writeFileSync(`${path}.1`, 'three\n');
  writeFileSync(path, 'four\nfive\n');
  expect(readLogTail(path, 4)).toEqual(['two', 'three', 'four', 'five']);
  expect(readLogTail(path, 2)).toEqual(['four', 'five']);
  expect(readLogTail(path, 0)).toEqual([]);
  expect(readLogTail(path, 99)).toHaveLength(5);
});

test('a log that is not there has no lines', () => {
  expect(readLogTail(namePath(), 10)).toEqual([]);
});

test('a line that is still being written waits for its end', async () => {
  const path = namePath();
  writeFileSync(path, 'one\nhalf');
  await using log = follow(path, 5);
  appendFileSync(path, ' of it\n');
  await log.until('half of it');
  expect(log.seen).toEqual(['one', 'half of it']);
});

test('following goes on through files being put aside, once and twice', async () => {
  const path = namePath();
  writeFileSync(path, 'skipped\nlast\n');
  await using log = follow(path, 1);
  appendFileSync(path, 'before\n');
  renameSync(path, `${path}.1`);
  writeFileSync(path, 'after\n');
  await log.until('after');
  appendFileSync(path, 'more\n');
  renameSync(`${path}.1`, `${path}.2`);
  renameSync(path, `${path}.1`);
  writeFileSync(path, 'newest\n');
  await log.until('newest');
  expect(log.seen).toEqual(['last', 'before', 'after', 'more', 'newest']);
});

test('following a log that is made only now, and one that is emptied', async () => {
  const path = namePath();
  await using log = follow(path, 5);
  writeFileSync(path, 'first of all\n');
  await log.until('first of all');
  writeFileSync(path, 'anew\n');
  await log.until('anew');
  expect(log.seen).toEqual(['first of all', 'anew']);
});
