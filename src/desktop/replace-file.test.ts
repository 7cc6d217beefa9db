import { afterAll, describe, expect, test } from 'bun:test';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { needs } from '../testing/needs.ts';
import { listBackups, removeBackups } from './file-backups.ts';
import { renameFile } from './rename-file.ts';
import { FileChangedError, type Replacement, replaceFile } from './replace-file.ts';

const root = mkdtempSync(join(tmpdir(), 'halo replace “ö” '));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const now = new Date('2026-11-24T09:00:00.123Z');
const testOnPosix = process.platform === 'win32' ? test.skip : test;
const testWithMounts = await needs('own mounts');

let places = 0;
/** A path in a folder of its own, with a file where there is content. */
function place(content?: string): string {
  const path = join(root, String(++places), 'settings.json');
  mkdirSync(dirname(path));
  if (content !== undefined) writeFileSync(path, content);
  return path;
}

function replace(path: string, from: string | undefined, to: string, more: Partial<Replacement> = {}) {
  const bytes = from === undefined ? undefined : Buffer.from(from);
  return replaceFile({ path, from: bytes, to: Buffer.from(to), now, ...more });
}

const read = (path: string) => readFileSync(path, 'utf8');
const list = (path: string) => readdirSync(dirname(path)).sort();
const readMode = (path: string) => statSync(path).mode & 0o7777;

test('a file gets its new content, and nothing else appears beside it', () => {
  const path = place('old');
  expect(replace(path, 'old', 'new')).toEqual({ backup: undefined });
  expect(read(path)).toBe('new');
  expect(list(path)).toEqual(['settings.json']);
});

test('a missing file is made in a missing folder, for this user alone', () => {
  const path = join(dirname(place()), 'deep', 'deeper', 'settings.json');
  replace(path, undefined, 'new');
  expect(read(path)).toBe('new');
  if (process.platform === 'win32') return;
  expect(readMode(path)).toBe(0o600);
  expect(readMode(dirname(path))).toBe(0o700);
  expect(readMode(dirname(dirname(path)))).toBe(0o700);
});

testOnPosix('a new file gets the permission that is asked for, whatever is usual', () => {
  const path = place();
  replace(path, undefined, 'new', { mode: 0o666 });
  expect(readMode(path)).toBe(0o666);
});

testOnPosix.each([0o600, 0o644, 0o666, 0o750])('permission %o is kept', (mode) => {
  const path = place('old');
  chmodSync(path, mode);
  replace(path, 'old', 'new', { mode: 0o600, backup: true });
  expect(readMode(path)).toBe(mode);
  expect(listBackups(path).map(readMode)).toEqual([0o600]);
});

const testAsAdministrator = process.getuid?.() === 0 ? test : test.skip;
testAsAdministrator('the owner is kept, of the copy too', () => {
  const path = place('old');
  chownSync(path, 12_345, 23_456);
  const { backup = '' } = replace(path, 'old', 'new', { backup: true });
  for (const { uid, gid } of [statSync(path), statSync(backup)]) expect([uid, gid]).toEqual([12_345, 23_456]);
});

