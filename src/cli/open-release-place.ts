import { UserError } from '../base/errors.ts';
import { readSettings } from '../desktop/settings-file.ts';
import { findProxy } from '../halo/network.ts';
import { identity } from '../release/identity.ts';
import type { ReleasePlace } from '../release/release-place.ts';
import type { Workplace } from '../setup/workplace.ts';
import { readNetwork } from './halo-settings.ts';

/** Where this program's releases lie, reached as Halo is; and the key they are signed with. Throws a UserError where nobody has named them. */
export async function openReleasePlace(
  workplace: Workplace,
  signal: AbortSignal,
): Promise<{ readonly place: ReleasePlace; readonly publicKey: string }> {
  const { releaseAddress, minisignPublicKey } = identity;
  if (releaseAddress === null || minisignPublicKey === null) {
    throw new UserError(
      'This halo-mcp knows no place to look for releases and no key that they are signed with, so it can not update itself. Get the newest one from where you got this one, and install it over it',
    );
  }
  const network = await readNetwork(workplace, readSettings(workplace.paths.settingsFile));
  const place = {
    address: releaseAddress,
    findProxy: (url: URL) => findProxy(network, url),
    extraCertificates: network.extraCertificates,
    clock: workplace.clock,
    signal,
  };
  return { place, publicKey: minisignPublicKey };
}
