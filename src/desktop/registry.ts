import { dlopen } from 'bun:ffi';

/** What a value of the registry holds; bytes where it is neither text nor a number. */
export type RegistryValue = string | number | Buffer;

/** The registry of Windows. Keys are named without their root. */
export interface Registry {
  /** Undefined where there is no such value, or it may not be read. */
  readonly read: (root: RegistryRoot, key: string, name: string) => RegistryValue | undefined;
  /** Writes a text into the person's part; Windows' error where it doesn't let us. */
  readonly writeText: (key: string, name: string, text: string) => number | undefined;
  /** Removes a value from the person's part; Windows' error where it doesn't let us. What isn't there is removed already. */
  readonly remove: (key: string, name: string) => number | undefined;
}

export type RegistryRoot = 'machine' | 'user';

const roots: Readonly<Record<RegistryRoot, bigint>> = {
  machine: 0xffffffff80000002n,
  user: 0xffffffff80000001n,
};

const types = { text: 1, number: 4 };
const takeAny = 0xffff; // RRF_RT_ANY
const largest = 64 * 1_024;
const notFound = 2;

/** By Windows' own functions, because helpers show windows. Undefined where Bun can't call libraries, which depends on the processor. */
export function openRegistry(): Registry | undefined {
  const windows = openLibrary();
  if (windows === undefined) return undefined;
  // The icon in the bar reads every few seconds.
  const [type, data, length] = [Buffer.alloc(4), Buffer.alloc(largest), Buffer.alloc(4)];
  return {
    read: (root, key, name) => {
      length.writeUInt32LE(data.length);
      const [keyText, nameText] = [toWideText(key), toWideText(name)];
      if (windows.RegGetValueW(roots[root], keyText, nameText, takeAny, type, data, length) !== 0)
        return undefined;
      const bytes = data.subarray(0, length.readUInt32LE());
      if (type.readUInt32LE() === types.number) return bytes.readUInt32LE();
      if (type.readUInt32LE() === types.text) return bytes.toString('utf16le').replace(/\0+$/, '');
      return Buffer.from(bytes);
    },
    writeText: (key, name, text) => {
      const value = toWideText(text);
      const [keyText, nameText] = [toWideText(key), toWideText(name)];
      return toFailure(
        windows.RegSetKeyValueW(roots.user, keyText, nameText, types.text, value, value.length),
      );
    },
    remove: (key, name) =>
      toFailure(windows.RegDeleteKeyValueW(roots.user, toWideText(key), toWideText(name))),
  };
}

function toFailure(code: number): number | undefined {
  return code === 0 || code === notFound ? undefined : code;
}

function openLibrary() {
  try {
    return dlopen('advapi32.dll', {
      RegGetValueW: { args: ['u64', 'ptr', 'ptr', 'u32', 'ptr', 'ptr', 'ptr'], returns: 'i32' },
      RegSetKeyValueW: { args: ['u64', 'ptr', 'ptr', 'u32', 'ptr', 'u32'], returns: 'i32' },
      RegDeleteKeyValueW: { args: ['u64', 'ptr', 'ptr'], returns: 'i32' },
    }).symbols;
  } catch {
    return undefined;
  }
}

function toWideText(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf16le');
}
