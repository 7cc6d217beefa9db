import { UserError } from '../base/errors.ts';
import { withinTime } from '../base/within-time.ts';
import type { HaloConnection, HaloPlace } from '../halo/connection.ts';
import { HaloError, type HaloErrorKind } from '../halo/errors.ts';
import type { Network } from '../halo/network.ts';
import type { AreaReport } from './areas.ts';
import { findHalo, type LoginReport, type TestPlace, testLogin } from './check-halo.ts';

/** One login, and whether it works. Plain data; null where there is nothing to say. */
export interface ProfileStatus {
  readonly name: string;
  readonly source: 'settings' | 'environment';
  readonly address: string;
  readonly signIn: 'client-secret' | 'person';
  readonly halo: {
    readonly reachable: boolean;
    readonly name: string | null;
    readonly version: string | null;
  };
  /** Whom Halo takes us for. */
  readonly agent: string | null;
  readonly token: { readonly ok: boolean /** ISO 8601, UTC. */; readonly expiresAt: string | null };
  readonly areas: readonly AreaReport[];
  /** What keeps this login from answering, with the next step. */
  readonly problem: string | null;
}

/** A login as far as it is known before its secret is read. */
export type KnownLogin = Pick<ProfileStatus, 'name' | 'source' | 'signIn'> & {
  readonly place: HaloPlace;
  /** Gives all of it. Throws a UserError where the keychain doesn't. */
  readonly load: () => Promise<HaloConnection>;
};

/** A person waits for the status, so that Halo has to be quicker than for an assistant. */
const haloLimits = { timeMs: 10_000, attemptTimeoutMs: 8_000 };

/** Signs in with a login and looks at what it may read; takes 10 seconds at most, besides the keychain's own time. Only a bug or the signal makes it throw. */
export async function readProfileStatus(
  login: KnownLogin,
  network: Network,
  place: TestPlace,
  signal: AbortSignal,
): Promise<ProfileStatus> {
  const { name, source, signIn } = login;
  const known = { name, source, signIn, address: withoutLogin(login.place.address) };
  try {
    const connection = await login.load();
    return {
      ...known,
      ...toStatus(await testLogin(connection, network, place, signal, undefined, haloLimits)),
    };
  } catch (error) {
    if (error instanceof HaloError) return { ...known, ...toFailure(error, isReached(error.kind)) };
    if (!(error instanceof UserError)) throw error;
    return { ...known, ...toFailure(error, await answers(login.place, network, place, signal)) };
  }
}

/** Somebody may have pasted an address with a name and password in it. */
function withoutLogin(address: string): string {
  return address.replace(/\/\/[^/]*@/, '//');
}

type Findings = Omit<ProfileStatus, 'name' | 'source' | 'address' | 'signIn'>;

function toStatus({ agent, instance, tokenExpiresAt, areas }: LoginReport): Findings {
  return {
    halo: { reachable: true, name: instance.name ?? null, version: instance.version ?? null },
    agent: agent?.name ?? null,
    token: {
      ok: true,
      expiresAt: tokenExpiresAt === undefined ? null : new Date(tokenExpiresAt).toISOString(),
    },
    areas,
    problem: answersAnything(areas) ? null : describeNothing(areas),
  };
}

/** True where something can be read that needs a permission; agents can be by every login, even one with no rights at all. */
export function answersAnything(areas: readonly AreaReport[]): boolean {
  return areas.some(({ area, access }) => area !== 'agents' && access === 'readable');
}

function describeNothing(areas: readonly AreaReport[]): string {
  const failed = areas.find(({ access }) => access === 'failed');
  if (failed?.access === 'failed') return failed.reason;
  return 'This login may read nothing in Halo but the agents. Ask your Halo admin to tick the permissions named below';
}

function toFailure(error: UserError, reachable: boolean): Findings {
  return {
    halo: { reachable, name: null, version: null },
    agent: null,
    token: { ok: false, expiresAt: null },
    areas: [],
    problem: describeFailure(error),
  };
}

function describeFailure(error: UserError): string {
  if (error instanceof HaloError && (error.kind === 'deadline' || error.kind === 'timeout')) {
    return 'Halo did not answer in time. Check the network, a VPN or proxy, and whether Halo opens in the browser; then look again';
  }
  return error.message;
}

/** Whether a Halo answered at all; what it answered with is another matter. */
function isReached(kind: HaloErrorKind): boolean {
  const unreached: readonly HaloErrorKind[] = [
    'address',
    'dns',
    'unreachable',
    'tls',
    'proxy',
    'timeout',
    'deadline',
    'dropped',
    'not_halo',
    'web_page',
    'redirected',
    'unavailable',
  ];
  return !unreached.includes(kind);
}

async function answers(
  at: HaloPlace,
  network: Network,
  place: TestPlace,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await withinTime(
      findHalo(at, network, place, signal),
      haloLimits.timeMs,
      () => new UserError('Halo did not answer in time'),
      {
        clock: place.clock,
        signal,
      },
    );
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
