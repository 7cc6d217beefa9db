import { execFile } from 'node:child_process';
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
      const [said = ''] = `${output}\n${errors}`.trim().split('\n');
      const code = error?.code ?? 0;
      resolve(
        said === '' ? `it said nothing and ended with ${code}` : `instead of its name it said: ${said}`,
      );
    });
  });
}
