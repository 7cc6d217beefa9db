import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { z } from 'zod';
import { type DemoHalo, startDemoHalo } from '../demo/demo-halo.ts';
import { findSecrets, readTree } from '../testing/find-secrets.ts';
import { type Keyring, startKeyring } from '../testing/keyring.ts';
import { needs } from '../testing/needs.ts';
import { type Finished, getExecutable, startProgram } from '../testing/program.ts';
import { ask, connectToProgram } from '../testing/program-client.ts';
import { testDay } from '../testing/session.ts';
import { watchProcesses } from '../testing/watch-processes.ts';

let halo: DemoHalo;
const root = mkdtempSync(join(tmpdir(), 'halo-mcp-setup-'));
beforeAll(() => {
  halo = startDemoHalo({ date: testDay });
});
afterAll(async () => {
  await (await keyring)?.stop();
  await halo.stop();
  rmSync(root, { recursive: true, force: true });
});

const canMount = Bun.spawnSync(['unshare', '--mount', 'true']).success;
/** A keyring at the usual place: assistants, and so the last check, pass on no other. */
const [declareWithKeyring, declareWithMounts] = [await needs('keyring'), await needs('own mounts')];
const testWithKeyring: typeof declareWithKeyring = (name, run) =>
  (canMount ? declareWithKeyring : declareWithMounts)(name, run, 30_000);
let keyring: Promise<Keyring> | undefined;
const openKeyring = () => (keyring ??= startKeyring());
const lookUp = async (name: string) => (await openKeyring()).lookUp(name);

const wrongSecret = 'a1b2c3d4-1111-2222-3333-444455556666-a1b2c3d4-1111-2222-3333-444455556666';
const atHalo = () => ['--address', halo.url, '--client-id', halo.clientId, '--client-secret-stdin'];

const resultSchema = z.strictObject({
  ok: z.boolean(),
  profile: z.string(),
  halo: z.object({ address: z.string() }).nullable(),
  agent: z.string().nullable(),
  areas: z.array(z.looseObject({ area: z.string(), access: z.string() })),
  keychain: z.enum(['stored', 'kept']).nullable(),
  assistants: z.array(z.object({ id: z.string(), problem: z.string().nullable() })),
  check: z.object({ tools: z.number(), answer: z.string() }).nullable(),
  dryRun: z.boolean(),
  error: z.object({ message: z.string().nullable(), exitCode: z.number() }).nullable(),
});
const configSchema = z.looseObject({
  mcpServers: z.record(z.string(), z.object({ command: z.string(), args: z.array(z.string()) })),
});
const settingsSchema = z.looseObject({ profiles: z.record(z.string(), z.looseObject({})) });

/** What differs from the usual start. */
interface Extra {
  readonly env?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
}

/** One person's computer; each has profiles of its own in the keyring that all share. */
function openHome(profile?: string) {
  const home = mkdtempSync(join(root, `home of "Zoë" 🦉 `));
  const claude = join(home, '.config', 'Claude', 'claude_desktop_config.json');
  const settings = join(home, '.config', 'halo-mcp', 'settings.json');
  mkdirSync(join(home, '.config', 'Claude'), { recursive: true });
  writeFileSync(claude, '{\n\t"theme": "dark" }\n');
  const env = { HOME: home, PATH: '/usr/bin:/bin' };
  const named = profile === undefined ? [] : ['--profile', profile];
  const start = async (args: readonly string[], { env: more = {}, command }: Extra = {}) => {
    const program = [await getExecutable()];
    return startProgram({
      command:
        command ??
        (canMount && Bun.which('dbus-daemon') ? (await openKeyring()).atUsualPlace(program) : program),
      args: ['setup', ...named, ...args],
      env: { ...env, ...more },
    });
  };
  return {
    home,
    claude,
    settings,
    env,
    start,
    run: async (args: readonly string[], input = '', extra: Extra = {}): Promise<Finished> => {
      await using program = await start(args, extra);
      program.write(input);
      program.closeInput();
      const exit = await program.exit;
      return { ...exit, output: program.output(), errors: program.errors() };
    },
    readSettings: () => settingsSchema.parse(JSON.parse(readFileSync(settings, 'utf8'))),
    readServers: () => configSchema.parse(JSON.parse(readFileSync(claude, 'utf8'))).mcpServers,
  };
}

const readResult = ({ output }: Finished) => resultSchema.parse(JSON.parse(output));

