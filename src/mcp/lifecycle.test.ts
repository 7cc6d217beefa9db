import { expect, test } from 'bun:test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getExecutable, type Program, runProgram, startProgram } from '../testing/program.ts';
import { ask, call, connectToProgram } from '../testing/program-client.ts';

const demo = { args: ['serve', '--demo', '--date', '2026-11-15'] };
const slowDemo = { args: [...demo.args, '--latency', '2000'] };

const initialize = message({
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
});
const initialized = message({ method: 'notifications/initialized' });

test('a tool that does not exist is an error of the protocol, which names it', async () => {
  await using session = await connectToProgram(demo);
  const asked = session.client.callTool({ name: 'list_nothing', arguments: {} });
  await expect(asked).rejects.toMatchObject({
    code: -32602,
    message: expect.stringContaining('list_nothing'),
  });
});

test('wrong arguments are named, with what is allowed', async () => {
  await using session = await connectToProgram(demo);
  const wrong: readonly (readonly [args: Record<string, unknown>, words: readonly string[]])[] = [
    [{ page_size: 500 }, ['page_size', '100']],
    [{ page: 'two' }, ['page', 'number']],
    [{ state: 'sleeping' }, ['state', 'open', 'closed', 'all']],
    [{ opened_from: 'yesterday' }, ['opened_from', 'YYYY-MM-DD']],
    [{ colour: 'blue' }, ['colour']],
  ];
  for (const [args, words] of wrong) {
    const { isError, text } = await call(session.client, 'list_tickets', args);
    expect({ args, isError }).toEqual({ args, isError: true });
    for (const word of words) expect(text).toContain(word);
  }
  const missing = await call(session.client, 'get_ticket');
  expect(missing).toMatchObject({ isError: true, text: expect.stringContaining('id') });
});

test('a cancelled call ends at once and without an answer, and the program works on', async () => {
  // Halo takes longer to answer than this test may.
  await using program = await startReady([...demo.args, '--latency', '60000']);
  program.write(callMessage(2, 'list_agents'));
  program.write(message({ method: 'notifications/cancelled', params: { requestId: 2 } }));
  await program.says('"outcome":"cancelled"');
  program.write(message({ id: 3, method: 'tools/list' }));
  await program.says('"id":3');
  expect(program.output()).not.toContain('"id":2');
});

test('progress is told to who asks for it, ever growing, and to nobody else', async () => {
  await using session = await connectToProgram(demo);
  const seen: number[] = [];
  await session.client.callTool(
    { name: 'revenue_breakdown', arguments: {} },
    { onprogress: ({ progress }) => seen.push(progress) },
  );
  expect(seen.length).toBeGreaterThan(1);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  const before = countProgress(session.program);
  await ask(session.client, 'revenue_breakdown');
  expect(countProgress(session.program)).toBe(before);
});

test('many calls at once are all answered, each with its own', async () => {
  await using session = await connectToProgram(demo);
  const names = [
    'list_tickets',
    'list_clients',
    'list_agents',
    'list_assets',
    'list_projects',
    'list_reports',
  ];
  const asked = [...names, ...names, ...names];
  const answers = await Promise.all(asked.map((name) => ask(session.client, name)));
  for (const [index, name] of asked.entries()) {
    expect(answers[index]?.split('\n')[0]).toContain(name.replace('list_', ''));
  }
});

test('a byte order mark before the first message loses nothing', async () => {
  await using program = await startProgram(demo);
  program.write('\uFEFF');
  program.write(initialize);
  await program.says('"id":1');
  expect(program.output()).toContain('"serverInfo"');
});

test('a byte order mark that arrives in pieces loses nothing either', async () => {
  await using program = await startProgram(demo);
  for (const byte of new TextEncoder().encode(`\uFEFF${initialize}`)) program.write(Uint8Array.of(byte));
  await program.says('"id":1');
});

test('lines may end as on Windows', async () => {
  await using program = await startProgram(demo);
  program.write(
    `${initialize}${initialized}${message({ id: 2, method: 'tools/list' })}`.replaceAll('\n', '\r\n'),
  );
  await program.says('"id":2');
  expect(program.output()).toContain('list_tickets');
});

test('what is no message is passed over', async () => {
  await using program = await startProgram(demo);
  program.write(`\nhello\n{"half":\n${initialize}`);
  await program.says('"id":1');
});

test('a message of 5 MB is answered', async () => {
  await using program = await startProgram(demo);
  program.write(initialize + initialized + callMessage(2, 'list_tickets', { search: 'x'.repeat(5_000_000) }));
  await program.says('"id":2');
});

