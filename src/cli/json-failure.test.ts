import { expect, test } from 'bun:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../testing/program.ts';

const wrong: readonly (readonly string[])[] = [
  ['setup', '--json', '--nonsense'],
  ['setup', '--json=yes'],
  ['status', '--json', '--nonsense'],
  ['status', '--json', '--profile'],
  ['uninstall', '--json', '--nonsense'],
  ['uninstall', '--json'],
];

for (const args of wrong) {
  test(`"${args.join(' ')}" tells in JSON what is wrong`, async () => {
    const home = await mkdtemp(join(tmpdir(), 'halo-mcp-json-'));
    const { code, output, errors } = await runProgram({ args, env: { HOME: home } });
    await rm(home, { recursive: true, force: true });
    expect({ code, errors }).toEqual({ code: 2, errors: '' });
    expect(JSON.parse(output)).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/./), exitCode: 2 },
    });
  });
}
