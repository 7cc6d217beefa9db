import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A session bus of its own for one test, by the real dbus-daemon. */
export interface DesktopBus extends AsyncDisposable {
  /** Its socket in the file system. */
  readonly socket: string;
  /** What a session passes on. */
  readonly env: Readonly<Record<'DBUS_SESSION_BUS_ADDRESS' | 'XDG_RUNTIME_DIR', string>>;
  /** Ends it; whoever is connected loses the connection. */
  readonly stop: () => Promise<void>;
}

/** It starts services, in the environment given, only where one is given. */
export async function startDesktopBus(serviceEnv?: Readonly<Record<string, string>>): Promise<DesktopBus> {
  const folder = await mkdtemp(join(tmpdir(), 'halo-mcp-bus-'));
  const socket = join(folder, 'bus');
  const config = join(folder, 'bus.conf');
  const services = serviceEnv ? '<standard_session_servicedirs/>' : '';
  await writeFile(
    config,
    `<busconfig><type>session</type><listen>unix:path=${socket}</listen><auth>EXTERNAL</auth>${services}
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
  );
  const daemon = spawn('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    ...(serviceEnv ? { env: { ...serviceEnv, XDG_RUNTIME_DIR: folder } } : {}),
  });
  const ended = new Promise((resolve) => daemon.once('close', resolve));
  await new Promise((resolve, reject) => {
    daemon.stdout.once('data', resolve); // it listens by then
    daemon.once('error', reject);
    daemon.once('close', () => reject(new Error('dbus-daemon ended at once')));
  });
  const stop = async () => {
    daemon.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  return {
    socket,
    env: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}`, XDG_RUNTIME_DIR: folder },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
