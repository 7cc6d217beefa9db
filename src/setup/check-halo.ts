import type { HaloConnection } from '../halo/connection.ts';
import type { Network } from '../halo/network.ts';
import type { Workplace } from './workplace.ts';

/** Where a person says their Halo is. */
export interface HaloPlace {
  /** As it was typed or pasted. */
  readonly address: string;
  readonly tenant?: string | undefined;
  readonly authUrl?: string | undefined;
}

/** A Halo that answers. */
export interface FoundHalo {
  /** The address people open in the browser, without a slash at its end. */
  readonly siteUrl: string;
  readonly host: string;
  readonly tenant: string | undefined;
  /** Undefined where this Halo does not tell it before a login. */
  readonly version: string | undefined;
  /** The page on which an admin makes the API login. */
  readonly applicationsUrl: string;
}

/** A part of Halo that a login may or may not read. */
export type Area =
  | 'tickets'
  | 'clients'
  | 'contracts'
  | 'invoices'
  | 'recurring invoices'
  | 'projects'
  | 'assets'
  | 'agents'
  | 'reports';

/** What a login may see of one area. */
export type AreaReport = {
  readonly area: Area /** For people: "Recurring invoices". */;
  readonly title: string;
} & (
  | {
      readonly access: 'readable';
      /** How many rows this login sees; 0 also where its agent may see none of them; undefined where Halo does not count. */
      readonly count: number | undefined;
    }
  | {
      readonly access: 'forbidden';
      /** The box to tick, as Halo names it; undefined where the agent's own rights decide. */
      readonly permission: string | undefined;
      /** Where to tick it, or what to look at. */
      readonly where: string;
    }
  | { readonly access: 'failed'; readonly reason: string }
);

/** What a login turned out to be. */
export interface LoginReport {
  /** Whom Halo takes us for; undefined where it does not say. */
  readonly agent: { readonly id: number; readonly name: string } | undefined;
  readonly instance: { readonly name?: string | undefined; readonly version?: string | undefined };
  /** Milliseconds since 1970; undefined where Halo does not say. */
  readonly tokenExpiresAt: number | undefined;
  /** One per area, in a fixed order. */
  readonly areas: readonly AreaReport[];
}

/** What testing a Halo needs of the workplace. */
export type TestPlace = Pick<Workplace, 'clock' | 'log'>;

/** Finds the Halo at an address without a login. Throws a HaloError where none answers. */
export async function findHalo(
  _place: HaloPlace,
  _network: Network,
  _workplace: TestPlace,
  _signal: AbortSignal,
): Promise<FoundHalo> {
  throw new Error('Not written yet');
}

/**
 * Signs in, asks who we are, then asks each area for one row; `onArea` hears of each as it is known.
 * Throws a HaloError where the login is refused or may read nothing at all; an area that can't be read is a row of the report.
 */
export async function testLogin(
  _connection: HaloConnection,
  _network: Network,
  _workplace: TestPlace,
  _signal: AbortSignal,
  _onArea: (report: AreaReport) => void = () => undefined,
): Promise<LoginReport> {
  throw new Error('Not written yet');
}
