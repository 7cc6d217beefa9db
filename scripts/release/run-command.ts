/**
 * Runs a tool to its end and returns what it wrote; throws with that when it fails. Its variables are added to ours.
 * What it asks for on standard input can come from a file.
 */
export async function runCommand(
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
  inputFile?: string,
): Promise<string> {
  const [program = '', ...args] = command;
  const found = findTool(program);
  if (!found) throw new Error(`"${program}" is not installed`);
  const child = Bun.spawn([found, ...args], {
    env: { ...process.env, ...env },
    stdio: [inputFile === undefined ? 'ignore' : Bun.file(inputFile), 'pipe', 'pipe'],
  });
  const [output, errors] = await Promise.all([child.stdout.text(), child.stderr.text()]);
  if ((await child.exited) !== 0) throw new Error(`${command.join(' ')} failed:\n${errors}${output}`);
  return output;
}

/** Where a tool lies, by PATH as it is now; undefined where it is not installed. */
export function findTool(program: string): string | undefined {
  return Bun.which(program, { PATH: process.env['PATH'] ?? '' }) ?? undefined;
}
