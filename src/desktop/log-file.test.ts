import { afterAll, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createLogFile } from './log-file.ts';

const root = mkdtempSync(join(tmpdir(), 'halo log “ö” 🦉 '));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let opened = 0;
function openLog() {
  const path = join(root, String(++opened), 'deeper', 'halo-mcp.log');
  const faults: string[] = [];
  return { path, faults, write: createLogFile(path, (reason) => faults.push(reason)) };
}
const full = 'x'.repeat(2 * 1024 * 1024);

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

test('a full file is put aside and takes the place of the one before it', () => {
  const { path, write } = openLog();
  write('oldest');
  writeFileSync(path, full);
  write('new');
  writeFileSync(path, `${full}newer`);
  write('newest');
  expect(readFileSync(path, 'utf8')).toBe('newest\n');
  expect(readFileSync(`${path}.1`, 'utf8')).toEndWith('newer');
});

test('a full file that can not be put aside is written on', () => {
  const { path, faults, write } = openLog();
  write('one');
  mkdirSync(join(`${path}.1`, 'in the way'), { recursive: true });
  writeFileSync(path, full);
  write('new');
  expect(readFileSync(path, 'utf8')).toEndWith('xnew\n');
  expect(faults).toEqual([]);
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

test('two programs that write at once, while the file fills up, leave whole lines', async () => {
  const { path } = openLog();
  const script = `import { createLogFile } from ${JSON.stringify(join(import.meta.dir, 'log-file.ts'))};
    const write = createLogFile(${JSON.stringify(path)}, (reason) => { throw new Error(reason); });
    for (let line = 0; line < 3_000; line++) write(process.argv.at(-1) + ' '.repeat(400) + line);`;
  const writers = ['a', 'b'].map((name) =>
    Bun.spawn([process.execPath, '-e', script, name], { stderr: 'inherit' }),
  );
  expect(await Promise.all(writers.map((writer) => writer.exited))).toEqual([0, 0]);
  const lines = [path, `${path}.1`].flatMap((file) => readFileSync(file, 'utf8').trimEnd().split('\n'));
  expect(lines.filter((line) => !/^[ab] {400}\d+$/.test(line))).toEqual([]);
  expect(lines).toContain(`a${' '.repeat(400)}2999`);
  expect(lines).toContain(`b${' '.repeat(400)}2999`);
});
