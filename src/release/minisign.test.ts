import { afterAll, expect } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../scripts/release/run-command.ts';
import { needs } from '../testing/needs.ts';
import { makeKey, sign } from '../testing/trial-releases.ts';
import { readSignedComment } from './minisign.ts';

const test = await needs('minisign');
const folder = mkdtempSync(join(tmpdir(), 'halo-mcp-minisign-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what minisign signed is read, comment included', async () => {
  const { file, signature, publicKey } = await signSomething('halo-mcp 1.2.3');
  expect(readSignedComment(file, signature, publicKey)).toBe('halo-mcp 1.2.3');
  expect(readSignedComment(file, signature.replaceAll('\n', '\r\n'), publicKey)).toBe('halo-mcp 1.2.3');
});

test('one changed bit, anywhere, and it is not signed', async () => {
  const { file, signature, publicKey } = await signSomething('halo-mcp 1.2.3');
  const lines = signature.split('\n');
  for (const at of [1, 3]) {
    const bytes = Buffer.from(lines[at] ?? '', 'base64');
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      const text = lines.with(at, changed.toString('base64')).join('\n');
      expect(readSignedComment(file, text, publicKey)).toBeUndefined();
    }
  }
  const comment = signature.replace('halo-mcp 1.2.3', 'halo-mcp 9.9.9');
  expect(readSignedComment(file, comment, publicKey)).toBeUndefined();
  expect(readSignedComment(Buffer.concat([file, Buffer.from('\n')]), signature, publicKey)).toBeUndefined();
});

test('a signature that is cut short, of the older kind, or by somebody else is none', async () => {
  const { file, path, signature, publicKey, secretFile } = await signSomething('halo-mcp 1.2.3');
  for (let length = 0; length < signature.trimEnd().length; length++)
    expect(readSignedComment(file, signature.slice(0, length), publicKey)).toBeUndefined();
  const other = await makeKey(folder);
  expect(readSignedComment(file, signature, other.publicKey)).toBeUndefined();
  await runCommand(['minisign', '-S', '-l', '-s', secretFile, '-m', path, '-t', 'halo-mcp 1.2.3']);
  expect(readSignedComment(file, await readFile(`${path}.minisig`, 'utf8'), publicKey)).toBeUndefined();
});

test('a public key that is none is a fault of ours', async () => {
  const { file, signature } = await signSomething('halo-mcp 1.2.3');
  for (const key of ['', 'RWQ', Buffer.alloc(42).toString('base64')])
    expect(() => readSignedComment(file, signature, key)).toThrow('is not one of minisign');
});

async function signSomething(comment: string) {
  const path = join(folder, 'something');
  await writeFile(path, 'what is signed\n');
  const { secretFile, publicKey } = await makeKey(folder);
  await sign(path, comment, secretFile);
  const signature = await readFile(`${path}.minisig`, 'utf8');
  return { file: await readFile(path), path, signature, publicKey, secretFile };
}
