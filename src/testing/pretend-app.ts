import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, linkSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A program that only looks like an assistant's app. */
export interface PretendApp extends AsyncDisposable {
  readonly pid: number;
  readonly path: string;
  /** How it ended; null where a signal ended it. */
  readonly exit: Promise<number | null>;
}

/**
 * Starts a real process whose executable has that path, and waits until it is ready. Its behaviour is pretend-app-main.ts,
 * which the arguments are for. It is killed when the test is done with it.
 */
export async function startPretendApp(
  path: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<PretendApp> {
  placeExecutable(path);
  const child = spawn(path, [join(import.meta.dirname, 'pretend-app-main.ts'), ...args], {
    env: { ...environment, BUN_BE_BUN: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.once('error', reject);
    child.once('close', () => reject(new Error(`${path} ended at once`)));
  });
  return {
    pid: child.pid ?? 0,
    path,
    exit,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/** Bun's own executable under another name, unless there is one: a link where that is possible, because it is large. */
export function placeExecutable(path: string): void {
  if (existsSync(path)) return; // copying over a link would destroy Bun
  mkdirSync(dirname(path), { recursive: true });
  try {
    linkSync(process.execPath, path);
  } catch {
    copyFileSync(process.execPath, path);
  }
}
