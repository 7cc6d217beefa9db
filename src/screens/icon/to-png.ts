import { crc32, deflateSync } from 'node:zlib';
import type { Pixels } from './to-pixels.ts';

/** The picture as a PNG file. */
export function toPng({ size, bytes }: Pixels): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, size);
  view.setUint32(4, size);
  header.set([8, 6], 8); // eight bits a channel; red, green, blue, alpha
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    toChunk('IHDR', header),
    toChunk('IDAT', deflateSync(toScanLines(size, bytes))),
    toChunk('IEND', new Uint8Array()),
  ]);
}

/** Each row begins with the number of its filter: none. */
function toScanLines(size: number, bytes: Uint8Array): Uint8Array {
  const length = size * 4;
  const lines = new Uint8Array((length + 1) * size);
  for (let row = 0; row < size; row++)
    lines.set(bytes.subarray(row * length, (row + 1) * length), row * (length + 1) + 1);
  return lines;
}

function toChunk(name: string, content: Uint8Array): Uint8Array {
  const chunk = Buffer.alloc(content.length + 12);
  chunk.writeUInt32BE(content.length, 0);
  chunk.write(name, 4, 'latin1');
  chunk.set(content, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, content.length + 8)), content.length + 8);
  return chunk;
}