/** Everything below the home: names, permissions and bytes. */
function describeTree(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .map((path) => ({ path, stat: statSync(path) }))
    .map(({ path, stat }) => `${path} ${stat.mode} ${stat.isFile() ? readFileSync(path, 'base64') : ''}`)
    .sort();
}

testWithKeyring('set up without questions, the command in the file of Claude Desktop answers', async () => {
  const { run, readServers, readSettings, home, settings } = openHome('first');
  using processes = watchProcesses();
  const ended = await run(
    ['--yes', ...atHalo(), '--assistants', 'claude-desktop'],
    `${halo.clientSecret}\r\n`,
  );
  expect(ended).toMatchObject({ code: 0 });
  expect(ended.output).toContain('✓ Claude Desktop is connected');
  expect(readSettings().profiles['first']).toMatchObject({ address: halo.url, signIn: 'client-secret' });
  expect(statSync(settings).mode & 0o777).toBe(0o600);
  const entry = readServers()['halo-first'];
  await using connected = await connectToProgram({
    command: (await openKeyring()).atUsualPlace([entry?.command ?? '', ...(entry?.args ?? [])]),
    env: { HOME: home, PATH: '/usr/bin:/bin' },
  });
  expect(await ask(connected.client, 'list_agents')).toContain('Rosalind Pemberton');
  const evidence = {
    ...readTree(home),
    output: ended.output + ended.errors,
    lists: [...processes.seen].join(),
  };
  expect(findSecrets([halo.clientSecret], evidence)).toEqual([]);
});

testWithKeyring('--json gives one object of fixed shape', async () => {
  const result = readResult(await openHome('json').run(['--json', ...atHalo()], halo.clientSecret));
  expect(result).toMatchObject({ ok: true, profile: 'json', keychain: 'stored', error: null });
  expect(result.areas).toHaveLength(9);
  expect(result.check?.tools).toBeGreaterThan(10);
});

testWithKeyring('what is not given again stays as it is', async () => {
  const { run, readServers, readSettings } = openHome('again');
  await run(
    ['--yes', ...atHalo(), '--tenant', 'acme', '--proxy', 'http://proxy.invalid:8080'],
    halo.clientSecret,
  );
  const before = readSettings();
  const more = await run(['--json', '--assistants', 'claude-desktop']);
  expect(readResult(more)).toMatchObject({ ok: true, keychain: 'kept' });
  expect(Object.keys(readServers())).toEqual(['halo-again']);
  expect(readSettings()).toEqual(before);
  expect((await run(['--yes', '--proxy', ''])).code).toBe(0);
  expect(readSettings()).toEqual({ ...before, proxy: undefined });
});

testWithKeyring('a stored secret goes to no other address', async () => {
  const { run } = openHome('bound');
  const other = startDemoHalo({ date: testDay });
  try {
    await run(['--yes', ...atHalo()], halo.clientSecret);
    const ended = await run(['--yes', '--address', other.url]);
    expect(ended.code).toBe(2);
    expect(ended.errors).toContain('--client-secret-stdin');
    expect(other.requests).toEqual([]);
  } finally {
    await other.stop();
  }
});

testWithKeyring('a whole login of the environment is stored, with the way out', async () => {
  const { run, readSettings } = openHome('environment');
  const env = {
    HALO_INSTANCE_URL: halo.url,
    HALO_CLIENT_ID: halo.clientId,
    HALO_CLIENT_SECRET: halo.clientSecret,
    HTTPS_PROXY: 'http://dana:horse@proxy.invalid:8080',
    NODE_EXTRA_CA_CERTS: join(root, 'authorities.pem'),
  };
  writeFileSync(env.NODE_EXTRA_CA_CERTS, rootCertificates[0] ?? '');
  const ended = await run(['--yes'], '', { env });
  expect(ended.errors).toContain('The login is taken from HALO_INSTANCE_URL');
  expect(ended.errors).toContain('The proxy of this environment is used, and kept');
  expect(ended.code).toBe(0);
  expect(readSettings()).toMatchObject({
    proxy: 'http://proxy.invalid:8080',
    proxyLogin: true,
    caFile: env.NODE_EXTRA_CA_CERTS,
  });
  expect(readSettings().profiles['environment']).toMatchObject({ address: halo.url });
});

testWithKeyring('a dry run tries the login and changes nothing', async () => {
  const { run, home } = openHome('dry');
  const before = describeTree(home);
  const ended = await run(
    ['--json', '--dry-run', ...atHalo(), '--assistants', 'claude-desktop'],
    halo.clientSecret,
  );
  expect(readResult(ended)).toMatchObject({ ok: true, dryRun: true, keychain: null, check: null });
  // The log tells of it, as of everything.
  expect(describeTree(home).filter((line) => !before.includes(line) && !line.includes('.local'))).toEqual([]);
  expect(await lookUp('dry/client-id')).toBeUndefined();
});

