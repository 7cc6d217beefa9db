import type { Pixels } from './to-pixels.ts';
import { toPng } from './to-png.ts';

const headSize = 6;
const entrySize = 16;

/** A Windows icon file with all of these sizes in it, 256 at most; as PNGs, which Windows reads since Vista. */
export function toIco(pictures: readonly Pixels[]): Uint8Array {
  const files = pictures.map((picture) => ({ size: picture.size, png: toPng(picture) }));
  const head = Buffer.alloc(headSize + entrySize * files.length);
  head.writeUInt16LE(1, 2); // icons, not cursors
  head.writeUInt16LE(files.length, 4);
  let start = head.length;
  for (const [index, { size, png }] of files.entries()) {
    const entry = headSize + entrySize * index;
    head.set([size % 256, size % 256], entry); // 0 means 256
    head.writeUInt16LE(1, entry + 4); // planes
    head.writeUInt16LE(32, entry + 6); // bits a pixel
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(start, entry + 12);
    start += png.length;
  }
  return Buffer.concat([head, ...files.map(({ png }) => png)]);
}
