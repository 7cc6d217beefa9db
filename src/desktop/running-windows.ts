import { dlopen, ptr } from 'bun:ffi';
import type { RunningProgram } from './running-program.ts';

const takeProcesses = 0x2;
const mayAskForItsPath = 0x1000; // PROCESS_QUERY_LIMITED_INFORMATION
const mayAskForItsUser = 0x8; // TOKEN_QUERY
const tokenUser = 1;
/** The longest path Windows knows, in its characters of two bytes. */
const longestPath = 32_768;

/** PROCESSENTRY32W as 64-bit Windows lays it out. */
const entry = { size: 568, pid: 8, parent: 32 };

/**
 * The programs of this user, from Windows' own functions: no helper prints whole paths, and a packaged assistant may hand down
 * an environment in which helpers don't start. Undefined where these functions can't be called.
 */
export function listWindowsPrograms(): readonly RunningProgram[] | undefined {
  libraries ??= openLibraries();
  return libraries && listWith(libraries);
}

function listWith(windows: Windows): readonly RunningProgram[] | undefined {
  const snapshot = windows.CreateToolhelp32Snapshot(takeProcesses, 0);
  const buffer = Buffer.alloc(entry.size);
  buffer.writeUInt32LE(entry.size, 0);
  const self = readUser(windows.GetCurrentProcess(), windows);
  const programs: RunningProgram[] = [];
  try {
    let isThere = windows.Process32FirstW(snapshot, buffer) !== 0;
    if (!isThere) return undefined;
    for (; isThere; isThere = windows.Process32NextW(snapshot, buffer) !== 0) {
      const pid = buffer.readUInt32LE(entry.pid);
      const path = readPath(pid, self, windows);
      if (path !== undefined) programs.push({ pid, parent: buffer.readUInt32LE(entry.parent), path });
    }
    return programs;
  } finally {
    windows.CloseHandle(snapshot);
  }
}

/** Undefined for another user's process, or one that may not be asked. */
function readPath(pid: number, self: string, windows: Windows): string | undefined {
  const process = windows.OpenProcess(mayAskForItsPath, 0, pid);
  if (process === 0n) return undefined;
  try {
    if (readUser(process, windows) !== self) return undefined;
    const path = Buffer.alloc(longestPath * 2);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(longestPath);
    if (windows.QueryFullProcessImageNameW(process, 0, path, length) === 0) return undefined;
    return path.toString('utf16le', 0, length.readUInt32LE() * 2);
  } finally {
    windows.CloseHandle(process);
  }
}

/** The user's identifier in hexadecimal digits; empty where it can't be told. */
function readUser(process: bigint, windows: Windows): string {
  const token = Buffer.alloc(8);
  if (windows.OpenProcessToken(process, mayAskForItsUser, token) === 0) return '';
  const handle = token.readBigUInt64LE();
  const answer = Buffer.alloc(256);
  const length = Buffer.alloc(4);
  try {
    if (windows.GetTokenInformation(handle, tokenUser, answer, answer.length, length) === 0) return '';
    // It begins with the address of the identifier, which lies further on in the same answer.
    const start = Number(answer.readBigUInt64LE()) - ptr(answer);
    return answer.toString('hex', start, length.readUInt32LE());
  } finally {
    windows.CloseHandle(handle);
  }
}

type Windows = NonNullable<ReturnType<typeof openLibraries>>;

/** Kept, because programs are asked for again and again while somebody quits one. */
let libraries: Windows | undefined;

/** Undefined where Bun can't call libraries, which depends on the processor. */
function openLibraries() {
  try {
    const kernel = dlopen('kernel32.dll', {
      CreateToolhelp32Snapshot: { args: ['u32', 'u32'], returns: 'u64' },
      Process32FirstW: { args: ['u64', 'ptr'], returns: 'i32' },
      Process32NextW: { args: ['u64', 'ptr'], returns: 'i32' },
      OpenProcess: { args: ['u32', 'i32', 'u32'], returns: 'u64' },
      GetCurrentProcess: { args: [], returns: 'u64' },
      QueryFullProcessImageNameW: { args: ['u64', 'u32', 'ptr', 'ptr'], returns: 'i32' },
      CloseHandle: { args: ['u64'], returns: 'i32' },
    });
    const security = dlopen('advapi32.dll', {
      OpenProcessToken: { args: ['u64', 'u32', 'ptr'], returns: 'i32' },
      GetTokenInformation: { args: ['u64', 'i32', 'ptr', 'u32', 'ptr'], returns: 'i32' },
    });
    return { ...kernel.symbols, ...security.symbols };
  } catch {
    return undefined;
  }
}
