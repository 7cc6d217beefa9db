import { ConfigProblem } from './config-problem.ts';

/** How a file writes its characters, and whether it begins with a mark that says so. */
export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be';

/** The text of a file without its mark. */
export interface ConfigText {
  readonly text: string;
  readonly encoding: Encoding;
}

const marks: readonly (readonly [encoding: Encoding, bytes: readonly number[]])[] = [
  ['utf-8-bom', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Reads the bytes of a file as text, such that `encodeText` gives exactly them. Throws a ConfigProblem where they are no text. */
export function decodeText(bytes: Uint8Array): ConfigText {
  const [encoding, mark] = marks.find(([, start]) => start.every((byte, at) => bytes[at] === byte)) ?? [
    'utf-8' as const,
    [],
  ];
  const text = decode(bytes.subarray(mark.length), encoding);
  if (text === undefined || text.includes('\0')) {
    throw new ConfigProblem('it is not text in UTF-8, or in UTF-16 with a byte order mark');
  }
  return { text, encoding };
}

/** The bytes of a file with that text. */
export function encodeText({ text, encoding }: ConfigText): Uint8Array {
  const mark = marks.find(([name]) => name === encoding)?.[1] ?? [];
  const bytes = Buffer.from(text, encoding.startsWith('utf-8') ? 'utf8' : 'utf16le');
  return Buffer.concat([Buffer.from(mark), encoding === 'utf-16be' ? bytes.swap16() : bytes]);
}

function decode(bytes: Uint8Array, encoding: Encoding): string | undefined {
  if (encoding === 'utf-8' || encoding === 'utf-8-bom') {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return undefined;
    }
  }
  if (bytes.length % 2 === 1) return undefined;
  // Not by TextDecoder, which takes half a surrogate pair, as JSON may hold, for an error or replaces it.
  const units = Buffer.from(bytes);
  return (encoding === 'utf-16be' ? units.swap16() : units).toString('utf16le');
}
