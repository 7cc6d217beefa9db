import { describe, expect, test } from 'bun:test';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../base/version.ts';
import { startDemoHalo } from '../demo/demo-halo.ts';
import { getExecutable, runProgram, startProgram } from '../testing/program.ts';
import { ask, call, connectToProgram } from '../testing/program-client.ts';
import { testDay } from '../testing/session.ts';

/** Starts the compiled program as an assistant does and asks one question. */
async function askOnce(env: Readonly<Record<string, string>>, args: readonly string[] = []) {
  await using session = await connectToProgram({ env, args });
  const { tools } = await session.client.listTools();
  return { ...(await call(session.client, 'list_agents')), tools: tools.length };
}

async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'halo mcp “ö” 🦉 '));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const login = {
  HALO_INSTANCE_URL: 'http://127.0.0.1:9',
  HALO_CLIENT_ID: 'c0ffee00-0000-4000-8000-000000000000',
  HALO_CLIENT_SECRET: 'a-secret-nobody-may-see-123',
};

describe('without a usable configuration it starts, lists its tools, and each call says what to do', () => {
  test('nothing configured', async () => {
    const { text, isError, tools } = await askOnce({});
    expect(tools).toBe(18);
    expect(isError).toBe(true);
    expect(text).toBe('No Halo is set up yet. Run "halo-mcp setup" on this computer, then ask again');
  });

  test('a login with parts missing is never completed from elsewhere', async () => {
    const { text } = await askOnce({ HALO_INSTANCE_URL: login.HALO_INSTANCE_URL });
    expect(text).toBe(
      'The Halo login in the environment is not complete: HALO_CLIENT_ID and HALO_CLIENT_SECRET are missing. Set all of HALO_INSTANCE_URL, HALO_CLIENT_ID, HALO_CLIENT_SECRET, or none of them',
    );
  });

  test("an assistant's placeholder instead of the secret", async () => {
    const { text } = await askOnce({ ...login, HALO_CLIENT_SECRET: '__encrypted__:djEwAAAA' });
    expect(text).toStartWith(
      'HALO_CLIENT_SECRET arrived from the assistant as a placeholder instead of its value',
    );
    expect(text).not.toContain('djEw');
  });

  test('an address that is none', async () => {
    const { text } = await askOnce({ ...login, HALO_INSTANCE_URL: 'our halo' });
    expect(text).toStartWith('"our halo" is not an address I can use for Halo');
  });

  test('a number that is none', async () => {
    const { text } = await askOnce({ ...login, HALO_RATE_LIMIT: 'lots' });
    expect(text).toBe('HALO_RATE_LIMIT is "lots", but must be a whole number from 0 to 100000');
  });

  test('a settings file that is half written', async () => {
    await withFolder(async (folder) => {
      writeFileSync(join(folder, 'settings.json'), '{"version": 1, "proxy": "http://pro');
      const { text } = await askOnce({ ...login, HALO_MCP_HOME: folder });
      expect(text).toBe(
        `The settings file ${join(folder, 'settings.json')} can't be used: it is not valid JSON of the expected form. Correct it, or move it away to start afresh`,
      );
    });
  });

  test('a setting of the wrong kind is named', async () => {
    await withFolder(async (folder) => {
      writeFileSync(join(folder, 'settings.json'), '{"version": 1, "rateLimit": "many"}');
      const { text } = await askOnce({ ...login, HALO_MCP_HOME: folder });
      expect(text).toContain('"rateLimit" is not right');
    });
  });
});

