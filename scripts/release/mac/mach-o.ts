/** What a signature depends on in an executable for macOS. */
export interface MachO {
  /** Where the signature begins: all bytes before it are signed. */
  readonly signedBytes: number;
  /** Of the segment with the code, in the file. */
  readonly text: { readonly offset: bigint; readonly size: bigint };
  /** Notes the length of the signature in the executable's own head. */
  readonly setSignatureSize: (executable: Buffer, size: number) => void;
}

const magic64 = 0xfeedfacf;
const headSize = 32;
const [segmentCommand, signatureCommand] = [0x19, 0x1d];

/** Of the processors that we build for, the largest. */
const pageSize = 0x4000;

/** Reads an executable for one 64-bit processor that has, or had, a signature as its last part; throws for anything else. */
export function readMachO(executable: Buffer): MachO {
  if (executable.readUInt32LE(0) !== magic64)
    throw new Error('This is no executable for one 64-bit processor of macOS');
  let linkedit: number | undefined;
  let signature: number | undefined;
  let text: MachO['text'] | undefined;
  let at = headSize;
  for (let left = executable.readUInt32LE(16); left > 0; left--) {
    const command = executable.readUInt32LE(at);
    const name = executable.toString('latin1', at + 8, at + 24).replace(/\0.*$/, '');
    if (command === signatureCommand) signature = at;
    if (command === segmentCommand && name === '__LINKEDIT') linkedit = at;
    if (command === segmentCommand && name === '__TEXT')
      text = { offset: executable.readBigUInt64LE(at + 40), size: executable.readBigUInt64LE(at + 48) };
    at += executable.readUInt32LE(at + 4);
  }
  if (linkedit === undefined || signature === undefined || text === undefined)
    throw new Error('The executable has no place for a signature');
  const [linkeditAt, signatureAt] = [linkedit, signature];
  const signedBytes = executable.readUInt32LE(signatureAt + 8);
  const linkeditStart = Number(executable.readBigUInt64LE(linkeditAt + 40));
  if (signedBytes % 16 !== 0 || signedBytes < linkeditStart)
    throw new Error('The executable names a place for its signature where macOS accepts none');
  return {
    signedBytes,
    text,
    setSignatureSize: (target, size) => {
      const linkeditSize = signedBytes + size - linkeditStart;
      target.writeUInt32LE(size, signatureAt + 12);
      target.writeBigUInt64LE(BigInt(linkeditSize), linkeditAt + 48);
      target.writeBigUInt64LE(BigInt(Math.ceil(linkeditSize / pageSize) * pageSize), linkeditAt + 32);
    },
  };
}
