import { expect, test } from 'bun:test';
import { inflateSync } from 'node:zlib';
import type { Colour } from './drawing.ts';
import {
  drawAppIcon,
  drawMacAppIcon,
  drawStateIcon,
  drawTemplateIcon,
  iconStates,
  stateColours,
} from './product-icon.ts';
import { icnsSizes, toIcns } from './to-icns.ts';
import { toIco } from './to-ico.ts';
import { type Pixels, toPixels } from './to-pixels.ts';
import { toPng } from './to-png.ts';
import { toSvg } from './to-svg.ts';

const lightBar: Colour = [243, 243, 243];
const darkBar: Colour = [32, 32, 32];

test('every state stands out on a light bar and on a dark one, by 3 to 1 at least (WCAG 1.4.11)', () => {
  for (const state of iconStates) {
    expect(contrast(stateColours[state], lightBar)).toBeGreaterThanOrEqual(3);
    expect(contrast(stateColours[state], darkBar)).toBeGreaterThanOrEqual(3);
  }
});

test('the states differ by shape alone, at 16 pixels too', () => {
  for (const [index, one] of iconStates.entries()) {
    for (const other of iconStates.slice(index + 1)) {
      const [a, b] = [one, other].map((state) => listAlphas(toPixels(drawTemplateIcon(state), 16)));
      const different = a?.filter((alpha, at) => Math.abs(alpha - (b?.[at] ?? 0)) > 128).length;
      expect(different).toBeGreaterThanOrEqual(12);
    }
  }
});

test('at 16 pixels the mark is a ring with a dot in it', () => {
  const picture = toPixels(drawStateIcon('connected'), 16);
  const row = Array.from({ length: 16 }, (_, column) => (alphaAt(picture, column, 7) > 128 ? '#' : '.'));
  expect(row.join('')).toBe('.##...####...##.');
});

test('what macOS gets is black, its shape in the alpha channel', () => {
  const { bytes } = toPixels(drawTemplateIcon('attention'), 36);
  expect(bytes.some((value, at) => at % 4 !== 3 && value !== 0)).toBe(false);
  expect(bytes.some((value, at) => at % 4 === 3 && value === 255)).toBe(true);
});

test('edges are soft, corners are clear and nothing is cut off, at any size', () => {
  for (const size of [16, 20, 22, 24, 32, 40, 48, 64, 256]) {
    for (const drawing of [...iconStates.map(drawStateIcon), drawAppIcon()]) {
      const picture = toPixels(drawing, size);
      const alphas = listAlphas(picture);
      expect(alphas.some((alpha) => alpha > 0 && alpha < 255)).toBe(true);
      expect(alphaAt(picture, 0, 0)).toBe(0);
      expect(alphaAt(picture, Math.floor(size / 2), 0)).toBeLessThan(255);
      expect(alphaAt(picture, size - 1, Math.floor(size / 2))).toBeLessThan(255);
    }
  }
});

test('the colour of a soft edge is the whole colour, so that no dark fringe shows', () => {
  const { bytes } = toPixels(drawStateIcon('connected'), 22);
  for (let at = 0; at < bytes.length; at += 4)
    if (bytes[at + 3] !== 0) expect([...bytes.subarray(at, at + 3)]).toEqual([...stateColours.connected]);
});

test('a PNG holds the picture unchanged', () => {
  const picture = toPixels(drawStateIcon('offline'), 22);
  const png = Buffer.from(toPng(picture));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([22, 22]);
  const start = png.indexOf('IDAT') + 4;
  const rows = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)));
  const unfiltered = Array.from({ length: 22 }, (_, row) => [...rows.subarray(row * 89 + 1, (row + 1) * 89)]);
  expect(unfiltered.flat()).toEqual([...picture.bytes]);
});

test('a Windows icon holds every size, each where its entry says', () => {
  const sizes = [16, 32, 256];
  const ico = Buffer.from(toIco(sizes.map((size) => toPixels(drawAppIcon(), size))));
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, 3]);
  for (const [index, size] of sizes.entries()) {
    const entry = 6 + index * 16;
    expect(ico[entry]).toBe(size % 256);
    const start = ico.readUInt32LE(entry + 12);
    expect(ico.subarray(start + 1, start + 4).toString()).toBe('PNG');
    expect(ico.readUInt32BE(start + 16)).toBe(size);
    expect(start + ico.readUInt32LE(entry + 8)).toBeLessThanOrEqual(ico.length);
  }
});

test('an icon for macOS holds every size, and leaves the margin that icons have there', () => {
  const icns = Buffer.from(toIcns(icnsSizes.map((size) => toPixels(drawMacAppIcon(), size))));
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
  const found: Record<string, number> = {};
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    expect(icns.toString('latin1', at + 9, at + 12)).toBe('PNG');
    found[icns.toString('latin1', at, at + 4)] = icns.readUInt32BE(at + 24);
  }
  expect(found).toEqual({
    ic11: 32,
    ic12: 64,
    ic07: 128,
    ic13: 256,
    ic08: 256,
    ic14: 512,
    ic09: 512,
  });
  const picture = toPixels(drawMacAppIcon(), 256);
  const row = Array.from({ length: 256 }, (_, column) => alphaAt(picture, column, 128));
  expect([row.indexOf(255), row.lastIndexOf(255)]).toEqual([25, 230]);
});

test('the SVGs need no style sheet, and change only on purpose', () => {
  expect(toSvg(drawAppIcon())).not.toContain('style');
  expect(toSvg(drawAppIcon())).toMatchSnapshot();
  expect(toSvg(drawStateIcon('not-set-up'))).toMatchSnapshot();
  expect(toSvg(drawStateIcon('offline'))).toMatchSnapshot();
});

function listAlphas({ bytes }: Pixels): readonly number[] {
  return [...bytes].filter((_, at) => at % 4 === 3);
}

function alphaAt({ size, bytes }: Pixels, column: number, row: number): number {
  return bytes[(row * size + column) * 4 + 3] ?? 0;
}

function contrast(a: Colour, b: Colour): number {
  const [light = 0, dark = 0] = [a, b].map(luminance).sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
