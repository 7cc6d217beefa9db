import type { Clock } from '../base/clock.ts';

/** Where releases lie, and how this computer gets there. */
export interface ReleasePlace {
  /** The address of the folder that has the newest release's files. */
  readonly address: string;
  /** The proxy to ask for an address; undefined for none. */
  readonly findProxy: (url: URL) => string | undefined;
  /** More certificate authorities to trust, in PEM form, beside the built-in and the system's own. */
  readonly extraCertificates: string | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Where a file of the release is. */
export function locate(name: string, { address }: Pick<ReleasePlace, 'address'>): URL {
  return new URL(encodeURIComponent(name), address.endsWith('/') ? address : `${address}/`);
}
