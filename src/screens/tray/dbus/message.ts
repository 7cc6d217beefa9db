import { Reader } from './reader.ts';
import { DbusFormatError, type DbusValue, Variant } from './value.ts';
import { Writer } from './writer.ts';

/** What travels over the bus. Fields that a kind of message doesn't have are undefined. */
export interface Message {
  readonly kind: 'call' | 'return' | 'error' | 'signal';
  /** Whether nobody waits for an answer. */
  readonly isOneWay: boolean;
  readonly serial: number;
  readonly path?: string | undefined;
  readonly face?: string | undefined;
  readonly member?: string | undefined;
  readonly errorName?: string | undefined;
  readonly replyTo?: number | undefined;
  readonly destination?: string | undefined;
  readonly sender?: string | undefined;
  readonly signature: string;
  readonly body: readonly DbusValue[];
}

const kinds = ['call', 'return', 'error', 'signal'] as const;

/** Of the fixed part, up to the length of the fields. */
const headSize = 16;

/** Far more than a tray is ever sent. */
const largest = 4 * 1024 * 1024;

export function writeMessage(message: Message): Uint8Array {
  const body = new Writer();
  body.writeAll(message.signature, message.body);
  const bodyBytes = body.finish();
  const writer = new Writer();
  const flags = message.isOneWay ? 1 : 0;
  for (const byte of [0x6c, kinds.indexOf(message.kind) + 1, flags, 1]) writer.write('y', byte);
  writer.write('u', bodyBytes.length);
  writer.write('u', message.serial);
  writer.write('a(yv)', listFields(message));
  writer.align(8);
  writer.append(bodyBytes);
  return writer.finish();
}

/** The first message in the bytes, and how many it takes; undefined while some of it is missing. */
export function readMessage(
  bytes: Uint8Array,
): { readonly message: Message; readonly length: number } | undefined {
  if (bytes.length < headSize) return undefined;
  const isLittle = bytes[0] === 0x6c;
  if (!isLittle && bytes[0] !== 0x42) throw new DbusFormatError('The message has no byte order');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fieldsSize = view.getUint32(12, isLittle);
  const bodyStart = Math.ceil((headSize + fieldsSize) / 8) * 8;
  const length = bodyStart + view.getUint32(4, isLittle);
  if (length > largest) throw new DbusFormatError(`A message of ${length} bytes is too large`);
  if (bytes.length < length) return undefined;
  return { message: parse(bytes.subarray(0, length), bodyStart, isLittle), length };
}

function parse(bytes: Uint8Array, bodyStart: number, isLittle: boolean): Message {
  const kind = kinds[(bytes[1] ?? 0) - 1];
  if (kind === undefined) throw new DbusFormatError('A message of an unknown kind');
  const fields = readFields(new Reader(bytes, 12, isLittle).read('a(yv)'));
  const text = (code: number) => {
    const value = fields.get(code);
    return typeof value === 'string' ? value : undefined;
  };
  const replyTo = fields.get(5);
  const signature = text(8) ?? '';
  return {
    kind,
    isOneWay: ((bytes[2] ?? 0) & 1) === 1,
    serial: new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, isLittle),
    path: text(1),
    face: text(2),
    member: text(3),
    errorName: text(4),
    replyTo: typeof replyTo === 'number' ? replyTo : undefined,
    destination: text(6),
    sender: text(7),
    signature,
    body: new Reader(bytes, bodyStart, isLittle).readAll(signature),
  };
}

function listFields(message: Message): readonly DbusValue[] {
  const { path, face, member, errorName, replyTo, destination, signature } = message;
  const fields: readonly (readonly [number, string, DbusValue | undefined])[] = [
    [1, 'o', path],
    [2, 's', face],
    [3, 's', member],
    [4, 's', errorName],
    [5, 'u', replyTo],
    [6, 's', destination],
    [8, 'g', signature === '' ? undefined : signature],
  ];
  return fields.flatMap(([code, type, value]) =>
    value === undefined ? [] : [[code, new Variant(type, value)]],
  );
}

function readFields(value: DbusValue): ReadonlyMap<number, DbusValue> {
  const fields = new Map<number, DbusValue>();
  if (!Array.isArray(value)) return fields;
  for (const field of value) {
    if (!Array.isArray(field)) continue;
    const [code, content] = field;
    if (typeof code === 'number' && content instanceof Variant) fields.set(code, content.value);
  }
  return fields;
}
