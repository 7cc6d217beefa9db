import { afterAll, beforeAll, describe, expect } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DemoHalo, startDemoHalo } from '../demo/demo-halo.ts';
import { type Keyring, startKeyring } from '../testing/keyring.ts';
import { needs } from '../testing/needs.ts';
import { getExecutable, runProgram, startProgram } from '../testing/program.ts';
import { call, connectToProgram } from '../testing/program-client.ts';
import { testDay } from '../testing/session.ts';

const testWithKeyring = await needs('keyring');
const testWithOwnMounts = await needs('keyring', 'own mounts');
const wayWithout = 'Without a keychain, give the login as HALO_INSTANCE_URL';
const lifetimeMs = 60_000;

let halo: DemoHalo;
let home = '';
beforeAll(() => {
  halo = startDemoHalo({ date: testDay });
  home = mkdtempSync(join(tmpdir(), 'halo keychain “ö” '));
});
afterAll(async () => {
  await halo.stop();
  rmSync(home, { recursive: true, force: true });
});

/** What Claude Desktop passes on to a server, and nothing else. */
const passedOn = () => ({
  HOME: home,
  LOGNAME: 'dana',
  PATH: '/usr/bin:/bin',
  SHELL: '/bin/sh',
  TERM: 'dumb',
  USER: 'dana',
});

describe('started by an assistant, which passes no session on', () => {
  testWithOwnMounts(
    'the stored login is read without a question and answers a call',
    async () => {
      await using keyring = await startKeyring();
      await storeLogin(keyring);
      const command = [...keyring.atUsualPlace([await getExecutable()]), '--profile', 'default'];
      await using connected = await connectToProgram({ command, env: passedOn() });
      expect(await call(connected.client, 'list_agents')).toMatchObject({ isError: false });
    },
    lifetimeMs,
  );

  testWithOwnMounts(
    'so it is where only one of the two variables came along, or names a folder without a bus',
    async () => {
      await using keyring = await startKeyring();
      await storeLogin(keyring);
      const bus = `unix:path=/run/user/${process.getuid?.()}/bus`;
      for (const env of [
        { XDG_RUNTIME_DIR: `/run/user/${process.getuid?.()}` },
        { XDG_RUNTIME_DIR: home },
        { DBUS_SESSION_BUS_ADDRESS: bus },
        { DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: '' },
      ]) {
        const command = [...keyring.atUsualPlace([await getExecutable()]), 'status'];
        const { code, output } = await runProgram({ command, env: { ...passedOn(), ...env } });
        expect(output).toContain(': ready\n');
        expect(code).toBe(0);
      }
    },
    lifetimeMs,
  );
});

describe('a keychain that gives nothing is named in the reply, with what to do, and the next call may work', () => {
  testWithKeyring(
    'locked',
    async () => {
      await using keyring = await startKeyring();
      await storeLogin(keyring);
      await keyring.lock();
      await using connected = await connectToProgram({ env: { ...passedOn(), ...keyring.env } });
      const { isError, text } = await call(connected.client, 'list_agents');
      expect(isError).toBe(true);
      expect(text).toContain('The keyring of this session is locked. Unlock it');
      expect(text).toContain(wayWithout);
      await keyring.unlock();
      expect(await call(connected.client, 'list_agents')).toMatchObject({ isError: false });
    },
    lifetimeMs,
  );

  testWithKeyring(
    'absent, and no bus at all',
    async () => {
      await using keyring = await startKeyring('absent');
      for (const env of [keyring.env, { DBUS_SESSION_BUS_ADDRESS: `unix:path=${home}/bus` }]) {
        await using connected = await connectToProgram({ env: { ...passedOn(), ...env } });
        const { isError, text } = await call(connected.client, 'list_agents');
        expect(isError).toBe(true);
        expect(text).toContain(
          'The keyring of this session is not there for halo-mcp. Sign in to the desktop',
        );
        expect(text).toContain(wayWithout);
      }
    },
    lifetimeMs,
  );
});

describe('status --json shows the problem of the keychain and ends with 6', () => {
  const cases = [
    ['locked', 'is locked'],
    ['absent', 'is not there'],
    ['frozen', 'did not answer in time'],
  ] as const;
  for (const [state, words] of cases) {
    testWithKeyring(
      state,
      async () => {
        await using keyring = await startKeyring();
        await storeLogin(keyring);
        if (state === 'locked') await keyring.lock();
        if (state === 'frozen') keyring.freeze();
        const env = state === 'absent' ? { DBUS_SESSION_BUS_ADDRESS: `unix:path=${home}/bus` } : keyring.env;
        const { code, output } = await runProgram({
          args: ['status', '--json'],
          env: { ...passedOn(), ...env },
        });
        const status = JSON.parse(output);
        expect(status.keychain).toEqual({ ok: false, problem: expect.stringContaining(words) });
        expect(status.profiles[0].problem).toContain(words);
        expect(code).toBe(6);
      },
      lifetimeMs,
    );
  }
});

async function storeLogin(keyring: Keyring): Promise<void> {
  await using storing = await startProgram({
    command: [process.execPath, join(import.meta.dirname, '../testing/store-profile.ts')],
    args: [halo.url, halo.clientId],
    env: { ...passedOn(), ...keyring.env },
  });
  storing.write(halo.clientSecret);
  storing.closeInput();
  const { code } = await storing.exit;
  if (code !== 0) throw new Error(`Nothing was stored: ${storing.errors()}`);
  expect(await keyring.lookUp('default/client-id')).toBe(halo.clientId);
}

testWithKeyring(
  'Ctrl-C ends a set-up at once that waits for the keychain, and says that nothing is stored',
  async () => {
    await using own = await startKeyring();
    own.freeze();
    const home = mkdtempSync(join(tmpdir(), 'halo-mcp-stop-'));
    const login = ['--address', halo.url, '--client-id', halo.clientId, '--client-secret-stdin'];
    const program = await startProgram({
      args: ['setup', '--yes', ...login],
      env: { ...own.env, HOME: home },
    });
    program.write(`${halo.clientSecret}\n`);
    await program.says('Storing the login');
    program.process.kill('SIGINT');
    expect((await program.exit).code).toBe(130);
    expect(program.errors()).toContain('Stopped. Nothing was stored');
    rmSync(home, { recursive: true, force: true });
  },
);
