import { startDemoHalo } from '../../src/demo/demo-halo.ts';
import { startDesktopBus } from '../../src/testing/desktop-bus.ts';
import { startProgram } from '../../src/testing/program.ts';
import { startTrayHost } from '../../src/testing/tray-host.ts';
import { readResidentBytes } from './start-up.ts';

/** What an icon costs that nobody touches. */
export interface IdleTray {
  readonly residentBytes: number;
  /** Of the processor's time, over the minute that was watched; the threads' together. */
  readonly busyMs: number;
  readonly watchedMs: number;
}

const watchedMs = 60_000;
/** By then it has asked Halo for the first time. */
const settleMs = 5_000;

/** Starts the tray on a bus of its own, connected to a demo Halo, and watches it for a minute. Linux alone. */
export async function measureIdleTray(date: string): Promise<IdleTray> {
  const demo = startDemoHalo({ date });
  try {
    await using bus = await startDesktopBus();
    using host = await startTrayHost(bus.socket);
    const login = {
      HALO_INSTANCE_URL: demo.url,
      HALO_CLIENT_ID: demo.clientId,
      HALO_CLIENT_SECRET: demo.clientSecret,
    };
    await using tray = await startProgram({
      args: ['tray', '--at-login'],
      env: { ...bus.env, ...login, PATH: '/usr/bin:/bin' },
      lifetimeMs: 2 * watchedMs,
    });
    await host.nextItem();
    await Bun.sleep(settleMs);
    const before = await readBusyMs(tray.pid);
    await Bun.sleep(watchedMs);
    const busyMs = (await readBusyMs(tray.pid)) - before;
    return { residentBytes: await readResidentBytes(tray.pid), busyMs, watchedMs };
  } finally {
    await demo.stop();
  }
}

/** The first number of a process's schedstat is its time on a processor in nanoseconds, of one thread. */
async function readBusyMs(pid: number): Promise<number> {
  const threads = await Array.fromAsync(new Bun.Glob('*/schedstat').scan({ cwd: `/proc/${pid}/task` }));
  const texts = await Promise.all(threads.map((path) => Bun.file(`/proc/${pid}/task/${path}`).text()));
  return texts.reduce((sum, text) => sum + Number(text.split(' ')[0]) / 1e6, 0);
}
