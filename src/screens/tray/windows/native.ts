import { dlopen, ptr } from 'bun:ffi';

/** A handle of Windows: a window, a menu, an icon. Zero is none. */
export type Handle = bigint;

/** The functions of Windows that the icon needs; loaded when this file is, so only in the window's thread. */
export const user32 = dlopen('user32.dll', {
  RegisterClassExW: { args: ['ptr'], returns: 'u16' },
  CreateWindowExW: {
    args: ['u32', 'ptr', 'ptr', 'u32', 'i32', 'i32', 'i32', 'i32', 'u64', 'u64', 'u64', 'ptr'],
    returns: 'u64',
  },
  DefWindowProcW: { args: ['u64', 'u32', 'u64', 'i64'], returns: 'i64' },
  DestroyWindow: { args: ['u64'], returns: 'i32' },
  GetMessageW: { args: ['ptr', 'u64', 'u32', 'u32'], returns: 'i32' },
  TranslateMessage: { args: ['ptr'], returns: 'i32' },
  DispatchMessageW: { args: ['ptr'], returns: 'i64' },
  PostQuitMessage: { args: ['i32'], returns: 'void' },
  PostMessageW: { args: ['u64', 'u32', 'u64', 'i64'], returns: 'i32' },
  RegisterWindowMessageW: { args: ['ptr'], returns: 'u32' },
  GetSystemMetrics: { args: ['i32'], returns: 'i32' },
  CreatePopupMenu: { args: [], returns: 'u64' },
  AppendMenuW: { args: ['u64', 'u32', 'u64', 'ptr'], returns: 'i32' },
  CheckMenuRadioItem: { args: ['u64', 'u32', 'u32', 'u32', 'u32'], returns: 'i32' },
  SetMenuDefaultItem: { args: ['u64', 'u32', 'u32'], returns: 'i32' },
  TrackPopupMenuEx: { args: ['u64', 'u32', 'i32', 'i32', 'u64', 'ptr'], returns: 'i32' },
  DestroyMenu: { args: ['u64'], returns: 'i32' },
  SetForegroundWindow: { args: ['u64'], returns: 'i32' },
  GetCursorPos: { args: ['ptr'], returns: 'i32' },
  CreateIconFromResourceEx: { args: ['ptr', 'u32', 'i32', 'u32', 'i32', 'i32', 'u32'], returns: 'u64' },
  DestroyIcon: { args: ['u64'], returns: 'i32' },
}).symbols;

export const shell32 = dlopen('shell32.dll', {
  Shell_NotifyIconW: { args: ['u32', 'ptr'], returns: 'i32' },
}).symbols;

export const kernel32 = dlopen('kernel32.dll', {
  GetModuleHandleW: { args: ['ptr'], returns: 'u64' },
}).symbols;

/** A text for a function of Windows; it must live as long as Windows uses it. */
export function toWide(text: string): Uint8Array {
  return Buffer.from(`${text}\0`, 'utf16le');
}

/** Sharp on every screen, in this thread only. Windows 10 has it since 1703; where it is missing, the icon is a little soft. */
export function useScreenPixels(): void {
  const perMonitorVersion2 = -4n;
  try {
    dlopen('user32.dll', {
      SetThreadDpiAwarenessContext: { args: ['i64'], returns: 'i64' },
    }).symbols.SetThreadDpiAwarenessContext(perMonitorVersion2);
  } catch {
    // An older Windows.
  }
}

/** The address of bytes, as a number for a structure. */
export function addressOf(bytes: Uint8Array): bigint {
  return BigInt(ptr(bytes));
}
