import { afterAll, describe, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../../base/errors.ts';
import { ConfigFileError, type ConfigFormat, readEntries, removeEntry, setEntry } from './config-file.ts';

const root = mkdtempSync(join(tmpdir(), 'halo config '));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const json: ConfigFormat = { kind: 'json', keyPath: ['mcpServers'] };
const toml: ConfigFormat = { kind: 'toml', keyPath: ['mcp_servers'] };
const options = { now: new Date('2026-11-24T09:00:00Z') };
const entry = { command: '/bin/halo-mcp', args: [] };

let places = 0;
function place(content?: string): string {
  const path = join(root, String(++places), 'config.json');
  mkdirSync(dirname(path));
  if (content !== undefined) writeFileSync(path, content);
  return path;
}
const read = (path: string) => readFileSync(path, 'utf8');
const list = (path: string) => readdirSync(dirname(path)).sort();

function findError(run: () => unknown): ConfigFileError {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigFileError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

test('entries are read with their names; where there is no file there are none, and no list either', () => {
  expect(readEntries(place('{"mcpServers":{"a":{"command":"x"}}}'), json)).toEqual({ a: { command: 'x' } });
  expect(readEntries(place('[mcp_servers.a]\nargs = [1]\n'), toml)).toEqual({ a: { args: [1] } });
  expect(readEntries(place('{}'), json)).toEqual({});
  expect(readEntries(place(''), json)).toEqual({});
  expect(readEntries(place(), json)).toBeUndefined();
  expect(readEntries(join(place('{}'), 'deeper', 'config.json'), json)).toBeUndefined();
});

test.each([
  [json, '{"a":1,"mcpServers":{"b":{}}}'],
  [toml, 'a = 1\n[mcp_servers.b]\ncommand = "x"\n'],
])('an entry is set, found right, and removed without a trace: $kind', (format, before) => {
  const path = place(before);
  const backup = `${path}.halo-mcp-20261124T090000000Z.bak`;
  expect(setEntry(path, format, 'halo', entry, options)).toEqual({ changed: true, backup });
  expect(read(backup)).toBe(before);
  expect(readEntries(path, format)).toMatchObject({ halo: entry });
  expect(setEntry(path, format, 'halo', entry, options)).toEqual({ changed: false, backup: undefined });
  expect(removeEntry(path, format, 'halo', options).changed).toBe(true);
  expect(read(path)).toBe(before);
  expect(removeEntry(path, format, 'halo', options)).toEqual({ changed: false, backup: undefined });
});

test('removing from a file that is not there makes none', () => {
  const path = place();
  expect(removeEntry(path, json, 'halo', options)).toEqual({ changed: false, backup: undefined });
  expect(list(path)).toEqual([]);
});

test('nothing to change writes nothing, also where writing would fail', () => {
  const path = place('{"mcpServers":{"halo":{"args":[],"command":"/bin/halo-mcp"}}}');
  const { ino } = statSync(path);
  expect(setEntry(path, json, 'halo', entry, options).changed).toBe(false);
  expect(statSync(path).ino).toBe(ino);
  expect(list(path)).toEqual(['config.json']);
});

describe('an error', () => {
  test('says what is wrong, where, and what to do', () => {
    const path = place('{\n  "mcpServers": {\n    "a": {}\n    "b": {}\n  }\n}');
    const error = findError(() => setEntry(path, json, 'halo', entry, options));
    expect(error.message).toBe(
      `${path} can't be used: a comma is missing here (line 4, column 5). Correct it in an editor, or move the file away so that a new one is made, then try again`,
    );
    expect({ ...error }).toMatchObject({ path, line: 4, column: 5, name: 'ConfigFileError' });
    expect(error).toBeInstanceOf(UserError);
    expect(findError(() => readEntries(path, json)).message).toBe(error.message);
    expect(findError(() => removeEntry(path, json, 'halo', options)).message).toBe(error.message);
    expect(list(path)).toEqual(['config.json']);
  });

  test('names no place where there is none', () => {
    const path = place();
    writeFileSync(path, Uint8Array.from([0xff, 0xff, 0xff]));
    expect(findError(() => readEntries(path, json))).toMatchObject({ line: undefined, column: undefined });
  });

  test('never shows what the file holds', () => {
    const path = place('{"mcpServers":{"a":{"env":{"TOKEN":"s3cret"}}},\n"x":s3cret}');
    expect(findError(() => readEntries(path, json)).message).not.toContain('s3cret');
    const other = place('token = "s3cret"\n[a]\n[a]\nx = s3cret\n');
    expect(findError(() => readEntries(other, toml)).message).not.toContain('s3cret');
  });

  test('of the system becomes one of the file', () => {
    const path = join(place('{}'), 'deeper', 'config.json');
    const error = findError(() => setEntry(path, json, 'halo', entry, options));
    expect(error.message).toContain('a part of that path is a file where a folder is expected');
    expect(error.path).toBe(path);
  });
});

test('two programs that write at the same moment leave a whole file, or say so', async () => {
  const path = place('{"mcpServers":{}}');
  const script = `
    import { ConfigFileError, setEntry } from ${JSON.stringify(join(import.meta.dir, 'config-file.ts'))};
    const [name, path] = process.argv.slice(-2);
    for (let index = 0; index < 20; index++) {
      setEntry(path, { kind: 'json', keyPath: ['mcpServers'] }, name, { turn: index }, { now: new Date() });
    }`;
  const writers = ['a', 'b'].map((name) =>
    Bun.spawn([process.execPath, '-e', script, name, path], { stderr: 'pipe' }),
  );
  const said = await Promise.all(writers.map((writer) => new Response(writer.stderr).text()));
  // Between the last look at the file and the rename there is an instant; what is never allowed is a broken file.
  for (const text of said)
    if (text !== '') expect(text).toContain('was changed by another program at the same moment');
  expect(Object.keys(readEntries(path, json) ?? {}).length).toBeGreaterThan(0);
});
