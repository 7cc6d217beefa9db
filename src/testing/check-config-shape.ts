import { expect } from 'bun:test';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as toml from 'smol-toml';
import type { ConfigFormat } from '../desktop/assistants/config-file.ts';
import type { ConfigShape } from './config-shapes.ts';

/** How a test adds us to a file as `halo`. */
export interface ShapeCheck {
  readonly path: string;
  readonly format: ConfigFormat;
  /** Puts our entry in, and fails with a ConfigFileError where that is impossible. */
  readonly set: () => unknown;
  /** Judges what then stands in the file as our entry. */
  readonly isRight: (entry: unknown) => boolean;
}

/**
 * Puts a file of that shape at the path, adds our entry and expects what must be so whatever the shape: ours is right and every
 * other byte the same, or the file is untouched and the error says why. The folder of the path is made; it must be empty.
 */
export async function checkConfigShape(shape: ConfigShape, check: ShapeCheck): Promise<void> {
  const { path, set } = check;
  mkdirSync(dirname(path), { recursive: true });
  shape.arrange(path);
  const mode = readMode(path);
  if (shape.refusal) {
    await expectRefusal(shape, check);
    expect(readMode(path)).toBe(mode);
    return;
  }
  await set();
  const after = readFileSync(path);
  expectOthersKept(shape, after, check);
  const backups = listFiles(path).filter((name) => name.endsWith('.bak'));
  expect(backups.map((name) => name.replace(/\d{8}T\d{9}Z/, 'NOW'))).toEqual(
    shape.bytes?.length ? [`${path}.halo-mcp-NOW.bak`.slice(dirname(path).length + 1)] : [],
  );
  for (const name of backups) expect(isSame(readFileSync(join(dirname(path), name)), shape.bytes)).toBe(true);
  expect(listFiles(path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  if (mode !== undefined) expect(readMode(path)).toBe(mode);
  await set();
  expect(isSame(readFileSync(path), after)).toBe(true);
  expect(listFiles(path).filter((name) => name.endsWith('.bak'))).toEqual(backups);
}

async function expectRefusal({ bytes, refusal }: ConfigShape, { path, set }: ShapeCheck): Promise<void> {
  const files = listFiles(path);
  let error: unknown;
  try {
    await set();
  } catch (thrown) {
    error = thrown;
  }
  if (!(error instanceof Error)) throw new Error('the file was not refused');
  expect(error.name).toBe('ConfigFileError');
  expect(error.message).toContain(path);
  expect(error.message).toMatch(refusal ?? /./);
  expect(error.message).not.toEndWith('.');
  if (bytes) expect(isSame(readFileSync(path), bytes)).toBe(true);
  expect(listFiles(path)).toEqual(files);
}

function expectOthersKept({ bytes, around }: ConfigShape, after: Buffer, check: ShapeCheck): void {
  const { format, isRight } = check;
  const before = Buffer.from(bytes ?? []);
  if (around) {
    expect(isSame(after.subarray(0, around.head.length), around.head)).toBe(true);
    expect(isSame(after.subarray(after.length - around.tail.length), around.tail)).toBe(true);
  } else expect(isWithin(before, after)).toBe(true);
  const [old, next] = [before, after].map((content) => readAll(content, format));
  const [oldEntries, nextEntries] = [old, next].map((all) => readKey(all, format.keyPath));
  const ours = readKey(nextEntries, ['halo']);
  expect(isRight(ours) ? 'right' : ours).toBe('right');
  // What a person added to our entry is still there.
  for (const [key, value] of Object.entries(readKey(oldEntries, ['halo']) ?? {})) {
    if (key === 'command' || key === 'args' || typeof value === 'string') continue;
    expect(readKey(ours, [key])).toEqual(contain(value));
  }
  expect(isDeepStrictEqual(without(next, format.keyPath), without(old, format.keyPath))).toBe(true);
}

function contain(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? expect.objectContaining(value) : value;
}

function readMode(path: string): number | undefined {
  try {
    return statSync(path).mode;
  } catch {
    return undefined;
  }
}

/** Whether every byte of one stands in the other, in the same order. */
function isWithin(part: Uint8Array, whole: Uint8Array): boolean {
  let found = 0;
  for (const byte of whole) if (byte === part[found]) found++;
  return found === part.length;
}

function isSame(bytes: Uint8Array, other: Uint8Array | undefined): boolean {
  return Buffer.compare(bytes, other ?? new Uint8Array()) === 0;
}

function listFiles(path: string): readonly string[] {
  try {
    return readdirSync(dirname(path)).sort();
  } catch {
    return [];
  }
}

/** Reads a file with other means than the program does. */
function readAll(bytes: Buffer, { kind }: ConfigFormat): unknown {
  const encoding = bytes[0] === 0xff ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes);
  if (kind === 'toml') return datesToText(toml.parse(text, { integersAsBigInt: true }));
  // Nothing but blanks or a comment.
  if (!text.includes('"')) return {};
  return kind === 'json' ? JSON.parse(text) : Bun.JSONC.parse(text);
}

/** Dates as text, because two of them are equal only as such. */
function datesToText(value: unknown): unknown {
  if (value instanceof Date) return `date ${value.toISOString()}`;
  if (Array.isArray(value)) return value.map(datesToText);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, datesToText(member)]));
}

function readKey(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = Object.entries(current).find(([name]) => name === key)?.[1];
  }
  return current;
}

/** All settings and servers but ours. */
function without(all: unknown, [key = '']: readonly string[]): unknown {
  const servers = Object.entries(readKey(all, [key]) ?? {}).filter(([name]) => name !== 'halo');
  return [Object.entries(all ?? {}).filter(([name]) => name !== key), servers];
}
