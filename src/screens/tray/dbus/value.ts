/** A value as it travels over D-Bus; its signature says which of these it must be. 64-bit numbers are bigint. */
export type DbusValue =
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Variant
  | readonly DbusValue[]
  | ReadonlyMap<string | number, DbusValue>;

/** A value that brings its own signature. */
export class Variant {
  readonly signature: string;
  readonly value: DbusValue;

  constructor(signature: string, value: DbusValue) {
    this.signature = signature;
    this.value = value;
  }
}

/** What came over the bus, or was to be sent, is not what D-Bus allows. */
export class DbusFormatError extends Error {
  override readonly name = 'DbusFormatError';
}
