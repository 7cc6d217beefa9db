import { expect, test } from 'bun:test';
import { writeReply } from './reply.ts';

const reply = (text: string, count: number, maxBytes: number) =>
  writeReply({
    heading: 'Ticket 7',
    blocks: [
      {
        kind: 'entries',
        title: 'entries',
        entries: Array.from({ length: count }, () => ({ heading: 'Dana', text })),
      },
    ],
    maxChars: 16_000,
    maxBytes,
  });

test.each([
  ['three bytes a character', '打印机'.repeat(8_000), 3],
  ['four bytes for two', '🙃'.repeat(12_000), 4],
  ['long at the start only', `${'ش'.repeat(4_000)}${'a'.repeat(60_000)}`, 1],
  ['one byte', 'a'.repeat(60_000), 5],
])('a reply keeps to its bytes: %s', (_, text, count) => {
  const written = reply(text, count, 16_384);
  expect(Buffer.byteLength(written)).toBeLessThanOrEqual(16_384);
  expect(Buffer.byteLength(written)).toBeGreaterThan(11_000);
  expect(written).toContain('characters more]');
  expect(written.isWellFormed()).toBe(true);
});

test('what fits is left alone', () => {
  expect(reply('打印机', 1, 16_384)).toBe('Ticket 7\nentries:\nDana\n> 打印机');
});
