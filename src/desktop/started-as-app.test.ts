import { afterAll, describe, expect, test } from 'bun:test';
import { constants } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getExecutable, runProgram, startProgram } from '../testing/program.ts';

const folder = await mkdtemp(join(tmpdir(), 'halo-mcp-app-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the program in the app of macOS', () => {
  const withNobodyAtInput = ['/bin/sh', '-c', 'exec "$0" "$@" </dev/null'];

  test('opened by a person shows the icon, and where there is no bar for it the settings', async () => {
    const program = await placeInApp();
    await using opened = await startProgram({
      command: [...withNobodyAtInput, program],
      env: { PATH: '/usr/bin:/bin' },
    });
    await opened.says(/The settings .*127\.0\.0\.1:\d+/s);
    opened.process.kill('SIGTERM');
    expect(await opened.exit).toMatchObject({ code: 130 });
  });

  test('started by an assistant, which holds a pipe, answers MCP', async () => {
    const question = { jsonrpc: '2.0', id: 1, method: 'ping' };
    await using program = await startProgram({ command: [await placeInApp()] });
    program.write(`${JSON.stringify(question)}\n`);
    await program.says('"id":1');
    program.closeInput();
    expect(await program.exit).toMatchObject({ code: 0 });
  });

  test('with nobody at its input, but told what to do, does that', async () => {
    const seen = await runProgram({
      command: [...withNobodyAtInput, await placeInApp()],
      args: ['--version'],
    });
    expect(seen).toMatchObject({ code: 0, output: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});

test('outside of an app, with nobody at its input, it is a server that ends at once', async () => {
  const command = ['/bin/sh', '-c', 'exec "$0" </dev/null', await getExecutable()];
  const seen = await runProgram({ command });
  expect(seen).toMatchObject({ code: 0, output: '' });
});

async function placeInApp(): Promise<string> {
  const program = join(folder, 'Halo MCP.app', 'Contents', 'MacOS', 'halo-mcp');
  await mkdir(join(program, '..'), { recursive: true });
  await copyFile(await getExecutable(), program, constants.COPYFILE_FICLONE);
  return program;
}
