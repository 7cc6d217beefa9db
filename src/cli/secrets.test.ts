import { afterAll, expect } from 'bun:test';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DemoHalo, startDemoHalo } from '../demo/demo-halo.ts';
import { allowSignIn, demoLogin } from '../testing/demo-sign-in.ts';
import { startEavesdropper } from '../testing/eavesdropper.ts';
import { type Evidence, findSecrets, readTree } from '../testing/find-secrets.ts';
import { type Keyring, startKeyring } from '../testing/keyring.ts';
import { needs } from '../testing/needs.ts';
import { getExecutable, type Program, startProgram } from '../testing/program.ts';
import { call, connectToProgram } from '../testing/program-client.ts';
import { testDay } from '../testing/session.ts';
import { watchProcesses } from '../testing/watch-processes.ts';

const root = await mkdtemp(join(tmpdir(), 'halo-mcp-secrets-'));
afterAll(() => rm(root, { recursive: true, force: true }));
const proxyPassword = 'correct horse / battery + staple';
const wrongSecret = 'a1b2c3d4-1111-2222-3333-444455556666-a1b2c3d4-1111-2222-3333-444455556666';
/** Given where everybody can see it, which the program refuses; it must not say it again. */
const typedSecret = 'ffffffff-1111-2222-3333-444455556666-ffffffff-1111-2222-3333-444455556666';
const testWithKeyring = await needs('keyring', 'own mounts');

testWithKeyring(
  'a whole life of the program leaves no secret in an argument list, a file, a log or an answer',
  async () => {
    const demo = startDemoHalo({ date: testDay, refreshLeewaySeconds: 0 });
    await using halo = startEavesdropper(demo.url);
    await using keyring = await startKeyring();
    using processes = watchProcesses();
    const life = await openLife(keyring);
    const bundle = join(root, 'bundle.json');
    const atDemo = ['--address', halo.url, '--client-id', demo.clientId, '--client-secret-stdin'];
    try {
      const secret = `${demo.clientSecret}\n`;
      expect(await life.run(['setup', '--client-secret', typedSecret])).toBe(2);
      expect(await life.run(['setup', '--yes', ...atDemo], `${wrongSecret}\n`)).toBe(4);
      expect(await life.run(['setup', '--yes', '--json', ...atDemo], `${wrongSecret}\n`)).toBe(4);
      expect(await life.run(['setup', '--yes', '--dry-run', '--json', ...atDemo], secret)).toBe(0);
      const connected = [...atDemo, '--assistants', 'claude-desktop,codex-cli'];
      const env = { HTTPS_PROXY: `http://dana:${encodeURIComponent(proxyPassword)}@proxy.invalid:8080` };
      expect(await life.run(['setup', '--yes', '--json', ...connected], secret, env)).toBe(0);
      expect(await life.signIn(['setup', '--yes', '--profile', 'dana', '--sign-in'], halo.url, demo)).toBe(0);
      await life.ask([]);
      await life.ask(['--profile', 'dana']);
      expect(await life.run(['status'])).toBe(0);
      expect(await life.run(['status', '--json'])).toBe(0);
      expect(await life.run(['status', '--bundle', bundle])).toBe(0);
      expect(await life.run(['logs', '--json'])).toBe(0);
      expect(await life.run(['logs'])).toBe(0);
      const evidence = { ...life.evidence, ...readTree(root) };
      expect(Object.keys(evidence)).toContain(bundle);
      expect(await life.run(['uninstall', '--yes', '--json'])).toBe(0);

      const secrets = new Set([...halo.secrets, demo.clientSecret, proxyPassword, wrongSecret]);
      // Two client secrets, two access tokens at least, a code with its verifier, and the tokens of a person.
      expect(secrets.size).toBeGreaterThanOrEqual(8);
      const all = { ...evidence, ...life.evidence, ...readTree(root) };
      expect(findSecrets([...secrets, typedSecret], all)).toEqual([]);
      // The search does find what is there.
      expect(findSecrets(['"theme": "dark"'], all)).not.toEqual([]);
      const lists = [...processes.seen].join('\n');
      expect(lists).toContain('--client-secret-stdin');
      expect(findSecrets(secrets, { 'argument lists': lists })).toEqual([]);
    } finally {
      await demo.stop();
    }
  },
  120_000,
);

/** One person's computer: a home and a keyring that outlast each start of the program. */
interface Life {
  /** Everything that was printed so far, by the command. */
  readonly evidence: Evidence;
  /** Runs the program to its end; gives its exit code. */
  readonly run: (
    args: readonly string[],
    input?: string,
    env?: Readonly<Record<string, string>>,
  ) => Promise<number | null>;
  /** The same for a sign-in, which a person allows in the browser that opens. */
  readonly signIn: (args: readonly string[], url: string, demo: DemoHalo) => Promise<number | null>;
  /** Asks as an assistant does: one good question and a bad one. */
  readonly ask: (args: readonly string[]) => Promise<void>;
}

async function openLife(keyring: Keyring): Promise<Life> {
  const home = join(root, 'home of “Dana”');
  await mkdir(join(home, '.config', 'Claude'), { recursive: true });
  await mkdir(join(home, '.codex'));
  await writeFile(join(home, '.config', 'Claude', 'claude_desktop_config.json'), '{"theme": "dark"}\n');
  const opened = join(home, 'opened');
  const programs = join(home, 'bin');
  await mkdir(programs);
  await writeFile(join(programs, 'xdg-open'), `#!/bin/sh\nprintf %s "$1" > "${opened}"\n`);
  await chmod(join(programs, 'xdg-open'), 0o755);
  const usual = { HOME: home, PATH: `${programs}:/usr/bin:/bin`, TERM: 'xterm' };
  const command = keyring.atUsualPlace([await getExecutable()]);
  const evidence: Record<string, string> = {};
  const end = async (program: Program, args: readonly string[]) => {
    const { code } = await program.exit;
    evidence[`${Object.keys(evidence).length + 1}: ${args.join(' ')}`] = program.output() + program.errors();
    return code;
  };
  return {
    evidence,
    run: async (args, input = '', env = {}) => {
      await using program = await startProgram({ command, args, env: { ...usual, ...env } });
      program.write(input);
      program.closeInput();
      return await end(program, args);
    },
    signIn: async (args, url, demo) => {
      const all = [...args, '--address', url, '--client-id', demo.nativeClientId];
      await using program = await startProgram({ command, args: all, env: usual });
      program.closeInput();
      await program.says(/https?:\/\/[^\s]*\/auth\/authorize\S+/);
      const page =
        /https?:\/\/[^\s]*\/auth\/authorize\S+/.exec(program.output() + program.errors())?.[0] ?? '';
      await fetch(await allowSignIn(page, demoLogin(demo)));
      return await end(program, args);
    },
    ask: async (args) => {
      await using connected = await connectToProgram({
        command,
        args,
        env: { HOME: home, PATH: '/usr/bin:/bin' },
      });
      const { client, program } = connected;
      const good = await call(client, 'list_agents');
      expect(good.isError).toBe(false);
      const bad = await call(client, 'get_ticket', { id: 1 });
      evidence[`${Object.keys(evidence).length + 1}: assistant`] =
        `${good.text}${bad.text}${program.errors()}`;
    },
  };
}
