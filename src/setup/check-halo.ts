import { createHaloClient, type Halo } from '../halo/client.ts';
import type { HaloConnection, HaloPlace } from '../halo/connection.ts';
import { applicationsUrl, HaloError } from '../halo/errors.ts';
import { identifyHalo } from '../halo/identify.ts';
import type { Network } from '../halo/network.ts';
import { type AreaReport, areas, readArea } from './areas.ts';
import type { Workplace } from './workplace.ts';

/** A Halo that answers. */
export interface FoundHalo {
  /** The address people open in the browser, without a slash at its end. */
  readonly siteUrl: string;
  readonly host: string;
  readonly tenant: string | undefined;
  /** The page on which an admin makes the API login. */
  readonly applicationsUrl: string;
}

/** What a login turned out to be. */
export interface LoginReport {
  /** Whom Halo takes us for; undefined where it does not say. */
  readonly agent: { readonly id: number; readonly name: string } | undefined;
  readonly instance: { readonly name: string | undefined; readonly version: string | undefined };
  /** Milliseconds since 1970; undefined where Halo does not say. */
  readonly tokenExpiresAt: number | undefined;
  /** One per area, in a fixed order. */
  readonly areas: readonly AreaReport[];
}

/** What testing a Halo needs of the workplace. */
export type TestPlace = Pick<Workplace, 'clock' | 'log'>;

/** How long a test may take; people wait for it. */
export interface TestLimits {
  readonly timeMs: number;
  /** How long one request may take. */
  readonly attemptTimeoutMs: number;
}

const patientLimits: TestLimits = { timeMs: 60_000, attemptTimeoutMs: 20_000 };

/** Finds the Halo at an address without a login. Throws a HaloError where none answers. */
export async function findHalo(
  place: HaloPlace,
  network: Network,
  { clock, log }: TestPlace,
  signal: AbortSignal,
): Promise<FoundHalo> {
  const { siteUrl, tenant } = await identifyHalo(place, { network, clock, log, signal });
  return {
    siteUrl,
    host: new URL(siteUrl).host,
    tenant,
    applicationsUrl: applicationsUrl(siteUrl),
  };
}

/**
 * Signs in, asks who we are, then asks each area for one row; `onArea` hears of each as it is known.
 * Throws a HaloError where the login is refused or Halo can't be reached; an area that can't be read is a row of the report.
 */
export async function testLogin(
  connection: HaloConnection,
  network: Network,
  { clock, log }: TestPlace,
  signal: AbortSignal,
  onArea: (report: AreaReport) => void = () => undefined,
  limits: TestLimits = patientLimits,
): Promise<LoginReport> {
  const { timeMs, attemptTimeoutMs } = limits;
  const over = new AbortController();
  const client = createHaloClient({ connection, network, clock, log, attemptTimeoutMs });
  const halo = client.open({ signal: AbortSignal.any([signal, over.signal]), timeMs });
  try {
    const agent = await findAgent(halo);
    const [instance, ...reports] = await Promise.all([
      findInstance(halo),
      ...areas.map(async (area) => {
        const report = await readArea(area, halo);
        onArea(report);
        return report;
      }),
    ]);
    return { agent, instance, tokenExpiresAt: halo.tokenExpiresAt(), areas: reports };
  } finally {
    over.abort();
  }
}

/** True where Halo answered but has nothing to say on this matter; everything else ends the test. */
function isSilent(error: unknown): boolean {
  return (
    error instanceof HaloError &&
    ['forbidden', 'not_found', 'malformed', 'refused_request', 'server_error'].includes(error.kind)
  );
}

async function findAgent(halo: Halo): Promise<LoginReport['agent']> {
  try {
    const { id, name } = await halo.me();
    return { id, name };
  } catch (error) {
    if (isSilent(error)) return undefined;
    throw error;
  }
}

async function findInstance(halo: Halo): Promise<LoginReport['instance']> {
  try {
    return await halo.instance();
  } catch (error) {
    if (error instanceof HaloError) return { name: undefined, version: undefined };
    throw error;
  }
}