describe('the log', () => {
  test('lies in our own folder, readable by this user alone, without the secret or any answer', async () => {
    await using demo = {
      halo: await startDemoHalo({ date: testDay }),
      [Symbol.asyncDispose]: async () => demo.halo.stop(),
    };
    await withFolder(async (folder) => {
      const env = {
        HALO_INSTANCE_URL: demo.halo.url,
        HALO_CLIENT_ID: demo.halo.clientId,
        HALO_CLIENT_SECRET: demo.halo.clientSecret,
      };
      const { text } = await askOnce({ ...env, HALO_MCP_HOME: folder, HALO_LOG_LEVEL: 'debug' });
      expect(text).toStartWith('agents 1–24 of 24');
      const log = readFileSync(join(folder, 'halo-mcp.log'), 'utf8');
      expect(log).toContain('"message":"tool called","tool":"list_agents","outcome":"answered"');
      expect(log).toContain('"path":"/api/Agent"');
      expect(log).not.toContain(demo.halo.clientSecret);
      expect(log).not.toMatch(/eyJ|Bearer|@demo-msp/);
    });
  });

  test('that can not be written stops no answer', async () => {
    await withFolder(async (folder) => {
      writeFileSync(join(folder, 'a file'), '');
      await using session = await connectToProgram({
        args: ['--demo', '--date', testDay],
        env: { HALO_MCP_HOME: join(folder, 'a file', 'x') },
      });
      expect(await ask(session.client, 'list_agents')).toContain('agents 1–24 of 24');
      expect(session.program.errors()).toContain("can't be written (ENOTDIR); logging here only");
    });
  });
});

describe('the demo', () => {
  test('answers without any login, and every reply says that it is demo data', async () => {
    const { text, isError } = await askOnce({}, ['serve', '--demo', '--date', testDay]);
    expect(isError).toBe(false);
    expect(text).toStartWith('Demo data, not a real Halo: agents 1–24 of 24');

    await using session = await connectToProgram({ args: ['serve', '--demo', '--date', testDay] });
    const failed = await call(session.client, 'get_client', { id: 'Nobody' });
    expect(failed.text).toStartWith('Demo data, not a real Halo: No client is called "Nobody"');
  });

  test('as a server of its own prints an environment that connects to it, and stops when asked', async () => {
    await using demo = await startProgram({ args: ['demo', '--port', '0', '--date', testDay] });
    await demo.says('HALO_CLIENT_SECRET=');
    const env = Object.fromEntries(
      demo
        .output()
        .trim()
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    expect((await askOnce(env)).text).toStartWith('agents 1–24 of 24');
    demo.process.kill('SIGTERM');
    expect(await demo.exit).toEqual({ code: 0, signal: null });
  });

  test.each([
    [['demo', '--date', 'yesterday'], 2, '--date is "yesterday", but must be a day written as YYYY-MM-DD'],
    [['demo', '--scale', '0'], 2, '--scale is "0", but must be a whole number from 1 to 50'],
    [['demo', '--fault', 'gremlins'], 1, 'There is no fault "gremlins"'],
  ])('%p is refused with exit code %i and a sentence', async (args, exitCode, sentence) => {
    const { code, errors, output } = await runProgram({ args });
    expect(errors).toContain(sentence);
    expect(output).toBe('');
    expect(code).toBe(exitCode);
  });
});

describe('on the command line', () => {
  test('--version is the version alone', async () => {
    expect(await runProgram({ args: ['--version'] })).toMatchObject({
      code: 0,
      output: `${version}\n`,
      errors: '',
    });
  });

  test.each([['--help'], ['help'], ['-h']])('%s lists the commands', async (arg) => {
    const { code, output } = await runProgram({ args: [arg] });
    expect(code).toBe(0);
    expect(output).toContain('Usage: halo-mcp [command] [options]');
    expect(output).toMatch(/^ {2}serve {2}/m);
    expect(output).toMatch(/^ {2}demo {3}/m);
  });

  test.each([['serve'], ['demo']])('%s --help tells about it', async (command) => {
    const { code, output } = await runProgram({ args: [command, '--help'] });
    expect(code).toBe(0);
    expect(output).toStartWith('Usage: halo-mcp ');
  });

  test('an unknown command or option is a usage error and starts nothing', async () => {
    expect(await runProgram({ args: ['sevre'] })).toMatchObject({ code: 2, output: '' });
    const wrong = await runProgram({ args: ['--dmeo'] });
    expect(wrong).toMatchObject({ code: 2, output: '' });
    expect(wrong.errors).toContain('"--dmeo"');
  });

  test("a stranger's .env in the folder it is started from is not read", async () => {
    const start = 'echo HALO_INSTANCE_URL=https://evil.example > .env && exec "$0"';
    await using session = await connectToProgram({
      command: ['sh', '-c', start, await getExecutable()],
      env: { PATH: '/usr/bin:/bin' },
    });
    expect(existsSync(join(session.program.home, '.env'))).toBe(true);
    expect((await call(session.client, 'list_agents')).text).toStartWith('No Halo is set up yet');
  });
});
