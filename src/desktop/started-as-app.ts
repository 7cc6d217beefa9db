import { fstatSync } from 'node:fs';

/**
 * Whether macOS started the program as an app, such as by a double click: out of an app's folder, with nobody at standard input,
 * which is then /dev/null. An assistant that starts the same file holds a pipe there, and a person in a terminal types there.
 */
export function isStartedAsApp(executable: string): boolean {
  return /\.app\/Contents\/MacOS\/[^/]+$/.test(executable) && isNobodyAtInput();
}

function isNobodyAtInput(): boolean {
  try {
    const input = fstatSync(0);
    return input.isCharacterDevice() && process.stdin.isTTY !== true;
  } catch {
    return true; // closed
  }
}
