import type { Clock } from '../base/clock.ts';
import { isCalendarDate, toLocalDay } from '../base/dates.ts';
import { type DemoHalo, startDemoHalo } from '../demo/demo-halo.ts';
import { parseFault } from '../demo/faults.ts';
import { defaultScope, type ServiceConnection } from '../halo/connection.ts';
import type { DemoValues } from './demo-options.ts';
import { UsageError } from './exit-code.ts';
import { readWhole } from './options.ts';

/** A running demo Halo, how to connect to it, and its own idea of now. */
export interface OpenDemo {
  readonly halo: DemoHalo;
  readonly connection: ServiceConnection;
  readonly now: () => Date;
}

/** Starts the demo Halo on a loopback port. Throws a UserError for an option that makes no sense. */
export async function openDemo(values: DemoValues, clock: Clock, port = 0): Promise<OpenDemo> {
  if (values.date !== undefined && !isCalendarDate(values.date)) {
    throw new UsageError(`--date is "${values.date}", but must be a day written as YYYY-MM-DD`);
  }
  const date = values.date ?? toLocalDay(new Date(clock.now()));
  const halo = await startDemoHalo({
    port,
    date,
    seed: readWhole('--seed', values.seed, 1, { from: 0, to: 2_147_483_647 }),
    scale: readWhole('--scale', values.scale, 1, { from: 1, to: 50 }),
    latencyMs: readWhole('--latency', values.latency, 0, { from: 0, to: 60_000 }),
    ...(values.fault === undefined ? {} : { fault: parseFault(values.fault) }),
  });
  const connection = {
    address: halo.url,
    clientId: halo.clientId,
    clientSecret: halo.clientSecret,
    scope: defaultScope,
  };
  const now = () => (values.date === undefined ? new Date(clock.now()) : new Date(`${date}T12:00:00`));
  return { halo, connection, now };
}
