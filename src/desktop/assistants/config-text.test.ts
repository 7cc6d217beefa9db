import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { decodeText, encodeText } from './config-text.ts';

test.each([
  ['utf-8', [0x7b, 0xc3, 0xb6, 0x7d]],
  ['utf-8-bom', [0xef, 0xbb, 0xbf, 0x7b, 0xc3, 0xb6, 0x7d]],
  ['utf-16le', [0xff, 0xfe, 0x7b, 0, 0xf6, 0, 0x7d, 0]],
  ['utf-16be', [0xfe, 0xff, 0, 0x7b, 0, 0xf6, 0, 0x7d]],
] as const)('%s is recognised and written as it was', (encoding, bytes) => {
  const decoded = decodeText(Uint8Array.from(bytes));
  expect(decoded).toEqual({ text: '{ö}', encoding });
  expect([...encodeText(decoded)]).toEqual([...bytes]);
});

test('no bytes at all are an empty text', () => {
  expect(decodeText(new Uint8Array())).toEqual({ text: '', encoding: 'utf-8' });
});

test('half a surrogate pair survives in UTF-16', () => {
  const bytes = Uint8Array.from([0xff, 0xfe, 0x3e, 0xd8, 0x7d, 0]);
  expect([...encodeText(decodeText(bytes))]).toEqual([...bytes]);
});

test.each([
  ['bytes that are no UTF-8', [0x7b, 0xff]],
  ['UTF-8 cut in the middle of a character', [0x7b, 0xe2, 0x82]],
  ['UTF-16 with an odd byte', [0xff, 0xfe, 0x7b]],
  ['UTF-16 without its mark', [0x7b, 0, 0x7d, 0]],
  ['UTF-32', [0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]],
] as const)('%s is no text', (_, bytes) => {
  expect(() => decodeText(Uint8Array.from(bytes))).toThrow('not text in UTF-8');
});

test('whatever bytes are read as text are written as they were', () => {
  const mark = fc.constantFrom<readonly number[]>([], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]);
  fc.assert(
    fc.property(mark, fc.uint8Array(), (start, rest) => {
      const bytes = Uint8Array.from([...start, ...rest]);
      let decoded: ReturnType<typeof decodeText>;
      try {
        decoded = decodeText(bytes);
      } catch {
        return;
      }
      expect([...encodeText(decoded)]).toEqual([...bytes]);
    }),
    { numRuns: 2_000 },
  );
});