test('an argument name of 5 MB is not sent back whole', async () => {
  await using session = await connectToProgram(demo);
  const { isError, text } = await call(session.client, 'list_tickets', { ['x'.repeat(5_000_000)]: 1 });
  expect(isError).toBe(true);
  expect(text).toStartWith('Demo data, not a real Halo: list_tickets was not run: there is no argument "xxx');
  expect(text.length).toBeLessThan(5_000);
});

test('a message over 10 MB ends the connection, and the log says why', async () => {
  await using program = await startProgram(demo);
  program.write(
    initialize + initialized + callMessage(2, 'list_tickets', { search: 'x'.repeat(11_000_000) }),
  );
  expect(await program.exit).toMatchObject({ code: 0 });
  const ended = program
    .errors()
    .split('\n')
    .find((line) => line.includes('"message":"ended"'));
  expect(ended).toMatch(/"reason":"[^"]*(?:buffer|size|large|long|exceed)/i);
});

test('it ends within a second when its input ends, idle or at work', async () => {
  await using idle = await startReady(demo.args);
  idle.closeInput();
  expect(await exitWithin(idle, 1000)).toEqual({ code: 0, signal: null });

  await using busy = await startReady(slowDemo.args);
  busy.write(callMessage(2, 'list_agents'));
  busy.closeInput();
  expect(await exitWithin(busy, 1000)).toEqual({ code: 0, signal: null });
});

test('it ends within a second when nobody reads its output any more', async () => {
  await using program = await startReady(demo.args);
  program.process.stdout.destroy();
  program.write(message({ id: 2, method: 'ping' }));
  expect(await exitWithin(program, 1000)).toEqual({ code: 0, signal: null });
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  'it ends within a second on %s, also at work',
  async (signal) => {
    await using program = await startReady(slowDemo.args);
    program.write(callMessage(2, 'list_agents'));
    program.process.kill(signal);
    expect(await exitWithin(program, 1000)).toEqual({ code: 0, signal: null });
  },
);

test('it ends within five seconds of its parent, though its input stays open', async () => {
  // Opened for writing too, a pipe never ends. The shell starts the program and is then killed.
  const script = 'mkfifo input; "$0" "$@" 0<>input & wait';
  const command = ['/bin/sh', '-c', script, await getExecutable(), ...demo.args];
  await using shell = await startProgram({ command });
  await shell.says('"serving"');
  await writeFile(join(shell.home, 'input'), initialize);
  await shell.says('"id":1');
  shell.process.kill('SIGKILL');
  // The program holds the shell's output, which is closed only once both have ended.
  await exitWithin(shell, 5000);
  expect(shell.errors()).toContain('the program that started halo-mcp has gone');
});

test('a second server beside the first is no trouble', async () => {
  await using first = await connectToProgram(demo);
  await using second = await connectToProgram(demo);
  expect(await ask(first.client, 'list_agents')).toBe(await ask(second.client, 'list_agents'));
});

test('nothing but messages is ever written to its output', async () => {
  await using session = await connectToProgram(demo);
  await ask(session.client, 'list_tickets');
  await call(session.client, 'get_ticket', { id: 999_999_999 });
  session.program.closeInput();
  await session.program.exit;
  const lines = session.program.output().trimEnd().split('\n');
  expect(lines.filter((line) => JSON.parse(line).jsonrpc !== '2.0')).toEqual([]);
});

test('--help and --version answer and end', async () => {
  const help = await runProgram({ args: ['--help'] });
  expect(help).toMatchObject({ code: 0, output: expect.stringContaining('serve') });
  const unknown = await runProgram({ args: ['launch'] });
  expect(unknown).toMatchObject({ code: 2, output: '', errors: expect.stringContaining('"launch"') });
});

async function startReady(args: readonly string[]): Promise<Program> {
  const program = await startProgram({ args });
  program.write(initialize + initialized);
  await program.says('"id":1');
  return program;
}

async function exitWithin(program: Program, ms: number) {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`It still runs after ${ms} ms: ${program.errors()}`)), ms);
  try {
    return await Promise.race([program.exit, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function countProgress(program: Program): number {
  return program.output().split('notifications/progress').length - 1;
}

function callMessage(id: number, name: string, args: Record<string, unknown> = {}): string {
  return message({ id, method: 'tools/call', params: { name, arguments: args } });
}

function message(content: Record<string, unknown>): string {
  return `${JSON.stringify({ jsonrpc: '2.0', ...content })}\n`;
}
