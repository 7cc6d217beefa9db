import { openInBrowser } from '../desktop/open.ts';
import { startRedirectListener } from '../desktop/redirect-listener.ts';
import type { HaloPlace } from '../halo/connection.ts';
import { createProbe, identifyHalo, type ProbeOptions } from '../halo/identify.ts';
import type { Network } from '../halo/network.ts';
import { createAuthorizeRequest, exchangeCode } from '../halo/sign-in.ts';
import type { PersonLogin } from './profiles.ts';
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
  /** Opens the address; the system's browser where left out. That it fails is no error: the person can open the shown address. */
  readonly open?: ((url: string) => Promise<void>) | undefined;
}

/** Where the sign-in comes back to on everybody's computer, so that one address has to be registered in Halo. */
export const usualRedirectPort = 47_813;

/** The redirect URL for a port, to be registered in Halo exactly so. */
export function toRedirectUri(port: number): string {
  return `http://127.0.0.1:${port}/callback`;
}

/**
 * Signs a person in through the system's browser. Throws a HaloError or UserError that says what to do, and the signal's reason
 * where that ends it. Nothing is stored.
 */
export async function signInWithHalo(
  application: PersonApplication,
  network: Network,
  workplace: Pick<Workplace, 'computer' | 'clock' | 'log'>,
  options: SignInOptions,
): Promise<PersonLogin> {
  const { clock, log } = workplace;
  const { clientId, scope } = application;
  const probeOptions: ProbeOptions = { network, clock, log, signal: options.signal };
  const { servers } = await identifyHalo(application.place, probeOptions);
  await using listener = startRedirectListener(application.redirectPort ?? 0, clock);
  const asked = { clientId, scope, redirectUri: listener.redirectUri };
  const { url, state, verifier } = createAuthorizeRequest(servers, asked);
  log.hide(verifier);
  options.onUrl(url);
  const open = options.open ?? ((address) => openInBrowser(address, workplace.computer));
  // Its error shows the address, which belongs into no log.
  open(url).catch(() => log.warn('the browser could not be opened'));
  return await listener.receive(
    state,
    async (answer) => {
      const tokens = await exchangeCode(answer, verifier, servers, asked, createProbe(probeOptions));
      log.hide(tokens.accessToken);
      log.hide(tokens.refreshToken);
      return { kind: 'person' as const, clientId, refreshToken: tokens.refreshToken };
    },
    options.signal,
  );
}
