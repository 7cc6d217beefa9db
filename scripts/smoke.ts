import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { type Finished, type ProgramOptions, runProgram } from '../src/testing/program.ts';
import { ask, call, connectToProgram } from '../src/testing/program-client.ts';
import { catalogue } from '../src/tools/catalogue.ts';

/** How to start the executable that is tried. */
export interface Executable {
  /** The executable itself, or what starts it (Wine, an emulator), then the executable. */
  readonly command: readonly string[];
  /** What that needs in its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Drives a built executable as an assistant would, and looks at what it says: an exit code alone proves nothing,
 * since a damaged executable of Bun turns into Bun itself, which ends well too.
 * Throws an error that says what is wrong.
 */
export async function smoke(
  executable: Executable,
  report: (line: string) => void = () => undefined,
): Promise<void> {
  for (const [name, check] of checks) {
    try {
      await check(executable);
    } catch (cause) {
      throw new Error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
    report(`ok  ${name}`);
  }
}

/** Everything starts slower under Wine, and slower still in an emulator. */
const lifetimeMs = 120_000;

const checks: readonly (readonly [name: string, check: (executable: Executable) => Promise<void>])[] = [
  ['it tells its version', checkVersion],
  ['it answers a whole session on the demo, and ends with it', checkSession],
  ['without a login it still serves, and says how to set up', checkWithoutLogin],
  ['half a login is not used, and what is missing is named', checkHalfLogin],
  ['a wrong option is explained', checkWrongOption],
];

async function checkVersion(executable: Executable): Promise<void> {
  const { code, output } = await run(executable, ['--version']);
  expect(output.trim(), manifest.version, 'its version');
  expect(code, 0, 'the exit code');
}

async function checkSession(executable: Executable): Promise<void> {
  await using session = await connect(executable, ['serve', '--demo', '--date', '2026-11-15']);
  const { client, program } = session;
  expect(client.getServerVersion()?.name, 'halo-mcp', "the server's name");
  expect(client.getServerVersion()?.version, manifest.version, "the server's version");
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name).join(), catalogue.map(({ name }) => name).join(), 'its tools');
  for (const tool of ['list_agents', 'list_clients', 'list_tickets', 'revenue_breakdown']) {
    const answer = await ask(client, tool);
    if (!answer.startsWith('Demo data'))
      throw new Error(`${tool} does not say that this is demo data: ${answer}`);
    if (answer.split('\n').length < 5) throw new Error(`${tool} answers too little: ${answer}`);
  }
  program.closeInput();
  expect((await program.exit).code, 0, 'the exit code after the end of its input');
}

async function checkWithoutLogin(executable: Executable): Promise<void> {
  await using session = await connect(executable, []);
  const { tools } = await session.client.listTools();
  expect(tools.length, catalogue.length, 'the number of tools');
  await expectExplanation(session.client, ['halo-mcp setup']);
}

async function checkHalfLogin(executable: Executable): Promise<void> {
  const secret = 'not-to-be-seen-anywhere';
  const env = { HALO_INSTANCE_URL: 'https://halo.example.invalid', HALO_CLIENT_SECRET: secret };
  await using session = await connect(executable, ['serve'], env);
  await expectExplanation(session.client, ['HALO_CLIENT_ID']);
  session.program.closeInput();
  await session.program.exit;
  if (`${session.program.output()}${session.program.errors()}`.includes(secret))
    throw new Error('it shows the secret');
}

async function checkWrongOption(executable: Executable): Promise<void> {
  const { code, output, errors } = await run(executable, ['serve', '--colour', 'blue']);
  expect(output, '', 'its output, which belongs to MCP');
  if (!errors.includes('--colour')) throw new Error(`it does not name the option: ${errors}`);
  refuseStackTrace(errors);
  if (code === 0) throw new Error('it ends as if all were well');
}

async function expectExplanation(
  client: Parameters<typeof call>[0],
  words: readonly string[],
): Promise<void> {
  const { isError, text } = await call(client, 'list_clients');
  if (!isError) throw new Error(`it answers without a login: ${text}`);
  for (const word of words) if (!text.includes(word)) throw new Error(`it does not mention ${word}: ${text}`);
  refuseStackTrace(text);
}

function refuseStackTrace(text: string): void {
  if (/^\s+at /m.test(text)) throw new Error(`it shows a stack trace: ${text}`);
}

function expect(actual: unknown, expected: unknown, what: string): void {
  if (actual !== expected)
    throw new Error(`${what} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
}

function run(executable: Executable, args: readonly string[]): Promise<Finished> {
  return runProgram(describe(executable, args));
}

function connect(executable: Executable, args: readonly string[], env?: Record<string, string>) {
  return connectToProgram(describe(executable, args, env));
}

function describe(
  executable: Executable,
  args: readonly string[],
  env: Record<string, string> = {},
): ProgramOptions {
  return { command: executable.command, args, env: { ...executable.env, ...env }, lifetimeMs };
}

/** `npm run smoke -- FILE`, or what starts it and then the file: `npm run smoke -- qemu-aarch64-static FILE`. */
async function main(command: readonly string[]): Promise<number> {
  const file = command.at(-1);
  if (file === undefined || !existsSync(resolve(file))) {
    console.error(`Name the executable to try, such as: npm run smoke -- dist/halo-mcp`);
    return 2;
  }
  try {
    await smoke({ command: [...command.slice(0, -1), resolve(file)] }, console.log);
    return 0;
  } catch (error) {
    console.error(`FAILED  ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

if (import.meta.main) process.exit(await main(Bun.argv.slice(2)));
