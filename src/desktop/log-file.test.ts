import { afterAll, expect, test } from 'bun:test';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createLogFile, listLogFiles } from './log-file.ts';
import { readLogTail } from './log-reader.ts';

const root = mkdtempSync(join(tmpdir(), 'halo log “ö” 🦉 '));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let opened = 0;
function openLog() {
  const path = join(root, String(++opened), 'deeper', 'halo-mcp.log');
  const faults: string[] = [];
  return { path, faults, write: createLogFile(path, (reason) => faults.push(reason)) };
}
const full = 'x'.repeat(1024 * 1024);

test('the folder is made when the first line is written, for this user alone', () => {
  const { path, faults, write } = openLog();
  write('one');
  write('two');
  expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
  expect(faults).toEqual([]);
  if (process.platform !== 'win32') {
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  }
});

test('a folder that is removed meanwhile is made again', () => {
  const { path, faults, write } = openLog();
  write('one');
  rmSync(dirname(path), { recursive: true });
  write('two');
  expect(readFileSync(path, 'utf8')).toBe('two\n');
  expect(faults).toEqual([]);
});

test('five full files are kept, the newest without a number', () => {
  const { path, write } = openLog();
  write('');
  for (let round = 1; round <= 7; round++) {
    writeFileSync(path, `${round}${full}`);
    write(`after ${round}`);
  }
  const kept = listLogFiles(path).map((file) => readFileSync(file, 'utf8').slice(0, 7));
  expect(kept).toEqual(['after 7', '7xxxxxx', '6xxxxxx', '5xxxxxx', '4xxxxxx']);
  expect(readdirSync(dirname(path))).toHaveLength(5);
});

test('a full file whose turn another program has is written on', () => {
  const { path, faults, write } = openLog();
  write('one');
  mkdirSync(`${path}.turn`);
  writeFileSync(path, full);
  write('new');
  expect(readFileSync(path, 'utf8')).toEndWith('xnew\n');
  expect(faults).toEqual([]);
});

test('the turn of a program that died over it is taken back', () => {
  const { path, write } = openLog();
  write('one');
  mkdirSync(`${path}.turn`);
  utimesSync(`${path}.turn`, 1_000_000_000, 1_000_000_000);
  writeFileSync(path, full);
  write('takes the turn back');
  write('new');
  expect(readFileSync(path, 'utf8')).toBe('new\n');
});

test('files that can not be moved on are not pushed off the end', () => {
  const { path, write } = openLog();
  write('one');
  mkdirSync(join(`${path}.2`, 'in the way'), { recursive: true });
  writeFileSync(`${path}.1`, 'precious');
  writeFileSync(path, full);
  mkdirSync(`${path}.3`);
  mkdirSync(join(`${path}.4`, 'in the way too'), { recursive: true });
  write('new');
  write('newer');
  expect(readFileSync(path, 'utf8')).toEndWith('xnew\nnewer\n');
  expect(readFileSync(`${path}.1`, 'utf8')).toBe('precious');
});

test('what keeps lines from being written is said once, and writing goes on when it is gone', () => {
  const { path, faults, write } = openLog();
  mkdirSync(dirname(dirname(path)), { recursive: true });
  writeFileSync(dirname(path), 'a file in place of the folder');
  write('lost');
  write('lost too');
  expect(faults).toHaveLength(1);
  rmSync(dirname(path));
  write('kept');
  expect(readFileSync(path, 'utf8')).toBe('kept\n');
});

test('three programs that write at once, while files fill up, leave whole lines and lose none that fit', async () => {
  const { path } = openLog();
  const script = `import { createLogFile } from ${JSON.stringify(join(import.meta.dir, 'log-file.ts'))};
    const write = createLogFile(${JSON.stringify(path)}, (reason) => { throw new Error(reason); });
    for (let line = 0; line < 3_000; line++) write(process.argv.at(-1) + ' '.repeat(400) + line);`;
  const writers = ['a', 'b', 'c'].map((name) =>
    Bun.spawn([process.execPath, '-e', script, name], { stderr: 'inherit' }),
  );
  expect(await Promise.all(writers.map((writer) => writer.exited))).toEqual([0, 0, 0]);
  const lines = readLogTail(path, 10_000);
  expect(lines.filter((line) => !/^[abc] {400}\d+$/.test(line))).toEqual([]);
  expect(new Set(lines).size).toBe(9_000);
});