describe('copies', () => {
  test('the old bytes are kept beside it', () => {
    const path = place('old');
    const { backup } = replace(path, 'old', 'new', { backup: true });
    expect(backup).toBe(`${path}.halo-mcp-20261124T090000123Z.bak`);
    expect(read(backup ?? '')).toBe('old');
    expect(listBackups(path)).toEqual([backup ?? '']);
  });

  test('there is none of a file that was not there', () => {
    const path = place();
    expect(replace(path, undefined, 'new', { backup: true })).toEqual({ backup: undefined });
    expect(list(path)).toEqual(['settings.json']);
  });

  test('the last five are kept, also of changes in the same instant', () => {
    const path = place('0');
    for (let change = 0; change < 12; change++) {
      replace(path, `${change}`, `${change + 1}`, { backup: true, now: change < 3 ? new Date(0) : now });
    }
    expect(listBackups(path).map(read)).toEqual(['7', '8', '9', '10', '11']);
  });

  test('a clock that was put back does not make the newest one the first to go', () => {
    const path = place('0');
    for (let change = 0; change < 5; change++) replace(path, `${change}`, `${change + 1}`, { backup: true });
    replace(path, '5', '6', { backup: true, now: new Date(0) });
    expect(listBackups(path).map(read)).toEqual(['5', '1', '2', '3', '4']);
  });

  test("only ours count, and only this file's", () => {
    const path = place('old');
    const others = [
      'settings.json.bak',
      'settings.json.halo-mcp-mine.bak',
      'a.json.halo-mcp-20261124T090000123Z.bak',
    ];
    for (const name of others) writeFileSync(join(dirname(path), name), 'theirs');
    const { backup = '' } = replace(path, 'old', 'new', { backup: true });
    expect(removeBackups(path)).toEqual([backup]);
    expect(list(path)).toEqual([...others, 'settings.json'].sort());
    expect(listBackups(join(path, 'no folder', 'at all'))).toEqual([]);
  });
});

describe('a change made meanwhile', () => {
  test.each([
    ['other bytes', 'old', 'theirs'],
    ['other bytes of the same length', 'old', 'odd'],
    ['nothing any more', 'old', undefined],
    ['bytes where there was nothing', undefined, 'theirs'],
    ['an empty file where there was none', undefined, ''],
  ])('%s: the file stays as it is', (_, from, current) => {
    const path = place(current);
    expect(() => replace(path, from, 'new', { backup: true })).toThrow(FileChangedError);
    expect(list(path)).toEqual(current === undefined ? [] : ['settings.json']);
    if (current !== undefined) expect(read(path)).toBe(current);
  });

  test('after the first look, while the new file is written', () => {
    const path = place('old');
    const replacement = {
      path,
      from: Buffer.from('old'),
      backup: true,
      now,
      // What is to be written is asked for only when the file has been looked at.
      get to() {
        writeFileSync(path, 'theirs');
        return Buffer.from('new');
      },
    };
    expect(() => replaceFile(replacement)).toThrow(FileChangedError);
    expect(read(path)).toBe('theirs');
    expect(list(path)).toEqual(['settings.json']);
  });

  test('a folder that has gone is not made again', () => {
    const path = join(dirname(place()), 'gone', 'settings.json');
    expect(() => replace(path, 'old', 'new')).toThrow(FileChangedError);
    expect(list(dirname(path))).toEqual([]);
  });
});

describe('links', () => {
  function linkTo(
    content: string | undefined,
    ...targets: readonly string[]
  ): { path: string; real: string } {
    const path = place();
    const folder = dirname(path);
    mkdirSync(join(folder, 'real'));
    const real = join(folder, 'real', 'file');
    if (content !== undefined) writeFileSync(real, content);
    symlinkSync('real', join(folder, 'linked'));
    targets.forEach((target, index) => {
      symlinkSync(target.replace('FOLDER', folder), index === 0 ? path : join(folder, `link ${index}`));
    });
    return { path, real };
  }

  testOnPosix.each([
    ['a full path', ['FOLDER/real/file']],
    ['a relative path', ['real/file']],
    ['several in a row, through a linked folder', ['link 1', 'linked/../link 2', 'linked/file']],
  ])('%s: the file it leads to is written, and the link stays', (_, targets) => {
    const { path, real } = linkTo('old', ...targets);
    const link = readlinkSync(path);
    const { backup = '' } = replace(path, 'old', 'new', { backup: true });
    expect(read(real)).toBe('new');
    expect(lstatSync(real).isFile()).toBe(true);
    expect(readlinkSync(path)).toBe(link);
    expect(dirname(backup)).toBe(dirname(path));
    expect(readdirSync(dirname(real))).toEqual(['file']);
  });

  testOnPosix('one to a file that is not there yet makes that file', () => {
    const { path, real } = linkTo(undefined, 'linked/file');
    replace(path, undefined, 'new');
    expect(read(real)).toBe('new');
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
  });

  testOnPosix('one to itself is an error', () => {
    const { path } = linkTo(undefined, 'settings.json');
    expect(() => replace(path, undefined, 'new')).toThrow('leads back to itself');
  });
});

