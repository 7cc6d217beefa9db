import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { startChild } from '../desktop/child-process.ts';
import { createFixedClock } from '../testing/fixed-clock.ts';
import { catalogue } from '../tools/catalogue.ts';
import { checkCommand, type StartedCommand } from './check-command.ts';

const program = join(import.meta.dir, '..', 'main.ts');
const home = mkdtempSync(join(tmpdir(), 'halo-mcp-check-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const signal = new AbortController().signal;
const limits = { clock: systemClock, signal };

const start = (file: string, ...args: readonly string[]) => startChild(file, args, { HOME: home });
const startOurs = (...args: readonly string[]) => start(process.execPath, program, ...args);
const startScript = (script: string) => start(process.execPath, '-e', script);

async function fail(started: StartedCommand, given = limits): Promise<string> {
  const error = await checkCommand(started, given).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  return error instanceof UserError ? error.message : '';
}

test('a command that works answers one question, and is ended', async () => {
  const started = startOurs('--demo', '--date', '2026-11-15');
  const checked = await checkCommand(started, limits);
  expect(checked.tools).toBe(catalogue.length);
  expect(checked.answer).toBe('Demo data, not a real Halo: agents 1 of 24, active only, by name');
  await started.exit;
});

test('a tool that answers with an error is quoted', async () => {
  const started = startOurs();
  expect(await fail(started)).toStartWith(
    'The command works, but its first question was not answered: No Halo is set up yet',
  );
  await started.exit;
});

test('a program that ends at once says with which code, and its last sentence', async () => {
  const message = await fail(
    startScript(
      `console.error('{"level":"info","message":"hello"}'); console.error('It is broken'); process.exit(3)`,
    ),
  );
  expect(message).toStartWith('The command ended before it answered (exit code 3); it said: It is broken. ');
});

test('the last error of its log is quoted where there is no sentence', async () => {
  const message = await fail(
    startScript(
      `console.error('{"level":"error","message":"No such profile"}\\n{"level":"info"}'); process.exit(1)`,
    ),
  );
  expect(message).toContain('(exit code 1); it said: No such profile. ');
});

test('a program that is missing can not be started', async () => {
  const missing = startChild('/nonexistent/halo-mcp', [], {});
  expect(await fail(missing)).toStartWith("The command can't be started: ");
});

test('a program that says nothing is given up and ended', async () => {
  const started = startScript('setInterval(() => undefined, 1000)');
  const message = await fail(started, { clock: createFixedClock(), signal });
  expect(message).toStartWith('The command was started but gave no answer within 20 seconds. ');
  await started.exit;
});

test('a program that answers with something else is named as such', async () => {
  const started = startScript(`
    process.stdin.once('data', () => {
      console.log('Welcome');
      console.log(JSON.stringify({ jsonrpc: '2.0', id: 0, error: { code: -32601, message: 'No such method' } }));
    });
    setInterval(() => undefined, 1000)`);
  expect(await fail(started)).toStartWith('The command answers, but not as halo-mcp does ');
  await started.exit;
});

test('called off, it ends the program and rejects with the reason', async () => {
  const started = startScript('setInterval(() => undefined, 1000)');
  const stop = new AbortController();
  const checking = checkCommand(started, { clock: systemClock, signal: stop.signal });
  stop.abort(new Error('enough'));
  await expect(checking).rejects.toThrow('enough');
  await started.exit;
});
