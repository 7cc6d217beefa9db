import { expect, test } from 'bun:test';
import { Worker } from 'node:worker_threads';
import { drawStateIcon } from '../../icon/product-icon.ts';
import { toPixels } from '../../icon/to-pixels.ts';
import { toIconData } from './icon-data.ts';
import { toIconResource } from './icon-resource.ts';
import { openSharedText } from './shared-text.ts';

const base = { window: 0x1234n, icon: 0x5678n, callback: 0x8001, tooltip: 'halo-mcp' };

test('what Windows is told is laid out as its headers say, for 64-bit systems', () => {
  const bytes = toIconData(base);
  const view = new DataView(bytes.buffer);
  expect(bytes).toHaveLength(976);
  expect(view.getUint32(0, true)).toBe(976);
  expect(view.getBigUint64(8, true)).toBe(0x1234n);
  expect(view.getUint32(24, true)).toBe(0x8001);
  expect(view.getBigUint64(32, true)).toBe(0x5678n);
  expect(readText(bytes, 40)).toBe('halo-mcp');
  expect(view.getUint32(20, true) & 0x10).toBe(0); // no message
});

test('a message goes with its title, and shows even when it has no text', () => {
  const bytes = toIconData({ ...base, message: { title: 'Halo is away', text: '' } });
  expect(new DataView(bytes.buffer).getUint32(20, true) & 0x10).toBe(0x10);
  expect(readText(bytes, 304)).toBe(' ');
  expect(readText(bytes, 820)).toBe('Halo is away');
});

test('texts that are too long are cut before their neighbours, and not inside a character', () => {
  const bytes = toIconData({
    ...base,
    tooltip: `${'a'.repeat(126)}😀`,
    message: { title: 'b'.repeat(100), text: 'c'.repeat(400) },
  });
  expect(readText(bytes, 40)).toBe('a'.repeat(126));
  expect(readText(bytes, 304)).toBe('c'.repeat(255));
  expect(readText(bytes, 820)).toBe('b'.repeat(63));
  expect(new DataView(bytes.buffer).getUint32(816, true)).toBe(4);
});

test('an icon resource has the colours the other way round, from the bottom row up, and an empty mask', () => {
  const picture = toPixels(drawStateIcon('connected'), 16);
  const resource = toIconResource(picture);
  expect(resource).toHaveLength(40 + 16 * 16 * 4 + 16 * 4);
  const [red, green, blue, alpha] = picture.bytes.subarray((7 * 16 + 8) * 4);
  const at = 40 + ((15 - 7) * 16 + 8) * 4;
  expect([...resource.subarray(at, at + 4)].map(String)).toEqual([blue, green, red, alpha].map(String));
  expect(resource.subarray(40 + 16 * 16 * 4).every((byte) => byte === 0)).toBe(true);
});

test('a text that changes while it is read is never read in half', async () => {
  const text = openSharedText();
  text.write('start');
  const path = JSON.stringify(`${import.meta.dirname}/shared-text.ts`);
  const writer = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     const { openSharedText } = require(${path});
     const text = openSharedText(workerData);
     for (let turn = 0; turn < 20000; turn++) text.write(String(turn % 10).repeat(1 + (turn % 977)));
     text.write('done');`,
    { eval: true, workerData: text.memory },
  );
  const ended = new Promise((resolve) => writer.once('exit', resolve));
  let seen = 0;
  for (let last = ''; last !== 'done'; ) {
    last = text.read();
    if (/^\d/.test(last)) expect(new Set(last).size).toBe(1);
    if (++seen % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await ended;
  expect(seen).toBeGreaterThan(1);
});

test('a text that has no room is refused', () => {
  const text = openSharedText();
  expect(() => text.write('x'.repeat(200_000))).toThrow('too long');
});

function readText(bytes: Uint8Array, at: number): string {
  return Buffer.from(bytes.subarray(at)).toString('utf16le').split('\0')[0] ?? '';
}
