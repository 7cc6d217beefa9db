import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What macOS would find in the signature of an executable. */
export interface MacSignature {
  /** Everything for which macOS would refuse it, or which a signature by Apple's own tools doesn't have; empty when it is valid. */
  readonly problems: readonly string[];
  readonly identifier: string;
  readonly processor: string;
  readonly isAdHoc: boolean;
  /** XML; empty where there are none. */
  readonly entitlements: string;
}

/**
 * Checks the signature of an executable for one 64-bit processor, every page of it, and where it is an app's, the app's other
 * files too. Written from Apple's headers (`loader.h`, `cs_blobs.h`) and shares nothing with what signs, so that one mistake can't
 * hide another; that it is right itself, executables show that Apple's own tool signed.
 */
export function readMacSignature(file: string, app?: string): MacSignature {
  const bytes = readFileSync(file);
  const problems: string[] = [];
  const demand = (isSo: boolean, problem: string) => {
    if (!isSo) problems.push(problem);
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { processor, segments, signatures } = readLoadCommands(view);
  const linkedit = segments.findLast(() => true);
  const text = segments.find(({ name }) => name === '__TEXT');
  const place = signatures[0] ?? { start: 0, size: 0 };
  demand(signatures.length === 1, `it has ${signatures.length} signatures`);
  demand(linkedit?.name === '__LINKEDIT', 'its last segment is not __LINKEDIT');
  demand((linkedit?.end ?? 0) === bytes.length, '__LINKEDIT does not end where the file ends');
  demand((linkedit?.memory ?? 0) >= (linkedit?.size ?? 1), '__LINKEDIT is larger in the file than in memory');
  demand((linkedit?.start ?? Number.MAX_VALUE) <= place.start, 'the signature is outside of __LINKEDIT');
  demand(place.start + place.size === bytes.length, 'the signature does not end where the file ends');
  demand(place.start % 16 === 0, 'the signature is not aligned');

  const blobs = readBlobs(view, place.start, place.size, demand);
  const directory = blobs.get(0);
  if (directory === undefined) throw new Error(`${file} has no list of hashes: ${problems.join('; ')}`);
  const facts = readDirectory(view, directory);
  demand(facts.hashType === 2 && facts.hashSize === 32, 'its hashes are not SHA-256');
  demand(facts.limit === place.start, 'the signature does not cover everything before it');
  demand(
    facts.pages === Math.ceil(facts.limit / facts.pageSize),
    'the number of hashes is not that of pages',
  );
  demand(facts.textStart === text?.start && facts.textSize === text?.size, 'it names another code segment');
  demand((facts.isAdHoc ? 8 : 1000) <= (blobs.get(0x10000)?.length ?? 0), 'the place for a name is wrong');
  for (let page = 0; page < facts.pages; page++) {
    const content = bytes.subarray(page * facts.pageSize, Math.min((page + 1) * facts.pageSize, facts.limit));
    demand(facts.hash(page) === sha256(content), `page ${page} has changed`);
  }
  const appFiles = app === undefined ? new Map<number, Uint8Array>() : readAppFiles(app, demand);
  for (let slot = 1; slot <= facts.specials; slot++) {
    const blob = blobs.get(slot);
    const covered = appFiles.get(slot) ?? (blob && bytes.subarray(blob.start, blob.start + blob.length));
    demand(facts.hash(-slot) === (covered ? sha256(covered) : nothing), `part ${slot} has changed`);
  }
  for (const slot of [...blobs.keys(), ...appFiles.keys()])
    demand(slot === 0 || slot >= 0x1000 || slot <= facts.specials, `part ${slot} is not covered`);
  const entitlements = blobs.get(5);
  return {
    problems,
    processor,
    identifier: facts.identifier,
    isAdHoc: facts.isAdHoc,
    entitlements: entitlements
      ? bytes.toString('utf8', entitlements.start + 8, entitlements.start + entitlements.length)
      : '',
  };
}

type Demand = (isSo: boolean, problem: string) => void;

interface Blob {
  readonly start: number;
  readonly length: number;
}

/** Stands where there is nothing to cover. */
const nothing = '0'.repeat(64);

function sha256(content: Uint8Array): string {
  return new Bun.CryptoHasher('sha256').update(content).digest('hex');
}

function readLoadCommands(view: DataView) {
  const [magic, cpu, , , count, length] = [0, 4, 8, 12, 16, 20].map((at) => view.getUint32(at, true));
  if (magic !== 0xfeedfacf) throw new Error('It is not an executable for one 64-bit processor');
  const segments: { name: string; memory: number; start: number; size: number; end: number }[] = [];
  const signatures: { start: number; size: number }[] = [];
  let at = 32;
  for (let index = 0; index < (count ?? 0); index++) {
    const word = (offset: number) => view.getUint32(at + offset, true);
    const long = (offset: number) => Number(view.getBigUint64(at + offset, true));
    if (word(0) === 0x19) {
      const name = readText(view, at + 8, 16);
      segments.push({ name, memory: long(32), start: long(40), size: long(48), end: long(40) + long(48) });
    }
    if (word(0) === 0x1d) signatures.push({ start: word(8), size: word(12) });
    at += word(4);
  }
  if (at !== 32 + (length ?? 0)) throw new Error('Its load commands are not as long as it says');
  const processor = cpu === 0x100000c ? 'arm64' : cpu === 0x1000007 ? 'x64' : `unknown (${cpu})`;
  return { processor, segments, signatures };
}

/** The parts of a signature, by their slot. */
function readBlobs(view: DataView, start: number, size: number, demand: Demand): Map<number, Blob> {
  const magics = new Map([
    [0, 0xfade0c02],
    [2, 0xfade0c01],
    [5, 0xfade7171],
    [7, 0xfade7172],
    [0x10000, 0xfade0b01],
  ]);
  const blobs = new Map<number, Blob>();
  demand(view.getUint32(start) === 0xfade0cc0, 'there is no signature where it should be');
  const length = view.getUint32(start + 4);
  demand(length <= size, 'the signature is longer than its place');
  let last = start + 12 + 8 * view.getUint32(start + 8);
  for (let at = start + 12; at < start + 12 + 8 * view.getUint32(start + 8); at += 8) {
    const slot = view.getUint32(at);
    const blob = start + view.getUint32(at + 4);
    demand(magics.get(slot) === view.getUint32(blob), `part ${slot} is none of that kind`);
    demand(blob === last, `part ${slot} does not follow the one before`);
    last = blob + view.getUint32(blob + 4);
    blobs.set(slot, { start: blob, length: view.getUint32(blob + 4) });
  }
  demand(last === start + length, 'the parts are not all of the signature');
  return blobs;
}

function readDirectory(view: DataView, { start }: Blob) {
  const word = (index: number) => view.getUint32(start + index * 4);
  const [hashSize, hashType, , pageBits] = [36, 37, 38, 39].map((at) => view.getUint8(start + at));
  const long = (offset: number) => Number(view.getBigUint64(start + offset));
  const hashes = start + word(4);
  return {
    isAdHoc: (word(3) & 2) !== 0,
    identifier: readText(view, start + word(5), 256),
    specials: word(6),
    pages: word(7),
    limit: word(8),
    hashSize,
    hashType,
    pageSize: 2 ** (pageBits ?? 0),
    textStart: long(64),
    textSize: long(72),
    hash: (slot: number) => {
      const at = view.byteOffset + hashes + slot * 32;
      return Buffer.from(view.buffer, at, 32).toString('hex');
    },
  };
}

/** What an app's executable vouches for, by its slot: the Info.plist, and the list of hashes of all other files. */
function readAppFiles(app: string, demand: Demand): Map<number, Uint8Array> {
  const contents = join(app, 'Contents');
  const [infoPlist, resources] = ['Info.plist', '_CodeSignature/CodeResources'].map((path) =>
    existsSync(join(contents, path)) ? readFileSync(join(contents, path)) : new Uint8Array(),
  );
  const list = /<key>files2<\/key>\s*<dict>(.*?)\n\t<\/dict>/s.exec(String(resources))?.[1] ?? '';
  const listed = new Map(
    [...list.matchAll(/<key>([^<]+)<\/key>\s*<dict>\s*<key>hash2<\/key>\s*<data>\s*(\S+)\s*<\/data>/g)].map(
      ([, path = '', hash = '']) => [path, Buffer.from(hash, 'base64').toString('hex')],
    ),
  );
  for (const entry of readdirSync(contents, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(contents.length + 1);
    if (entry.isDirectory() || /^(Info\.plist|PkgInfo|MacOS\/[^/]+|_CodeSignature\/.*)$/.test(path)) continue;
    demand(listed.get(path) === sha256(readFileSync(join(contents, path))), `${path} has changed`);
    listed.delete(path);
  }
  for (const path of listed.keys()) demand(false, `${path} is missing`);
  return new Map([
    [1, infoPlist ?? new Uint8Array()],
    [3, resources ?? new Uint8Array()],
  ]);
}

function readText(view: DataView, start: number, longest: number): string {
  const text = Buffer.from(view.buffer, view.byteOffset + start, longest).toString('latin1');
  return text.slice(0, Math.max(0, `${text}\0`.indexOf('\0')));
}
