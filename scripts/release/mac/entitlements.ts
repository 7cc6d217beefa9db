import { type Plist, writePlist } from './plist.ts';

/**
 * What the hardened runtime, which Apple's notarisation asks for, must let the program do: JavaScriptCore compiles to machine
 * code, and `bun:ffi` makes small pieces of it. Of the five that Bun itself is signed with, the two that let strangers' libraries
 * into the process are left out: nothing here loads any.
 */
const entitlements: Plist = {
  'com.apple.security.cs.allow-jit': true,
  'com.apple.security.cs.allow-unsigned-executable-memory': true,
  'com.apple.security.cs.disable-executable-page-protection': true,
};

/** As `rcodesign` and people read them. */
export const entitlementsXml: string = writePlist(entitlements);

/** The same as the kernel reads them: DER, as Apple's codesign writes them beside the XML. */
export function writeEntitlementsDer(): Uint8Array {
  const pairs = Object.keys(entitlements)
    .sort()
    .map((key) => der(0x30, Buffer.concat([der(0x0c, Buffer.from(key)), der(0x01, Buffer.from([0xff]))])));
  const version = der(0x02, Buffer.from([1]));
  return der(0x70, Buffer.concat([version, der(0xb0, Buffer.concat(pairs))]));
}

function der(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
