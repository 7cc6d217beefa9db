import { UserError } from '../base/errors.ts';
import { parseJson } from '../base/json.ts';
import { startChild } from '../desktop/child-process.ts';
import type { Status } from '../setup/status.ts';
import type { Workplace } from '../setup/workplace.ts';

/** Halo and the keychain have given up long before. */
const longestMs = 120_000;

/**
 * Everything, as `halo-mcp status --json` finds it, in a process of its own: what it takes to ask Halo would stay in the memory of a
 * program that runs all day. Rejects with the signal's reason; what is under way then ends by itself, lest Halo's new sign-in be lost.
 */
export async function askStatus(
  { program, computer }: Pick<Workplace, 'program' | 'computer'>,
  signal: AbortSignal,
): Promise<Status> {
  const env = Object.entries(computer.environment).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const child = startChild(program.command, [...program.args, 'status', '--json'], Object.fromEntries(env));
  const late = setTimeout(child.kill, longestMs);
  late.unref();
  child.input.end();
  let output = '';
  child.output.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await orAborted(child.exit, signal);
  clearTimeout(late);
  const found = parseJson(output);
  if (isStatus(found)) return found;
  const [reason = ''] = child.errors().trim().split('\n');
  throw new UserError(`The status could not be read (${reason || 'it took too long'}). Start halo-mcp again`);
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Another release of this program may have taken its place on the disk meanwhile. */
function isStatus(value: unknown): value is Status {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['profiles', 'assistants', 'errors'].every((name) => name in value) &&
    'version' in value &&
    typeof value.version === 'string'
  );
}
