import { describe, expect, test } from 'bun:test';
import { PassThrough, Readable } from 'node:stream';
import { InterruptedError, UsageError } from './exit-code.ts';
import { readSecret } from './read-secret.ts';
import type { Terminal } from './terminal.ts';

/** A terminal with this behind its input. */
function openTerminal(
  input: Readable,
  { environment = {}, signal = new AbortController().signal }: Partial<Terminal> = {},
): Terminal {
  const output = new PassThrough();
  return {
    input,
    output,
    errorOutput: output,
    isInteractive: false,
    isStartedAsApp: false,
    columns: () => undefined,
    environment,
    platform: 'linux',
    homeFolder: '/home/dana',
    asksToEnd: new Promise(() => undefined),
    signal,
  };
}

const read = (...chunks: readonly (string | Uint8Array)[]) =>
  readSecret({ kind: 'input' }, openTerminal(Readable.from(chunks.map((chunk) => Buffer.from(chunk)))));

describe('whatever a shell makes of it, the secret is read', () => {
  test.each([
    ['bare', ['s3cret']],
    ['with a line break', ['s3cret\r\n']],
    ['after blank lines and before others', ['\n\n  s3cret \n\n']],
    ['in pieces', ['s3', 'cret', '\n']],
    ['with a byte order mark', ['\uFEFFs3cret\n']],
    ['in quotes', ['"s3cret"\n']],
    ['as UTF-16 with a mark', [Buffer.from('\uFEFFs3cret\r\n', 'utf16le')]],
    ['as UTF-16 without', [Buffer.from('s3cret\r\n', 'utf16le')]],
  ])('%s', async (_, chunks) => {
    expect(await read(...chunks)).toBe('s3cret');
  });
});

test('it does not wait for the end of a pipe that stays open', async () => {
  const pipe = new PassThrough();
  pipe.write('s3cret\n');
  expect(await readSecret({ kind: 'input' }, openTerminal(pipe))).toBe('s3cret');
});

test('Ctrl-C ends the waiting', async () => {
  const ending = new AbortController();
  const reading = readSecret({ kind: 'input' }, openTerminal(new PassThrough(), { signal: ending.signal }));
  ending.abort(new InterruptedError());
  await expect(reading).rejects.toBeInstanceOf(InterruptedError);
});

test('nothing, too much, or more than one word is no secret, and is not said again', async () => {
  for (const text of ['', ' \n', 's3cret and more', 's3cret'.repeat(10_000)]) {
    const error = await read(text).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).not.toContain('s3cret');
  }
});

test('a terminal would show what is typed, so it is refused', async () => {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  await expect(readSecret({ kind: 'input' }, openTerminal(input))).rejects.toThrow(
    'standard input is a terminal',
  );
});

test('the environment holds one or none', async () => {
  const readFrom = (environment: Terminal['environment']) =>
    readSecret({ kind: 'environment' }, openTerminal(new PassThrough(), { environment }));
  expect(await readFrom({ HALO_CLIENT_SECRET: ' s3cret\n' })).toBe('s3cret');
  expect(await readFrom({ HALO_CLIENT_SECRET: '  ' })).toBeUndefined();
  expect(await readFrom({})).toBeUndefined();
});

test('a descriptor that is not open is said', async () => {
  const reading = readSecret({ kind: 'descriptor', descriptor: 919 }, openTerminal(new PassThrough()));
  await expect(reading).rejects.toThrow('File descriptor 919');
});
