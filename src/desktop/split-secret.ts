import { type Keychain, KeychainError } from './keychain.ts';

/**
 * A keychain that holds values of any length in one that takes so many bytes of UTF-8 a name. A longer value lies in parts; what
 * is under its own name then only says where they are, and is written last and removed first. So a program that dies in between
 * leaves the old value or the new one; what is read is one of them, or the error for damaged parts. Only one program may write a name at a time; any may read meanwhile.
 */
export function splitLongSecrets(inner: Keychain, maxBytes: number): Keychain {
  return {
    read: (name) => readWhole(name, inner),
    write: async (name, value) => {
      const isShort = Buffer.byteLength(value) <= maxBytes && !value.startsWith(mark);
      const used = parseHead(await inner.read(name))?.set;
      // Never over the parts in use.
      const set = used === 'a' ? 'b' : 'a';
      if (!isShort) {
        await removeParts(name, set, inner);
        const parts = splitText(value, maxBytes);
        for (const [index, part] of parts.entries()) await inner.write(partName(name, set, index), part);
        await inner.write(name, formatHead({ set, count: parts.length, digest: toDigest(value) }));
      } else {
        await inner.write(name, value);
        await removeParts(name, set, inner);
      }
      await removeParts(name, set === 'a' ? 'b' : 'a', inner);
    },
    remove: async (name) => {
      const wasThere = await inner.remove(name);
      await removeParts(name, 'a', inner);
      await removeParts(name, 'b', inner);
      return wasThere;
    },
  };
}

type PartSet = 'a' | 'b';

/** What stands under the name of a value in parts. */
interface Head {
  readonly set: PartSet;
  readonly count: number;
  /** Of the whole value, so that parts of two values are never taken for one. */
  readonly digest: string;
}

const mark = 'halo-mcp:parts:';

/** Another program may write while this one reads, and then the head has changed. */
const attempts = 3;

async function readWhole(name: string, inner: Keychain): Promise<string | undefined> {
  let before: string | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stored = await inner.read(name);
    if (stored === undefined || !stored.startsWith(mark)) return stored;
    if (attempt > 0 && stored === before) break;
    before = stored;
    const head = parseHead(stored);
    if (head === undefined) break;
    const whole = await readParts(name, head, inner);
    if (whole !== undefined && toDigest(whole) === head.digest) return whole;
  }
  throw new KeychainError(
    'failed',
    `What the keychain holds as "halo-mcp/${name}" is damaged. Run "halo-mcp setup" to store it again`,
  );
}

async function readParts(name: string, { set, count }: Head, inner: Keychain): Promise<string | undefined> {
  let whole = '';
  for (let index = 0; index < count; index++) {
    const part = await inner.read(partName(name, set, index));
    if (part === undefined) return undefined;
    whole += part;
  }
  return whole;
}

/** From the last to the first, so that what a death leaves behind is still found from the first on. */
async function removeParts(name: string, set: PartSet, inner: Keychain): Promise<void> {
  let count = 0;
  while ((await inner.read(partName(name, set, count))) !== undefined) count++;
  while (count > 0) await inner.remove(partName(name, set, --count));
}

function partName(name: string, set: PartSet, index: number): string {
  return `${name}/part-${set}${index + 1}`;
}

function formatHead({ set, count, digest }: Head): string {
  return `${mark}${set}:${count}:${digest}`;
}

/** Undefined for a value that is not in parts, and for a damaged head. */
function parseHead(stored: string | undefined): Head | undefined {
  const [, set, count, digest] =
    /^halo-mcp:parts:([ab]):([1-9]\d{0,4}):([0-9a-f]{64})$/.exec(stored ?? '') ?? [];
  if (set === undefined || count === undefined || digest === undefined) return undefined;
  return { set: set === 'a' ? 'a' : 'b', count: Number(count), digest };
}

function toDigest(value: string): string {
  return new Bun.CryptoHasher('sha256').update(value).digest('hex');
}

/** Cuts between characters, never within one. */
function splitText(value: string, maxBytes: number): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const character of value) {
    const size = Buffer.byteLength(character);
    if (bytes + size > maxBytes) {
      parts.push(part);
      part = '';
      bytes = 0;
    }
    part += character;
    bytes += size;
  }
  return [...parts, part];
}