testWithKeyring('two set-ups at once both take effect', async () => {
  const home = openHome();
  const ends = await Promise.all(
    ['one', 'two'].map((name) =>
      home.run(
        ['--profile', name, '--yes', ...atHalo(), '--assistants', 'claude-desktop'],
        halo.clientSecret,
      ),
    ),
  );
  expect(ends.map(({ code }) => code)).toEqual([0, 0]);
  expect(Object.keys(home.readSettings().profiles).sort()).toEqual(['one', 'two']);
  expect(Object.keys(home.readServers()).sort()).toEqual(['halo-one', 'halo-two']);
});

testWithKeyring('--remove takes one profile away and leaves the other', async () => {
  const home = openHome();
  for (const name of ['stays', 'goes']) {
    await home.run(
      ['--profile', name, '--yes', ...atHalo(), '--assistants', 'claude-desktop'],
      halo.clientSecret,
    );
  }
  expect((await home.run(['--profile', 'goes', '--remove', '--yes'])).code).toBe(0);
  expect(Object.keys(home.readSettings().profiles)).toEqual(['stays']);
  expect(Object.keys(home.readServers())).toEqual(['halo-stays']);
  expect(await lookUp('goes/client-secret')).toBeUndefined();
  expect(await lookUp('stays/client-id')).toBe(halo.clientId);
});

describe('the exit code says what went wrong, and nothing is stored', () => {
  /** Runs it and looks that nothing came of it. */
  async function fail(args: readonly string[], input: string, extra: Extra = {}) {
    const home = openHome('failing');
    const ended = await home.run(args, input, extra);
    expect(readdirSync(join(home.home, '.config'))).toEqual(['Claude']);
    expect(readFileSync(home.claude, 'utf8')).toBe('{\n\t"theme": "dark" }\n');
    return ended;
  }

  test('2: a secret on the command line, which is not said again', async () => {
    for (const args of [['--client-secret', wrongSecret], [`--client-secret=${wrongSecret}`]]) {
      const { code, output, errors } = await fail(['--yes', ...args], '');
      expect(code).toBe(2);
      expect(errors).toContain('other users of this computer');
      expect(output + errors).not.toContain('a1b2c3d4');
    }
    for (const args of [
      [`--clientsecret=${wrongSecret}`],
      [`--${wrongSecret}`],
      ['--client-secret-fd', wrongSecret],
    ]) {
      const { code, output, errors } = await fail(['--json', ...args], '');
      expect({ code, errors }).toEqual({ code: 2, errors: '' });
      expect(output).not.toContain('a1b2c3d4');
    }
  });

  test('2: options that lack something, or contradict each other, also as JSON', async () => {
    const missing = await fail(['--json'], '');
    expect(missing.code).toBe(2);
    expect(readResult(missing).error).toMatchObject({ exitCode: 2 });
    expect(missing.output).toContain('--address and --client-id and --client-secret-stdin');
    for (const args of [
      [...atHalo(), '--client-secret-fd', '3'],
      [...atHalo(), '--sign-in'],
      [...atHalo(), '--assistants', 'klippy'],
      ['--profile', 'Not A Name', ...atHalo()],
    ]) {
      expect((await fail(['--yes', ...args], halo.clientSecret)).code).toBe(2);
    }
    expect((await fail(['--yes', ...atHalo()], '\n')).errors).toContain('Nothing came through');
    expect((await fail([...atHalo()], halo.clientSecret)).errors).toContain('Give --yes');
  });

  test('4: Halo refuses the login', async () => {
    const ended = await fail(['--json', ...atHalo()], wrongSecret);
    expect(ended.code).toBe(4);
    expect(readResult(ended)).toMatchObject({ ok: false, keychain: null, error: { exitCode: 4 } });
    expect(ended.output + ended.errors).not.toContain('a1b2c3d4');
  });

  test('4: ID and secret are swapped, which is said', async () => {
    const args = ['--yes', '--address', halo.url, '--client-id', wrongSecret, '--client-secret-stdin'];
    const ended = await fail(args, '01234567-89ab-cdef-0123-456789abcdef');
    expect(ended.errors).toContain(
      'This looks like the client secret; the client ID is the shorter of the two',
    );
    expect(ended.code).toBe(4);
  });

  test('4: Halo lets the login read nothing, and what it lacks is named', async () => {
    const ended = await fail(['--json', ...atHalo(), '--scope', 'read:timesheets'], halo.clientSecret);
    expect(ended.code).toBe(4);
    expect(readResult(ended).areas[0]).toMatchObject({ access: 'forbidden', permission: 'read:tickets' });
  });

  test('5: nobody answers, or something that is no Halo', async () => {
    const nobody = ['--yes', '--address', 'http://127.0.0.1:9', '--client-id', 'x', '--client-secret-stdin'];
    expect((await fail(nobody, wrongSecret)).code).toBe(5);
    const page = Bun.serve({
      port: 0,
      hostname: '127.0.0.1',
      fetch: () => new Response('<html>Hi</html>', { headers: { 'content-type': 'text/html' } }),
    });
    const args = ['--yes', '--address', page.url.href, '--client-id', 'x', '--client-secret-stdin'];
    const ended = await fail(args, wrongSecret);
    await page.stop(true);
    expect(ended.code).toBe(5);
    expect(ended.errors).not.toContain('<html>');
  });

  testWithKeyring('6: the keychain is locked, or not there', async () => {
    for (const state of ['locked', 'absent'] as const) {
      await using other = await startKeyring(state);
      const ended = await fail(['--yes', ...atHalo()], halo.clientSecret, {
        command: other.atUsualPlace([await getExecutable()]),
      });
      expect({ state, code: ended.code }).toEqual({ state, code: 6 });
      expect(ended.errors).toContain('HALO_CLIENT_SECRET');
    }
  });
});

