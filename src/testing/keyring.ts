import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Unlocked; locked, with nobody there to ask for the password; or a bus on which no keyring answers. */
export type KeyringState = 'unlocked' | 'locked' | 'absent';

/**
 * A real gnome-keyring on a D-Bus of its own, for tests; nothing of this machine's session is touched. Two ways to use it:
 * `startProgram({ env: keyring.env })`, or, for what an assistant starts without any such variable,
 * `startProgram({ command: keyring.atUsualPlace([executable]) })` (declare that test with `needs('own mounts')` as well).
 */
export interface Keyring extends AsyncDisposable {
  /** What a session passes on: DBUS_SESSION_BUS_ADDRESS and XDG_RUNTIME_DIR. */
  readonly env: Readonly<Record<'DBUS_SESSION_BUS_ADDRESS' | 'XDG_RUNTIME_DIR', string>>;
  /** The same command, for which the bus lies at `/run/user/<uid>/bus`, in a mount namespace of its own. */
  readonly atUsualPlace: (command: readonly string[]) => readonly string[];
  /** Locks it with all that is in it. */
  readonly lock: () => Promise<void>;
  readonly unlock: () => Promise<void>;
  /** From now on it answers nothing, as one that waits for a person does; until `unlock` or `lock`. */
  readonly freeze: () => void;
  /** What is stored for our service under that name, read by another program; undefined where nothing is. */
  readonly lookUp: (name: string) => Promise<string | undefined>;
  /** Ends all of its processes and removes its files. */
  readonly stop: () => Promise<void>;
}

/** The programs it is made of. */
export const keyringPrograms: readonly string[] = [
  'dbus-daemon',
  'dbus-send',
  'gnome-keyring-daemon',
  'secret-tool',
];

/** What shows the window in which a keyring asks for its password. */
export const keyringWindow = '/usr/libexec/gcr-prompter';

/** Unlocks every keyring that is started here. */
export const keyringPassword = 'a password';

/** Starts a keyring that holds nothing. On a `screen` it asks for its password; declare that with `needs('keyring window')`. */
export async function startKeyring(
  state: KeyringState = 'unlocked',
  screen: { readonly DISPLAY?: string } = {},
): Promise<Keyring> {
  const root = await mkdtemp(join(tmpdir(), 'halo-mcp-keyring-'));
  const runtime = join(root, String(process.getuid?.() ?? 0));
  await mkdir(runtime, { mode: 0o700 });
  await mkdir(join(root, 'home'));
  const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${runtime}/bus`, XDG_RUNTIME_DIR: runtime };
  const ownEnv = { ...screen, ...env, HOME: join(root, 'home'), PATH: process.env['PATH'] ?? '' };
  const bus = await startBus(root, runtime, ownEnv);
  let daemon: ChildProcess | undefined;
  const restart = async (unlocks: boolean) => {
    await end(daemon);
    daemon = await startDaemon(unlocks, ownEnv);
  };
  const stop = async () => {
    await end(daemon);
    await end(bus);
    await rm(root, { recursive: true, force: true });
  };
  try {
    // The first start makes the keyring, the second finds it locked.
    if (state !== 'absent') await restart(true);
    if (state === 'locked') await restart(false);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    env,
    atUsualPlace: (command) => ['unshare', '--mount', 'sh', '-c', mountAndRun, root, ...command],
    lock: () => restart(false),
    unlock: () => restart(true),
    freeze: () => void daemon?.kill('SIGSTOP'),
    lookUp: async (name) => {
      const { code, output } = await run(
        ['secret-tool', 'lookup', 'service', 'halo-mcp', 'account', name],
        ownEnv,
      );
      return code === 0 ? output : undefined;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

type Environment = Readonly<Record<string, string>>;

/** `/run/user` is made where a container lacks it. */
const mountAndRun = 'mkdir -p /run/user && mount --bind "$0" /run/user && exec "$@"';

async function startBus(root: string, runtime: string, env: Environment): Promise<ChildProcess> {
  const config = join(root, 'bus.conf');
  const services = join(root, 'services');
  await mkdir(services);
  if ('DISPLAY' in env) {
    const service = `[D-BUS Service]\nName=org.gnome.keyring.SystemPrompter\nExec=${keyringWindow}\n`;
    await writeFile(join(services, 'window.service'), service);
  }
  // Without the system's folders of services: an absent keyring must not be started by the bus.
  await writeFile(
    config,
    `<busconfig><type>session</type><listen>unix:path=${runtime}/bus</listen><auth>EXTERNAL</auth>
<servicedir>${services}</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
  );
  const bus = spawn('dbus-daemon', [`--config-file=${config}`, '--nofork'], { env, stdio: 'ignore' });
  await until(() => existsSync(join(runtime, 'bus')), bus);
  return bus;
}

async function startDaemon(unlocks: boolean, env: Environment): Promise<ChildProcess> {
  const args = ['--foreground', '--components=secrets', ...(unlocks ? ['--unlock'] : [])];
  const daemon = spawn('gnome-keyring-daemon', args, { env, stdio: ['pipe', 'ignore', 'ignore'] });
  daemon.stdin?.on('error', () => undefined);
  daemon.stdin?.end(keyringPassword);
  const question = ['--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner'];
  const command = ['dbus-send', '--session', '--print-reply', ...question, 'string:org.freedesktop.secrets'];
  await until(async () => (await run(command, env)).output.includes('true'), daemon);
  return daemon;
}

async function run(
  command: readonly string[],
  env: Environment,
): Promise<{ readonly code: number; readonly output: string }> {
  const child = Bun.spawn([...command], { env, stdio: ['ignore', 'pipe', 'ignore'], timeout: 10_000 });
  const output = await child.stdout.text();
  return { code: await child.exited, output };
}

async function until(isSo: () => boolean | Promise<boolean>, child: ChildProcess): Promise<void> {
  for (let left = 400; left > 0; left--) {
    if (await isSo()) return;
    if (child.exitCode !== null || child.signalCode !== null) break;
    await Bun.sleep(25);
  }
  child.kill('SIGKILL');
  throw new Error(`${child.spawnfile} did not start`);
}

/** A frozen process hears only this signal. */
async function end(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
