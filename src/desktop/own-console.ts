import { dlopen } from 'bun:ffi';

/**
 * Leaves the console that Windows opened for this program alone, as it does when somebody starts it from Explorer, and takes its
 * window away. One that others are in, such as a shell, stays. True where it was left; the process's own streams lead nowhere then.
 */
export function leaveOwnConsole(): boolean {
  try {
    const { GetConsoleProcessList, GetConsoleWindow, FreeConsole } = dlopen('kernel32.dll', {
      GetConsoleProcessList: { args: ['ptr', 'u32'], returns: 'u32' },
      GetConsoleWindow: { args: [], returns: 'u64' },
      FreeConsole: { args: [], returns: 'i32' },
    }).symbols;
    const { ShowWindow } = dlopen('user32.dll', {
      ShowWindow: { args: ['u64', 'i32'], returns: 'i32' },
    }).symbols;
    if (GetConsoleProcessList(new Uint32Array(1), 1) !== 1) return false;
    const hide = 0;
    // Wine keeps the window of a console that is left for as long as anything of ours leads there.
    ShowWindow(GetConsoleWindow(), hide);
    return FreeConsole() !== 0;
  } catch {
    // Bun can't call libraries on every processor; the window then stays.
    return false;
  }
}
