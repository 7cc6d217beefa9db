import { afterAll, describe, expect, test } from 'bun:test';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../base/version.ts';
import { runProgram } from '../testing/program.ts';
import { readAnswers } from './read-answers.ts';
import { readSetupOptions } from './setup-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'halo-mcp report '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(content: string | Uint8Array): string {
  const file = join(folder, `answers ${crypto.randomUUID()}.json`);
  writeFileSync(file, content);
  return file;
}

describe('an installer reads', () => {
  test('which program answered, how it ended and all it printed from the report', async () => {
    const file = join(folder, 'report.txt');
    const source = join(import.meta.dirname, '../main.ts');
    const run = (...args: readonly string[]) =>
      runProgram({ command: [process.execPath, source], args: ['--report', file, ...args] });
    expect((await run('--version')).code).toBe(0);
    expect(readFileSync(file, 'utf16le')).toBe(`\uFEFFhalo-mcp ${version} ended with 0\r\n${version}\r\n`);
    expect(await run('setup')).toMatchObject({ code: 2, output: '', errors: '' });
    expect(readFileSync(file, 'utf16le')).toMatch(/^\uFEFFhalo-mcp \S+ ended with 2\r\nThere is no terminal/);
    const noHalo = write(
      JSON.stringify({ address: 'http://127.0.0.1:1', 'client-id': 'x', 'client-secret': 'x' }),
    );
    expect((await run('setup', '--dry-run', '--answers', noHalo)).code).toBe(5);
    expect(readFileSync(file, 'utf16le')).toMatch(
      /ended with 5\r\nLooking for Halo \.\.\.\r\n127\.0\.0\.1:1 refuses connections\./,
    );
    expect((await run()).errors).toContain('--report takes a file, and then the command');
  });

  test('from the exit code alone whether a program is halo-mcp of that version, which plain Bun is not', async () => {
    const source = join(import.meta.dirname, '../main.ts');
    const is = async (told: string, ...command: readonly string[]) =>
      (await runProgram({ command: [process.execPath, ...command], args: ['--is', told] })).code;
    expect(await is(version, source)).toBe(0);
    expect(await is('0.0.9', source)).toBe(1);
    expect(await is(version)).toBe(1);
  });
});

describe('a file of answers', () => {
  const answers = { address: 'https://oak.halopsa.com', 'client-id': 'id', 'client-secret': ' s3cret ' };

  test('gives what was not typed, its secret too', () => {
    const file = write(JSON.stringify({ ...answers, assistants: ['claude-desktop', 'cursor'] }));
    const options = readSetupOptions(['--yes', '--answers', file, '--client-id', 'typed']);
    expect(options).toMatchObject({
      isYes: true,
      answers: { address: answers.address, clientId: 'typed' },
      assistants: ['claude-desktop', 'cursor'],
      secret: { kind: 'file', text: ' s3cret ' },
    });
    expect(existsSync(file)).toBe(true);
  });

  test.each([
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${JSON.stringify(answers)}`)],
    ['UTF-16', Buffer.from(`\uFEFF${JSON.stringify(answers)}`, 'utf16le')],
  ])('may be %s', (_, bytes) => {
    expect(readAnswers([`--answers=${write(bytes)}`]).clientSecret).toBe(' s3cret ');
  });

  test.each([
    ['no JSON', 's3cret', 'is not one JSON object'],
    ['an unknown field', '{"s3cret": 1}', 'has a field that is no answer'],
    ['a wrong value', '{"client-secret": ["s3cret"]}', 'has a wrong value for "client-secret"'],
  ])('with %s is deleted all the same, and its content not repeated', (_, content, words) => {
    const file = write(content);
    const read = () => readAnswers(['--answers', file, '--delete-answers']);
    expect(read).toThrow(words);
    expect(existsSync(file)).toBe(false);
    expect(read).toThrow("can't be read");
    writeFileSync(file, content);
    expect(read).not.toThrow('s3cret');
  });
});
