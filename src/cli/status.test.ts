import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../base/version.ts';
import { type DemoHalo, startDemoHalo } from '../demo/demo-halo.ts';
import { runProgram } from '../testing/program.ts';
import { testDay } from '../testing/session.ts';

let halo: DemoHalo;
const root = mkdtempSync(join(tmpdir(), 'halo status “ö” '));
beforeAll(() => {
  halo = startDemoHalo({ date: testDay });
});
afterAll(async () => {
  await halo.stop();
  rmSync(root, { recursive: true, force: true });
});

/** A whole login in the environment, with parts exchanged. */
const login = (changes: Readonly<Record<string, string>> = {}) => ({
  HALO_INSTANCE_URL: halo.url,
  HALO_CLIENT_ID: halo.clientId,
  HALO_CLIENT_SECRET: halo.clientSecret,
  ...changes,
});

describe('the exit code says whether a question would be answered, and else what keeps it', () => {
  test('0: it would', async () => {
    const { code, output, errors } = await runProgram({ args: ['status'], env: login() });
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output).toStartWith(`halo-mcp ${version}: ready\n\nLogin from the environment\n`);
    expect(output).toMatch(/✓ Invoices\s+[\d,]+\n/);
  });

  test('3: nothing is set up', async () => {
    const { code, output } = await runProgram({ args: ['doctor'] });
    expect(output).toContain('Not set up yet. Run "halo-mcp setup"');
    expect(code).toBe(3);
  });

  test('3: half a login in the environment', async () => {
    const { code, output } = await runProgram({ args: ['status'], env: { HALO_CLIENT_ID: halo.clientId } });
    expect(output.replace(/\s+/g, ' ')).toContain('HALO_INSTANCE_URL and HALO_CLIENT_SECRET are missing');
    expect(code).toBe(3);
  });

  test('4: Halo refuses the login', async () => {
    const env = login({ HALO_CLIENT_SECRET: 'a-wrong-secret-of-somebody' });
    const { code, output } = await runProgram({ args: ['status'], env });
    expect(output).toContain('not ready to answer');
    expect(output).not.toContain('a-wrong-secret');
    expect(code).toBe(4);
  });

  test('5: no Halo answers', async () => {
    const env = login({ HALO_INSTANCE_URL: 'http://127.0.0.1:9' });
    expect((await runProgram({ args: ['status'], env })).code).toBe(5);
  });

  test('1: settings that can not be read, although the login is there', async () => {
    const folder = mkdtempSync(join(root, 'broken '));
    writeFileSync(join(folder, 'settings.json'), '{"version": 2,');
    const env = login({ HALO_MCP_HOME: folder });
    const { code, output } = await runProgram({ args: ['status', '--json'], env });
    const status = JSON.parse(output);
    expect(status.ok).toBe(false);
    expect(status.errors[0].message).toContain('it is not valid JSON of the expected form');
    expect(code).toBe(1);
  });

  test('2: an option or a name that is none', async () => {
    expect((await runProgram({ args: ['status', '--jsno'] })).code).toBe(2);
  });
});

test('--json is an object of fixed shape and holds no secret', async () => {
  const { output } = await runProgram({ args: ['status', '--json'], env: login() });
  const status = JSON.parse(output);
  expect(Object.keys(status)).toEqual([
    'ok',
    'version',
    'profiles',
    'keychain',
    'assistants',
    'startAtLogin',
    'updates',
    'logFile',
    'errors',
  ]);
  expect(status).toMatchObject({ ok: true, version, errors: [] });
  expect(status.profiles).toHaveLength(1);
  expect(status.profiles[0]).toMatchObject({
    source: 'environment',
    address: halo.url,
    halo: { reachable: true },
    token: { ok: true },
    problem: null,
  });
  expect(status.profiles[0].areas).toHaveLength(9);
  expect(status.assistants).toHaveLength(10);
  expect(output).not.toContain(halo.clientSecret);
});

test('what went wrong lately is shown', async () => {
  const folder = mkdtempSync(join(root, 'errors '));
  const line = {
    at: '2026-11-15T09:30:00.000Z',
    level: 'warn',
    message: 'tool called',
    tool: 'list_tickets',
  };
  writeFileSync(
    join(folder, 'halo-mcp.log'),
    `${JSON.stringify({ ...line, outcome: 'HaloError', kind: 'forbidden' })}\n`,
  );
  const { output } = await runProgram({ args: ['status', '--json'], env: login({ HALO_MCP_HOME: folder }) });
  expect(JSON.parse(output).errors).toEqual([
    expect.objectContaining({ tool: 'list_tickets', kind: 'forbidden', time: line.at }),
  ]);
});

describe('--bundle writes what support needs', () => {
  test('into a file for this user alone, without secrets', async () => {
    const file = join(root, 'bundle.txt');
    const { code, output } = await runProgram({ args: ['status', '--bundle', file], env: login() });
    expect(output).toStartWith(`Written: ${file}`);
    const bundle = readFileSync(file, 'utf8');
    expect(bundle).toContain(halo.url);
    expect(bundle).not.toContain(halo.clientSecret);
    expect(code).toBe(0);
  });

  test('or to the standard output', async () => {
    const { output } = await runProgram({ args: ['status', '--bundle', '-'], env: login() });
    expect(output).toContain(`"version": "${version}"`);
    expect(existsSync('-')).toBe(false);
  });

  test('and says so where it can not', async () => {
    const { code, errors } = await runProgram({ args: ['status', '--bundle', root], env: login() });
    expect(errors).toContain('is a folder where a file is expected');
    expect(code).toBe(1);
  });
});
