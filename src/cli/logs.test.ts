import { describe, expect, test } from 'bun:test';
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getExecutable, runProgram, startProgram } from '../testing/program.ts';
import { ask, call, connectToProgram } from '../testing/program-client.ts';
import { testDay } from '../testing/session.ts';

/** A folder for `HALO_MCP_HOME`, and the log in it. */
function makeHome() {
  const folder = mkdtempSync(join(tmpdir(), 'halo logs “ö” '));
  mkdirSync(folder, { recursive: true });
  return {
    env: { HALO_MCP_HOME: folder, TZ: 'UTC' },
    log: join(folder, 'halo-mcp.log'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const line = (message: string, facts: Readonly<Record<string, unknown>> = {}) =>
  `${JSON.stringify({ at: '2026-11-15T09:30:05.123Z', level: 'info', message, ...facts })}\n`;

describe('halo-mcp logs', () => {
  test('says where the log will be while there is none, and that is no failure', async () => {
    using home = makeHome();
    const { code, output, errors } = await runProgram({ args: ['logs'], env: home.env });
    expect({ code, output, errors }).toEqual({
      code: 0,
      output: '',
      errors: `There is no log yet; it will be ${home.log}\n`,
    });
  });

  test('prints lines for people, the last ones only when asked', async () => {
    using home = makeHome();
    writeFileSync(
      home.log,
      line('serving') + line('tool called', { tool: 'list_agents', rows: 24, client: 'claude-ai 0.1.0' }),
    );
    const all = await runProgram({ args: ['logs'], env: home.env });
    expect(all.errors).toBe(`The log is ${home.log}\n`);
    expect(all.output).toBe(
      '2026-11-15 09:30:05  info   serving\n' +
        '2026-11-15 09:30:05  info   tool called  tool=list_agents  rows=24  client="claude-ai 0.1.0"\n',
    );
    const last = await runProgram({ args: ['logs', '--lines', '1'], env: home.env });
    expect(last.output.split('\n')).toHaveLength(2);
  });

  test('with --json gives the lines as they are', async () => {
    using home = makeHome();
    writeFileSync(home.log, line('serving', { pid: 7 }));
    const { output } = await runProgram({ args: ['logs', '--json'], env: home.env });
    expect(output).toBe(line('serving', { pid: 7 }));
  });

  test('a line that is none, or that would steer the terminal, is shown harmlessly', async () => {
    using home = makeHome();
    writeFileSync(
      home.log,
      `not JSON \u001b[2J\n${line('client connected', { client: '\u001b]0;x\u0007' })}`,
    );
    const { output } = await runProgram({ args: ['logs'], env: home.env });
    expect(output).toStartWith('not JSON  [2J\n');
    expect(output.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  test('follows the log, also into a new file, until Ctrl-C', async () => {
    using home = makeHome();
    writeFileSync(home.log, line('old') + line('newest'));
    await using program = await startProgram({ args: ['logs', '--follow', '--lines', '1'], env: home.env });
    await program.says('newest');
    renameSync(home.log, `${home.log}.1`);
    writeFileSync(home.log, line('written after'));
    await program.says('written after');
    appendFileSync(home.log, line('and more'));
    await program.says('and more');
    expect(program.output()).not.toContain('old');
    program.process.kill('SIGINT');
    expect(await program.exit).toEqual({ code: 130, signal: null });
  });

  test('ends quietly when whoever reads it has seen enough', async () => {
    using home = makeHome();
    writeFileSync(home.log, line('again').repeat(20_000));
    const { code, output, errors } = await runProgram({
      command: ['sh', '-c', '"$0" logs --lines 20000 | head -n 1', await getExecutable()],
      env: { ...home.env, PATH: '/usr/bin:/bin' },
    });
    expect({ code, output }).toEqual({ code: 0, output: '2026-11-15 09:30:05  info   again\n' });
    expect(errors).toBe(`The log is ${home.log}\n`);
  });

  test.each([
    [['logs', '--lines', 'all'], '--lines is "all", but must be a whole number'],
    [['logs', '--tail'], 'There is no option "--tail"'],
  ])('%p is a usage error', async (args, sentence) => {
    const { code, errors, output } = await runProgram({ args });
    expect(errors).toContain(sentence);
    expect({ code, output }).toEqual({ code: 2, output: '' });
  });
});

describe('what the server writes', () => {
  test('a line per call: tool, outcome, rows, requests, client; and how it began and ended', async () => {
    using home = makeHome();
    {
      await using session = await connectToProgram({
        args: ['--demo', '--date', testDay],
        env: home.env,
      });
      await ask(session.client, 'list_agents');
      await ask(session.client, 'list_clients', { page_size: 3, search: 'e' });
      await call(session.client, 'get_client', { id: 'Nobody At All' });
      await call(session.client, 'list_clients', { page_size: 'Sesame' });
      session.program.closeInput();
      await session.program.exit;
    }
    const { output } = await runProgram({ args: ['logs', '--json'], env: home.env });
    const entries = output
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(entries.map(({ message }) => message)).toEqual([
      'serving',
      'client connected',
      ...Array.from({ length: 4 }, () => 'tool called'),
      'ended',
    ]);
    expect(entries[1]).toMatchObject({ client: 'halo-mcp-test 1.0.0' });
    const calls = entries.slice(2, 6);
    // It finds Halo's servers and signs in first.
    expect(calls[0]).toMatchObject({ tool: 'list_agents', outcome: 'answered', rows: 24, requests: 3 });
    expect(calls[1]).toMatchObject({
      outcome: 'answered',
      rows: 3,
      requests: 2,
      client: 'halo-mcp-test 1.0.0',
    });
    expect(calls[2]).toMatchObject({ level: 'warn', outcome: 'UserError' });
    expect(calls[3]).toMatchObject({ outcome: 'wrong arguments', requests: 0 });
    for (const entry of calls) expect(typeof entry.ms).toBe('number');
    expect(output).not.toMatch(/Nobody|Sesame|search/);
  });

  test('the kind of error that Halo gave', async () => {
    using home = makeHome();
    await using session = await connectToProgram({
      args: ['--demo', '--date', testDay, '--fault', 'no-scopes'],
      env: home.env,
    });
    await call(session.client, 'list_agents');
    const { output } = await runProgram({ args: ['logs'], env: home.env });
    expect(output).toMatch(/warn {3}tool called {2}tool=list_agents {2}outcome=HaloError {2}kind=no_scopes/);
  });
});
