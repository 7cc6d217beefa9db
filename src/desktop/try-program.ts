import { type ExecFileException, execFile } from 'node:child_process';
import { type Computer, readVariable } from './computer.ts';

/** A virus scanner may read a new program through before it starts for the first time. */
const timeoutMs = 60_000;

/**
 * Starts a copy of this program and looks whether it says its name and that version. A damaged one turns into another program that ends
 * well too, so its exit code tells nothing. Gives what is wrong, as the end of a sentence; undefined where nothing is.
 */
export function tryProgram(path: string, version: string, computer: Computer): Promise<string | undefined> {
  const systemRoot = readVariable(computer, 'SystemRoot');
  // Next to nothing, so that no variable of this process changes what it says.
  const env = systemRoot === undefined ? {} : { SystemRoot: systemRoot };
  return new Promise((resolve) => {
    execFile(path, ['--help'], { env, timeout: timeoutMs, windowsHide: true }, (error, output, errors) => {
      if (output.startsWith(`halo-mcp ${version}: `)) return resolve(undefined);
      resolve(describe(error, `${output}\n${errors}`.trim().split('\n')[0] ?? ''));
    });
  });
}

function describe(error: ExecFileException | null, said: string): string {
  if (said !== '') return `instead of its name it said: ${said.slice(0, 200)}`;
  if (error?.killed === true) return 'it gave no answer within a minute';
  if (typeof error?.code === 'string') return `it can't be started (${error.code})`;
  return `it said nothing and ended with ${error?.signal ?? error?.code ?? 0}`;
}