describe('errors leave everything as it was', () => {
  test('a file marked read-only, for an administrator too', () => {
    const path = place('old');
    chmodSync(path, 0o444);
    expect(() => replace(path, 'old', 'new', { backup: true })).toThrow(
      `${path} is marked read-only, so it was left as it was. Allow writing to it, then try again`,
    );
    expect(list(path)).toEqual(['settings.json']);
    expect(read(path)).toBe('old');
  });

  test('a folder in its place', () => {
    const path = place();
    mkdirSync(path);
    expect(() => replace(path, undefined, 'new')).toThrow('is a folder where a file is expected');
  });

  test('a file where a folder is expected', () => {
    const path = place('old');
    expect(() => replace(join(path, 'deeper', 'settings.json'), undefined, 'new')).toThrow(
      'a part of that path is a file where a folder is expected',
    );
    expect(read(path)).toBe('old');
  });

  testOnPosix('a name that is too long', () => {
    const path = join(dirname(place()), 'x'.repeat(300));
    expect(() => replace(path, undefined, 'new')).toThrow('longer than this system allows');
  });

  testAsAdministrator('a folder and a file of somebody else', async () => {
    const path = place('old');
    chmodSync(root, 0o755);
    const isFree = await runAsNobody(path);
    chmodSync(path, 0o666);
    const isOpen = await runAsNobody(path);
    for (const said of [isFree, isOpen]) expect(said).toContain(`This user may not write ${path}`);
    expect(list(path)).toEqual(['settings.json']);
    expect(read(path)).toBe('old');
  });

  testWithMounts('a full disk', async () => {
    const said = await runOnDisk('size=64k', 'content.repeat(20_000)');
    expect(said).toContain('is full, so the file was left as it was. Free some space, then try again');
    expect(said).toEndWith('["settings.json"] old');
  });

  testWithMounts('a disk without room for the copy', async () => {
    const said = await runOnDisk('size=16k', 'content', 'x'.repeat(9_000));
    expect(said).toContain('is full');
    expect(said).toEndWith(`["settings.json"] ${'x'.repeat(9_000)}`);
  });

  testWithMounts('a disk that can only be read', async () => {
    const said = await runOnDisk('size=64k', 'content', 'old', 'mount -o remount,ro "$0"');
    expect(said).toContain('is on a disk that can only be read');
    expect(said).toEndWith('["settings.json"] old');
  });
});

const module = JSON.stringify(join(import.meta.dir, 'replace-file.ts'));
/** A program that tries to replace the file named last and says what it saw. */
const attempt = (to: string) => `
  import { readdirSync, readFileSync } from 'node:fs';
  import { dirname } from 'node:path';
  import { replaceFile } from ${module};
  const path = process.argv.at(-1);
  const from = readFileSync(path);
  const content = '0123456789abcdef';
  if (process.argv.includes('as-nobody')) process.setuid(65534);
  try {
    replaceFile({ path, from, to: Buffer.from(${to}), backup: true, now: new Date() });
  } catch (error) {
    console.log(error.name, error.message);
  }
  console.log(JSON.stringify(readdirSync(dirname(path))), readFileSync(path, 'utf8'));`;

async function runAsNobody(path: string): Promise<string> {
  const child = Bun.spawn([process.execPath, '-e', attempt('content'), 'as-nobody', path], {
    stderr: 'pipe',
  });
  return (await new Response(child.stdout).text()) + (await new Response(child.stderr).text());
}

/** Tries it on a small disk of its own that nobody else sees. */
async function runOnDisk(options: string, to: string, old = 'old', before = 'true'): Promise<string> {
  const folder = dirname(place());
  const commands = `mount -t tmpfs -o ${options} halo "$0" && printf %s "$4" > "$0/settings.json" && ${before} && exec "$1" -e "$2" "$3"`;
  const child = Bun.spawn(
    [
      'unshare',
      '--mount',
      'sh',
      '-c',
      commands,
      folder,
      process.execPath,
      attempt(to),
      join(folder, 'settings.json'),
      old,
    ],
    { stderr: 'pipe' },
  );
  return ((await new Response(child.stdout).text()) + (await new Response(child.stderr).text())).trimEnd();
}

