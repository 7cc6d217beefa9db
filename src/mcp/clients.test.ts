import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type ClientOptions } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { z } from 'zod';
import { type ExampleCall, findExampleCalls } from '../testing/example-calls.ts';
import { getInspector, getNode, oldSdkFolder } from '../testing/judges.ts';
import { needs } from '../testing/needs.ts';
import { type Finished, getExecutable, runProgram } from '../testing/program.ts';
import { ask, connectToProgram } from '../testing/program-client.ts';
import { catalogue } from '../tools/catalogue.ts';

const args = ['serve', '--demo', '--date', '2026-11-15'];
const toolNames = catalogue.map(({ name }) => name);

/** What any client must be told: the same calls, answered over our own connection. */
const expected: (ExampleCall & { readonly text: string })[] = [];
let home = '';

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'halo-mcp-clients-'));
  await using session = await connectToProgram({ args });
  for (const call of await findExampleCalls(session.client)) {
    expected.push({ ...call, text: await ask(session.client, call.tool, call.args) });
  }
});

afterAll(() => rm(home, { recursive: true, force: true }));

const eras: readonly (readonly [name: string, era: 'legacy' | 'modern', options: ClientOptions])[] = [
  ['as it is', 'legacy', {}],
  ['asking for the newest revision', 'modern', { versionNegotiation: { mode: { pin: '2026-07-28' } } }],
  ['finding out what the server speaks', 'modern', { versionNegotiation: { mode: 'auto' } }],
];

for (const [name, era, options] of eras) {
  test(`the official client, version 2, ${name}`, async () => {
    const client = new Client({ name: 'version-2', version: '1.0.0' }, options);
    await client.connect(
      new StdioClientTransport({
        command: await getExecutable(),
        args,
        env: { HOME: home },
        stderr: 'ignore',
      }),
    );
    expect(client.getProtocolEra()).toBe(era);
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(toolNames);
    for (const { tool, args, text } of expected) expect(await ask(client, tool, args)).toBe(text);
    await client.close();
  }, 30_000);
}

const testWithJudges = await needs('judges');

const seenByOldClient = z.object({
  server: z.string(),
  tools: z.array(z.string()),
  answers: z.array(z.object({ tool: z.string(), isError: z.boolean(), text: z.string() })),
});

testWithJudges(
  'the official client, version 1',
  async () => {
    const script = join(import.meta.dirname, '../testing/version-1-client.mjs');
    const program = [await getExecutable(), ...args].join('\n');
    const calls = JSON.stringify(expected.map(({ tool, args }) => ({ tool, args })));
    const { code, output, errors } = await runProgram({
      command: [getNode(), script, oldSdkFolder, program, calls],
    });
    expect({ code, errors }).toMatchObject({ code: 0 });
    expect(seenByOldClient.parse(JSON.parse(output))).toEqual({
      server: 'halo-mcp',
      tools: toolNames,
      answers: expected.map(({ tool, text }) => ({ tool, isError: false, text })),
    });
  },
  60_000,
);

testWithJudges(
  'the Inspector lists the tools and finds nothing that some client could not read',
  async () => {
    const { code, output, errors } = await inspect([
      '--method',
      'tools/list',
      '--strict',
      '--format',
      'json',
    ]);
    expect({ code, errors: withoutOwnLog(errors) }).toEqual({ code: 0, errors: '' });
    for (const name of toolNames) expect(output).toContain(`"${name}"`);
  },
  60_000,
);

for (const name of toolNames) {
  testWithJudges(
    `the Inspector calls ${name}`,
    async () => {
      const call = expected.find(({ tool }) => tool === name);
      const options = ['--method', 'tools/call', '--tool-name', name, '--format', 'json'];
      const given = ['--tool-args-json', JSON.stringify(call?.args ?? {})];
      const { code, output } = await inspect([...options, ...given]);
      expect(code).toBe(0);
      expect(output).toContain(JSON.stringify(call?.text ?? '').slice(1, -1));
    },
    60_000,
  );
}

async function inspect(options: readonly string[]): Promise<Finished> {
  return runProgram({ command: [...getInspector(), await getExecutable(), ...args, ...options] });
}

/** Our log goes to the same place as the Inspector's findings. */
function withoutOwnLog(errors: string): string {
  return errors
    .split('\n')
    .filter((line) => !line.startsWith('{"at":'))
    .join('\n');
}
