import { alignmentOf, splitEntry, splitSignature } from './signature.ts';
import { DbusFormatError, type DbusValue, Variant } from './value.ts';

/** Variants may hold variants; this stops what was made to exhaust the stack. */
const deepest = 64;

/** Reads values from what came over the bus. Throws a DbusFormatError where the bytes don't fit. */
export class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #isLittle: boolean;
  #at: number;
  #depth = 0;

  constructor(bytes: Uint8Array, at: number, isLittle: boolean) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
    this.#isLittle = isLittle;
  }

  readAll(signature: string): readonly DbusValue[] {
    return splitSignature(signature).map((type) => this.read(type));
  }

  read(type: string): DbusValue {
    this.#align(alignmentOf(type));
    const little = this.#isLittle;
    switch (type.charAt(0)) {
      case 'y':
        return this.#view.getUint8(this.#take(1));
      case 'n':
        return this.#view.getInt16(this.#take(2), little);
      case 'q':
        return this.#view.getUint16(this.#take(2), little);
      case 'b':
        return this.#readLength() !== 0;
      case 'i':
        return this.#view.getInt32(this.#take(4), little);
      case 'u':
        return this.#readLength();
      case 'x':
        return this.#view.getBigInt64(this.#take(8), little);
      case 't':
        return this.#view.getBigUint64(this.#take(8), little);
      case 'd':
        return this.#view.getFloat64(this.#take(8), little);
      case 's':
      case 'o':
        return this.#readText(this.#readLength());
      case 'g':
        return this.#readText(this.#view.getUint8(this.#take(1)));
      default:
        return this.#deeper(() => this.#readContainer(type));
    }
  }

  #readContainer(type: string): DbusValue {
    switch (type.charAt(0)) {
      case 'v':
        return this.#readVariant();
      case '(':
        return this.readAll(type.slice(1, -1));
      case 'a':
        return this.#readArray(type.slice(1));
      default:
        throw new DbusFormatError(`${type} can't be read`);
    }
  }

  #readVariant(): Variant {
    const signature = this.#readText(this.#view.getUint8(this.#take(1)));
    const [type, ...rest] = splitSignature(signature);
    if (type === undefined || rest.length > 0) throw new DbusFormatError('A variant holds one value');
    return new Variant(signature, this.read(type));
  }

  #readArray(type: string): DbusValue {
    const length = this.#readLength();
    this.#align(alignmentOf(type));
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new DbusFormatError('An array ends after the message');
    if (type === 'y') return this.#bytes.slice(this.#take(length), end);
    if (type.startsWith('{')) return this.#readEntries(type, end);
    const values: DbusValue[] = [];
    while (this.#at < end) values.push(this.read(type));
    return values;
  }

  #readEntries(type: string, end: number): ReadonlyMap<string | number, DbusValue> {
    const [keyType, valueType] = splitEntry(type);
    const entries = new Map<string | number, DbusValue>();
    while (this.#at < end) {
      this.#align(8);
      const key = this.read(keyType);
      if (typeof key !== 'string' && typeof key !== 'number') throw new DbusFormatError('An odd key');
      entries.set(key, this.read(valueType));
    }
    return entries;
  }

  #readLength(): number {
    return this.#view.getUint32(this.#take(4), this.#isLittle);
  }

  #readText(length: number): string {
    const start = this.#take(length + 1);
    return new TextDecoder().decode(this.#bytes.subarray(start, start + length));
  }

  #align(multiple: number): void {
    const rest = this.#at % multiple;
    if (rest > 0) this.#take(multiple - rest);
  }

  #take(count: number): number {
    const start = this.#at;
    if (start + count > this.#bytes.length) throw new DbusFormatError('The message ends too early');
    this.#at += count;
    return start;
  }

  #deeper<T>(read: () => T): T {
    if (++this.#depth > deepest) throw new DbusFormatError('A value is nested too deeply');
    const value = read();
    this.#depth--;
    return value;
  }
}
