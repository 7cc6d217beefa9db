import { alignmentOf, splitEntry, splitSignature } from './signature.ts';
import { DbusFormatError, type DbusValue, Variant } from './value.ts';

/** Collects values as D-Bus sends them, in little-endian order. */
export class Writer {
  #bytes = new Uint8Array(512);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** Throws a DbusFormatError where the value is not of that type. */
  write(type: string, value: DbusValue): void {
    this.align(alignmentOf(type));
    switch (type.charAt(0)) {
      case 'y':
        this.#put(1, (view, at) => view.setUint8(at, toNumber(value)));
        break;
      case 'n':
        this.#put(2, (view, at) => view.setInt16(at, toNumber(value), true));
        break;
      case 'q':
        this.#put(2, (view, at) => view.setUint16(at, toNumber(value), true));
        break;
      case 'b':
        this.#put(4, (view, at) => view.setUint32(at, value === true ? 1 : 0, true));
        break;
      case 'i':
        this.#put(4, (view, at) => view.setInt32(at, toNumber(value), true));
        break;
      case 'u':
        this.#put(4, (view, at) => view.setUint32(at, toNumber(value), true));
        break;
      case 'x':
        this.#put(8, (view, at) => view.setBigInt64(at, toBigInt(value), true));
        break;
      case 't':
        this.#put(8, (view, at) => view.setBigUint64(at, toBigInt(value), true));
        break;
      case 'd':
        this.#put(8, (view, at) => view.setFloat64(at, toNumber(value), true));
        break;
      case 's':
      case 'o':
        this.#writeText(4, value);
        break;
      case 'g':
        this.#writeText(1, value);
        break;
      case 'v':
        this.#writeVariant(value);
        break;
      case '(':
        this.writeAll(type.slice(1, -1), toList(value));
        break;
      case 'a':
        this.#writeArray(type.slice(1), value);
        break;
      default:
        throw new DbusFormatError(`${type} can't be written`);
    }
  }

  /** Several values, one for each type of the signature. */
  writeAll(signature: string, values: readonly DbusValue[]): void {
    const types = splitSignature(signature);
    if (types.length !== values.length)
      throw new DbusFormatError(`${signature} does not fit ${values.length} values`);
    for (const [index, type] of types.entries()) this.write(type, values[index] ?? 0);
  }

  /** Zeros up to the next multiple. */
  align(multiple: number): void {
    const rest = this.#length % multiple;
    if (rest > 0) this.#take(multiple - rest);
  }

  append(bytes: Uint8Array): void {
    const start = this.#take(bytes.length);
    this.#bytes.set(bytes, start);
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #writeText(lengthSize: 1 | 4, value: DbusValue): void {
    if (typeof value !== 'string') throw new DbusFormatError('A text was expected');
    const bytes = new TextEncoder().encode(value.replaceAll('\0', ''));
    if (lengthSize === 1) this.#put(1, (view, at) => view.setUint8(at, bytes.length));
    else this.#put(4, (view, at) => view.setUint32(at, bytes.length, true));
    this.append(bytes);
    this.#take(1);
  }

  #writeVariant(value: DbusValue): void {
    if (!(value instanceof Variant)) throw new DbusFormatError('A variant was expected');
    this.write('g', value.signature);
    this.write(value.signature, value.value);
  }

  #writeArray(type: string, value: DbusValue): void {
    const lengthAt = this.#take(4);
    this.align(alignmentOf(type));
    const start = this.#length;
    if (type === 'y' && value instanceof Uint8Array) this.append(value);
    else if (type.startsWith('{')) this.#writeEntries(type, value);
    else for (const one of toList(value)) this.write(type, one);
    this.#view.setUint32(lengthAt, this.#length - start, true);
  }

  #writeEntries(type: string, value: DbusValue): void {
    if (!(value instanceof Map)) throw new DbusFormatError('A map was expected');
    const [keyType, valueType] = splitEntry(type);
    for (const [key, one] of value) {
      this.align(8);
      this.write(keyType, key);
      this.write(valueType, one);
    }
  }

  /** Room first: it may bring another view. */
  #put(count: number, put: (view: DataView, at: number) => void): void {
    const at = this.#take(count);
    put(this.#view, at);
  }

  /** Room for that many bytes, all zero; gives where they begin. */
  #take(count: number): number {
    const start = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return start;
  }
}

function toNumber(value: DbusValue): number {
  if (typeof value !== 'number') throw new DbusFormatError('A number was expected');
  return value;
}

function toBigInt(value: DbusValue): bigint {
  if (typeof value !== 'bigint') throw new DbusFormatError('A 64-bit number was expected');
  return value;
}

function toList(value: DbusValue): readonly DbusValue[] {
  if (!Array.isArray(value)) throw new DbusFormatError('A list was expected');
  return value;
}
