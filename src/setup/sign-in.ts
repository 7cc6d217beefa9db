import type { HaloPlace } from '../halo/connection.ts';
import type { Network } from '../halo/network.ts';
import type { Workplace } from './workplace.ts';

/** What a person signs in to. */
export interface PersonApplication {
  readonly place: HaloPlace;
  /** Of the application that an admin made for people: "Authorisation Code (Native Application)". */
  readonly clientId: string;
  readonly scope: string;
  /** The port in the redirect URL that is registered in Halo; any free one where Halo takes any. */
  readonly redirectPort?: number | undefined;
}

export interface SignInOptions {
  /** Ends the waiting, and with it the sign-in. */
  readonly signal: AbortSignal;
  /** Hears the address to open, for a screen to show it beside the browser that opens by itself. */
  readonly onUrl: (url: string) => void;
}

/** A person's login, to be saved in a profile. */
export interface PersonLogin {
  readonly kind: 'person';
  readonly clientId: string;
  readonly refreshToken: string;
}

/** The redirect URL for a port, to be registered in Halo exactly so. */
export function toRedirectUri(port: number): string {
  return `http://127.0.0.1:${port}/callback`;
}

/**
 * Signs a person in through the system's browser. Throws a HaloError or UserError that says what to do, and the signal's reason
 * where that ends it. Nothing is stored.
 */
export async function signInWithHalo(
  _application: PersonApplication,
  _network: Network,
  _workplace: Pick<Workplace, 'computer' | 'clock' | 'log'>,
  _options: SignInOptions,
): Promise<PersonLogin> {
  throw new Error('Not written yet');
}
