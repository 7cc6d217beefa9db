import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { entitlementsXml, writeEntitlementsDer } from './entitlements.ts';
import { type MachO, readMachO } from './mach-o.ts';

/** What macOS knows the program by, in keychains and permissions; signed into it. It would be a domain's, had we one. */
export const identifier = 'halo-mcp';

/** What the signature of an app's executable covers beside itself. */
export interface AppSeal {
  readonly infoPlist: Uint8Array;
  readonly codeResources: Uint8Array;
}

/** Signs an executable in its place, as `signExecutable` does. Its permissions stay. */
export async function signAdHoc(file: string, seal?: AppSeal): Promise<void> {
  await writeFile(file, signExecutable(await readFile(file), seal));
}

/**
 * The executable with an ad-hoc signature in place of the one it had: macOS then sees that every byte is the one that was built,
 * though not who built it. Bun leaves its own signature over changed bytes (x64) or calls the program "a.out" (arm64). What is
 * written is what `codesign --sign -` writes; the same executable gets the same signature.
 */
export function signExecutable(executable: Buffer, seal?: AppSeal): Buffer {
  const layout = readMachO(executable);
  const requirements = toBlob(0xfade0c01, Buffer.alloc(4)); // none: whoever signs ad hoc has no name to ask for
  const entitlements = toBlob(0xfade7171, Buffer.from(entitlementsXml));
  const entitlementsDer = toBlob(0xfade7172, writeEntitlementsDer());
  const specials = [
    seal?.infoPlist,
    requirements,
    seal?.codeResources,
    undefined,
    entitlements,
    undefined,
    entitlementsDer,
  ];
  const directory = startDirectory(layout, specials.length);
  const blobs: readonly Blob[] = [
    [0, directory.bytes],
    [2, requirements],
    [5, entitlements],
    [7, entitlementsDer],
    [0x10000, toBlob(0xfade0b01, Buffer.alloc(0))], // where a certificate's signature would be
  ];
  const size = Math.ceil(measure(blobs) / 16) * 16;
  const signed = Buffer.alloc(layout.signedBytes + size);
  executable.copy(signed, 0, 0, layout.signedBytes);
  layout.setSignatureSize(signed, size); // before it is hashed
  for (const [index, special] of specials.entries())
    if (special !== undefined) directory.setHash(-1 - index, special);
  for (let page = 0; page < directory.pages; page++) {
    const end = Math.min((page + 1) * pageSize, layout.signedBytes);
    directory.setHash(page, signed.subarray(page * pageSize, end));
  }
  writeBlobs(blobs, signed.subarray(layout.signedBytes));
  return signed;
}

type Blob = readonly [slot: number, bytes: Buffer];

const pageSize = 4096;
const hashSize = 32;
const directoryHead = 88;

/** The list of hashes, in the layout of version 2.4.0 (`CodeDirectory` in Apple's `cs_blobs.h`), still without hashes. */
function startDirectory({ signedBytes, text }: MachO, specials: number) {
  const name = Buffer.from(`${identifier}\0`);
  const pages = Math.ceil(signedBytes / pageSize);
  const firstHash = directoryHead + name.length + specials * hashSize;
  const bytes = Buffer.alloc(firstHash + pages * hashSize);
  const [version, adHoc, sha256, isMainProgram] = [0x20400, 0x2, 2, 1n];
  const head = [0xfade0c02, bytes.length, version, adHoc, firstHash, directoryHead, specials, pages];
  for (const [index, value] of [...head, signedBytes].entries()) bytes.writeUInt32BE(value, index * 4);
  bytes.set([hashSize, sha256, 0, Math.log2(pageSize)], 36);
  bytes.writeBigUInt64BE(text.offset, 64);
  bytes.writeBigUInt64BE(text.size, 72);
  bytes.writeBigUInt64BE(isMainProgram, 80);
  bytes.set(name, directoryHead);
  const setHash = (slot: number, content: Uint8Array) =>
    bytes.set(createHash('sha256').update(content).digest(), firstHash + slot * hashSize);
  return { bytes, pages, setHash };
}

function toBlob(magic: number, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(magic, 0);
  head.writeUInt32BE(head.length + content.length, 4);
  return Buffer.concat([head, content]);
}

function measure(blobs: readonly Blob[]): number {
  return blobs.reduce((sum, [, bytes]) => sum + bytes.length, 12 + 8 * blobs.length);
}

function writeBlobs(blobs: readonly Blob[], place: Buffer): void {
  const head = [0xfade0cc0, measure(blobs), blobs.length];
  for (const [index, value] of head.entries()) place.writeUInt32BE(value, index * 4);
  let at = 12 + 8 * blobs.length;
  for (const [index, [slot, bytes]] of blobs.entries()) {
    place.writeUInt32BE(slot, 12 + 8 * index);
    place.writeUInt32BE(at, 16 + 8 * index);
    place.set(bytes, at);
    at += bytes.length;
  }
}
