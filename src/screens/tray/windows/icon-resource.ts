import type { Pixels } from '../../icon/to-pixels.ts';

const headerSize = 40;

/** A picture as Windows keeps icons in programs: a bitmap's header, the colours from the bottom row up, then an empty mask. */
export function toIconResource({ size, bytes }: Pixels): Uint8Array {
  const maskRow = Math.ceil(size / 32) * 4;
  const resource = new Uint8Array(headerSize + bytes.length + maskRow * size);
  const header = new DataView(resource.buffer);
  header.setUint32(0, headerSize, true);
  header.setInt32(4, size, true);
  header.setInt32(8, size * 2, true); // colours and mask
  header.setUint16(12, 1, true); // planes
  header.setUint16(14, 32, true); // bits a pixel
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const from = (row * size + column) * 4;
      const [red = 0, green = 0, blue = 0, alpha = 0] = bytes.subarray(from, from + 4);
      resource.set([blue, green, red, alpha], headerSize + ((size - 1 - row) * size + column) * 4);
    }
  }
  return resource;
}
