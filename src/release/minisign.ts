import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

/** Of what follows: how it was signed, and by which of a person's keys. */
const headLength = 10;
const signatureLength = 64;

/** Signed is the file's BLAKE2b-512; the older way, "Ed", signs the file itself, and no minisign has done so since 2021. */
const algorithm = 'ED';

/** What comes before the 32 bytes of an Ed25519 key where it is to be read as DER. */
const keyPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * Checks what `minisign -S` wrote beside a file. Gives the trusted comment, which is signed too; undefined where the file is not signed
 * by that key, whatever is the matter. The public key is the second line of a minisign key file; throws where it is none.
 */
export function readSignedComment(
  file: Uint8Array,
  signature: string,
  publicKeyText: string,
): string | undefined {
  const publicKey = readPublicKey(publicKeyText);
  const [, first = '', comment = '', second = ''] = signature.split(/\r?\n/);
  const [, trusted] = /^trusted comment: (.*)$/.exec(comment) ?? [];
  const [ofFile, ofBoth] = [decode(first), decode(second)];
  if (ofFile.length !== headLength + signatureLength || trusted === undefined) return undefined;
  if (ofFile.toString('latin1', 0, 2) !== algorithm || !ofFile.subarray(2, headLength).equals(publicKey.id))
    return undefined;
  const signed = ofFile.subarray(headLength);
  const hash = createHash('blake2b512').update(file).digest();
  if (!verify(null, hash, publicKey.key, signed)) return undefined;
  const isSigned = verify(null, Buffer.concat([signed, Buffer.from(trusted)]), publicKey.key, ofBoth);
  return isSigned ? trusted : undefined;
}

function readPublicKey(text: string): { readonly id: Buffer; readonly key: KeyObject } {
  const bytes = decode(text);
  if (bytes.length !== headLength + 32 || bytes.toString('latin1', 0, 2) !== 'Ed')
    throw new Error('The public key in identity.json is not one of minisign');
  const der = Buffer.concat([keyPrefix, bytes.subarray(headLength)]);
  return {
    id: bytes.subarray(2, headLength),
    key: createPublicKey({ key: der, format: 'der', type: 'spki' }),
  };
}

/** Empty where the text is not exactly what the bytes look like. */
function decode(base64: string): Buffer {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes : Buffer.alloc(0);
}
