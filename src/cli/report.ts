import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { version } from '../base/version.ts';
import { saveFile } from '../desktop/save-file.ts';
import { type ExitCode, UsageError } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** Runs what follows in the arguments. */
type Run = (args: readonly string[], terminal: Terminal) => Promise<ExitCode>;

/**
 * Runs a command for an installer, which can read a file but no program's output. The file is UTF-16 with Windows' line ends: first
 * "halo-mcp 1.2.3 ended with 0", then what the command printed, errors included. Throws a UserError where it can't be written.
 */
export async function runWithReport(
  args: readonly string[],
  terminal: Terminal,
  run: Run,
): Promise<ExitCode> {
  const [file, ...command] = args;
  if (file === undefined || command.length === 0)
    throw new UsageError('--report takes a file, and then the command whose output goes there');
  const output = new PassThrough();
  const columns = () => undefined;
  const code = await run(command, {
    ...terminal,
    output,
    errorOutput: output,
    isInteractive: false,
    columns,
  });
  const lines = [
    `halo-mcp ${version} ended with ${code}`,
    ...(await text(output.end())).trimEnd().split('\n'),
    '',
  ];
  saveFile(file, Buffer.from(`\uFEFF${lines.join('\r\n')}`, 'utf16le'), new Date());
  return code;
}