testWithKeyring(
  '7: where an assistant’s file is broken it stays as it is, and the login is stored',
  async () => {
    const { run, claude, readSettings } = openHome('broken');
    writeFileSync(claude, '{"mcpServers": {');
    const ended = await run(
      ['--json', ...atHalo(), '--assistants', 'claude-desktop,cursor'],
      halo.clientSecret,
    );
    expect(ended.code).toBe(7);
    expect(readResult(ended)).toMatchObject({ ok: false, keychain: 'stored', error: { exitCode: 7 } });
    expect(readFileSync(claude, 'utf8')).toBe('{"mcpServers": {');
    expect(Object.keys(readSettings().profiles)).toEqual(['broken']);
  },
);

testWithKeyring('1: where the settings can not be written, the keychain is as before', async () => {
  const { run, home } = openHome('read-only');
  // A file where the folder should be stops root as well.
  writeFileSync(join(home, '.config', 'halo-mcp'), '');
  const ended = await run(['--yes', ...atHalo()], halo.clientSecret);
  expect(ended.code).toBe(1);
  expect(await lookUp('read-only/client-secret')).toBeUndefined();
});

testWithKeyring('Ctrl-C at any step ends it with 130 and leaves all or nothing of the login', async () => {
  for (const said of ['Looking for Halo', 'Trying the login', 'Storing the login', 'Asking a first']) {
    const home = openHome('interrupted');
    await using program = await home.start(['--yes', ...atHalo(), '--assistants', 'claude-desktop']);
    program.write(`${halo.clientSecret}\n`);
    await program.says(said);
    program.process.kill('SIGINT');
    const { code } = await program.exit;
    const isStored = (await lookUp('interrupted/client-secret')) !== undefined;
    const isSet = existsSync(home.settings) && 'interrupted' in home.readSettings().profiles;
    expect({ said, code, isStored }).toEqual({ said, code: 130, isStored: isSet });
    if (!isStored) expect(readFileSync(home.claude, 'utf8')).toBe('{\n\t"theme": "dark" }\n');
    await home.run(['--remove', '--yes']);
  }
});

testWithKeyring('the secret comes through a file descriptor too', async () => {
  const { run, home } = openHome('descriptor');
  const file = join(root, 'secret');
  writeFileSync(file, `${halo.clientSecret}\n`);
  const program = ['sh', '-c', 'exec "$@" 3< "$0"', file, await getExecutable()];
  const command = (await openKeyring()).atUsualPlace(program);
  const args = ['--yes', ...atHalo().slice(0, 4), '--client-secret-fd', '3'];
  expect((await run(args, '', { command })).code).toBe(0);
  expect(findSecrets([halo.clientSecret], readTree(home))).toEqual([]);
});

testWithKeyring('a pipe that stays open after the secret keeps nobody waiting', async () => {
  await using program = await openHome('open-pipe').start(['--yes', ...atHalo()]);
  program.write(`${halo.clientSecret}\n`);
  expect((await program.exit).code).toBe(0);
});
