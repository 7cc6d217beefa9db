import { dlopen } from 'bun:ffi';
import type { Policy, PolicyValue } from './policy.ts';

/** A machine's policy comes before a person's. */
const roots = [
  { name: 'HKEY_LOCAL_MACHINE', handle: 0xffffffff80000002n },
  { name: 'HKEY_CURRENT_USER', handle: 0xffffffff80000001n },
];

const textOrNumber = 0x2 | 0x10; // RRF_RT_REG_SZ, RRF_RT_REG_DWORD
const typeOfNumber = 4;

/** What Group Policy or Intune set in the registry; undefined where it holds nothing, or can't be asked. */
export function readWindowsPolicy({ name, windowsKey }: Policy): PolicyValue | undefined {
  const read = openRegistry();
  if (read === undefined) return undefined;
  const [key, value] = [toWideText(windowsKey), toWideText(name)];
  for (const root of roots) {
    const [type, data, length] = [Buffer.alloc(4), Buffer.alloc(1_024), Buffer.alloc(4)];
    length.writeUInt32LE(data.length);
    if (read(root.handle, key, value, textOrNumber, type, data, length) !== 0) continue;
    return {
      value:
        type.readUInt32LE() === typeOfNumber
          ? String(data.readUInt32LE())
          : data.toString('utf16le', 0, length.readUInt32LE()).replace(/\0+$/, ''),
      place: `${root.name}\\${windowsKey}`,
    };
  }
  return undefined;
}

/** Undefined where Bun can't call libraries, which depends on the processor. */
function openRegistry() {
  try {
    return dlopen('advapi32.dll', {
      RegGetValueW: { args: ['u64', 'ptr', 'ptr', 'u32', 'ptr', 'ptr', 'ptr'], returns: 'i32' },
    }).symbols.RegGetValueW;
  } catch {
    return undefined;
  }
}

function toWideText(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf16le');
}
