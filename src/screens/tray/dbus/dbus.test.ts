import { expect, test } from 'bun:test';
import { listBusSockets } from './address.ts';
import { type Message, readMessage, writeMessage } from './message.ts';
import { Reader } from './reader.ts';
import { splitSignature } from './signature.ts';
import { DbusFormatError, type DbusValue, Variant } from './value.ts';
import { Writer } from './writer.ts';

const values: readonly (readonly [signature: string, value: DbusValue])[] = [
  ['y', 255],
  ['b', true],
  ['n', -2],
  ['q', 65_535],
  ['i', -3],
  ['u', 4_294_967_295],
  ['x', -5n],
  ['t', 18_446_744_073_709_551_615n],
  ['d', 1.5],
  ['s', 'Größe “ö”'],
  ['o', '/StatusNotifierItem'],
  ['g', 'a{sv}'],
  ['ay', new Uint8Array([1, 2, 3])],
  ['as', []],
  ['a(iiay)', [[1, 2, new Uint8Array([9])]]],
  ['a{sv}', new Map([['label', new Variant('s', 'Quit')]])],
  ['a{sv}', new Map()],
  ['v', new Variant('(sv)', ['a', new Variant('x', 1n)])],
];

test.each([...values])('%s is read as it was written', (signature, value) => {
  const writer = new Writer();
  writer.write('y', 7); // so that the value must be aligned
  writer.write(signature, value);
  const reader = new Reader(writer.finish(), 0, true);
  expect(reader.read('y')).toBe(7);
  expect(reader.read(signature)).toEqual(value);
});

test('a message of the specification’s byte order, as another library writes it, is read', () => {
  // Hello, by libdbus, big-endian.
  const bytes = new Uint8Array([
    ...[0x42, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0x2e],
    ...[1, 1, 0x6f, 0, 0, 0, 0, 2, 0x2f, 0x61, 0, 0, 0, 0, 0, 0],
    ...[3, 1, 0x73, 0, 0, 0, 0, 5, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0, 0, 0],
    ...[6, 1, 0x73, 0, 0, 0, 0, 5, 0x61, 0x2e, 0x62, 0x2e, 0x63, 0, 0, 0],
  ]);
  expect(readMessage(bytes)?.message).toMatchObject({ kind: 'call', path: '/a', member: 'Hello', serial: 1 });
});

test('a message comes back whole, and in pieces not before its last byte', () => {
  const message: Message = {
    kind: 'signal',
    isOneWay: true,
    serial: 5,
    path: '/MenuBar',
    face: 'com.canonical.dbusmenu',
    member: 'LayoutUpdated',
    signature: 'ui',
    body: [3, 0],
  };
  const bytes = writeMessage(message);
  for (let length = 0; length < bytes.length; length++)
    expect(readMessage(bytes.subarray(0, length))).toBeUndefined();
  expect(readMessage(Buffer.concat([bytes, bytes]))).toMatchObject({ message, length: bytes.length });
});

test('a value of another type than announced is refused before anything is sent', () => {
  const write = (signature: string, value: DbusValue) => () => new Writer().write(signature, value);
  expect(write('s', 1)).toThrow(DbusFormatError);
  expect(write('u', 'a')).toThrow(DbusFormatError);
  expect(write('x', 1)).toThrow(DbusFormatError);
  expect(write('v', 'a')).toThrow(DbusFormatError);
  expect(write('a{sv}', [])).toThrow(DbusFormatError);
  expect(write('(ss)', ['only one'])).toThrow(DbusFormatError);
});

test('what is not a signature is refused, and so is one made to exhaust the stack', () => {
  expect(splitSignature('a(sa{sv})ub')).toEqual(['a(sa{sv})', 'u', 'b']);
  for (const wrong of ['(', '(s', ')', 'a', '()', 'z', '{s', 'a'.repeat(300)])
    expect(() => splitSignature(wrong)).toThrow(DbusFormatError);
});

test('bytes that lie about their lengths are refused', () => {
  const read = (signature: string, bytes: readonly number[]) => () =>
    new Reader(new Uint8Array(bytes), 0, true).read(signature);
  expect(read('s', [255, 255, 255, 255, 65])).toThrow(DbusFormatError);
  expect(read('ai', [8, 0, 0, 0, 1, 0, 0, 0])).toThrow(DbusFormatError);
  expect(read('v', [2, 0x73, 0x73, 0])).toThrow(DbusFormatError);
  const nested = Array.from({ length: 200 }, () => [1, 0x76, 0]).flat();
  expect(read('v', nested)).toThrow(DbusFormatError);
});

test('a message that announces to be huge is refused at once', () => {
  const head = new Uint8Array(16);
  head.set([0x6c, 4, 0, 1, 0, 0, 0, 0x40]);
  expect(() => readMessage(head)).toThrow('too large');
});

test('any damage to a message gives an error of ours or another message, never anything else', () => {
  const bytes = writeMessage({
    kind: 'return',
    isOneWay: true,
    serial: 1,
    replyTo: 1,
    signature: 'a{sv}as',
    body: [new Map([['a', new Variant('ai', [1, 2])]]), ['x', 'y']],
  });
  for (let at = 0; at < bytes.length; at++) {
    for (const value of [0, 1, 0x7f, 0xff]) {
      const damaged = bytes.slice();
      damaged[at] = value;
      try {
        readMessage(damaged);
      } catch (error) {
        expect(error).toBeInstanceOf(DbusFormatError);
      }
    }
  }
});

test('the session bus is found where the environment says', () => {
  const find = (address: string, folder?: string) =>
    listBusSockets({ DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: folder });
  expect(find('unix:path=/run/user/1000/bus,guid=ab')).toEqual(['/run/user/1000/bus']);
  expect(find('unix:abstract=/tmp/dbus-x,guid=ab')).toEqual(['\0/tmp/dbus-x']);
  expect(find('unix:path=/a%20b;tcp:host=127.0.0.1;unix:path=/c')).toEqual(['/a b', '/c']);
  expect(find('', '/run/user/1000')).toEqual(['/run/user/1000/bus']);
  expect(listBusSockets({})).toEqual([]);
});