describe('on Windows a file that is looked at by another program', () => {
  const deny = (code: string) => Object.assign(new Error('denied'), { code });

  function rename(platform: NodeJS.Platform, errors: readonly Error[]) {
    const pauses: number[] = [];
    const left = [...errors];
    const run = () =>
      renameFile('a', 'b', {
        platform,
        rename: () => {
          const error = left.shift();
          if (error) throw error;
        },
        pause: (ms) => pauses.push(ms),
      });
    return { run, pauses };
  }

  test('is tried again until it is free', () => {
    const { run, pauses } = rename('win32', [deny('EPERM'), deny('EBUSY'), deny('EACCES')]);
    run();
    expect(pauses).toEqual([5, 10, 20]);
  });

  test('is given up after about half a second', () => {
    const { run, pauses } = rename('win32', Array<Error>(20).fill(deny('EPERM')));
    expect(run).toThrow('denied');
    expect(pauses.reduce((sum, ms) => sum + ms)).toBe(515);
  });

  test('is no other error, and there is no other system', () => {
    const other = rename('win32', [deny('ENOSPC')]);
    expect(other.run).toThrow('denied');
    const linux = rename('linux', [deny('EPERM')]);
    expect(linux.run).toThrow('denied');
    expect([...other.pauses, ...linux.pauses]).toEqual([]);
  });
});

test('what a killed process has left behind goes after an hour', () => {
  const path = place('old');
  const stale = join(dirname(path), `.halo-mcp-${crypto.randomUUID()}.tmp`);
  const fresh = join(dirname(path), `.halo-mcp-${crypto.randomUUID()}.tmp`);
  for (const file of [stale, fresh]) writeFileSync(file, 'half');
  utimesSync(stale, now, new Date(now.getTime() - 3_600_001));
  utimesSync(fresh, now, new Date(now.getTime() - 3_599_000));
  replace(path, 'old', 'new');
  expect(list(path)).toEqual([fresh.slice(dirname(path).length + 1), 'settings.json']);
});

test('a process killed at any point leaves the old or the new file, and whole copies', async () => {
  const path = place();
  const contents = ['a', 'b'].map((letter) => letter.repeat(1_500_000));
  writeFileSync(path, contents[0] ?? '');
  const script = `
    import { readFileSync, writeSync } from 'node:fs';
    import { replaceFile } from ${module};
    const path = process.argv.at(-1);
    for (;;) {
      const from = readFileSync(path);
      const to = Buffer.alloc(1_500_000, from[0] === 97 ? 'b' : 'a');
      writeSync(1, '.');
      replaceFile({ path, from, to, backup: true, now: new Date() });
    }`;
  const seen = new Set<string>();
  let unfinished = 0;
  const kill = async (round: number) => {
    const child = Bun.spawn([process.execPath, '-e', script, path], { stderr: 'inherit' });
    const reader = child.stdout.getReader();
    for (let dots = 0; dots < 1 + (round % 4); ) dots += (await reader.read()).value?.length ?? Infinity;
    // The child is now somewhere in its work: each round wastes another while.
    for (let step = 0; step < round % 20; step++) Bun.hash(contents[0] ?? '');
    child.kill('SIGKILL');
    await child.exited;
    for (const file of [path, ...listBackups(path)]) {
      const content = read(file);
      expect(contents.indexOf(content)).not.toBe(-1);
      if (file === path) seen.add(content);
    }
    const left = list(path).filter((name) => name.endsWith('.tmp'));
    unfinished += left.length;
    for (const name of left) rmSync(join(dirname(path), name));
  };
  for (let round = 0; round < 60; round++) await kill(round);
  expect(seen.size).toBe(2);
  // Some of them died in the middle of writing, or this test would show nothing.
  expect(unfinished).toBeGreaterThan(0);
}, 60_000);
