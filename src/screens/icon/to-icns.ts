import type { Pixels } from './to-pixels.ts';
import { toPng } from './to-png.ts';

/** The types of Apple's icon files that hold a PNG of that many pixels; the larger sizes are another's twice as fine one too. */
const types: Readonly<Record<number, readonly string[]>> = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic13', 'ic08'],
  512: ['ic14', 'ic09'],
};

/** The sizes that `toIcns` takes. */
export const icnsSizes: readonly number[] = Object.keys(types).map(Number);

/** An icon file for macOS with all of these sizes in it. */
export function toIcns(pictures: readonly Pixels[]): Uint8Array {
  const entries = pictures.flatMap((picture) => {
    const png = toPng(picture);
    return (types[picture.size] ?? []).map((type) => toEntry(type, png));
  });
  return toEntry('icns', Buffer.concat(entries));
}

function toEntry(type: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(head.length + content.length, 4);
  return Buffer.concat([head, content]);
}
