import { readFileStamp } from '../desktop/file-stamp.ts';
import { createHaloClient, type HaloClient } from '../halo/client.ts';
import type { Workplace } from '../setup/workplace.ts';
import { readHaloSettings } from './halo-settings.ts';

/**
 * Gives the Halo to ask, and remembers it until the settings are written anew: a person who runs the set-up while the assistant
 * is open gets answers at the next call. Given a client whose login Halo refused, it reads everything again, and gives the same
 * client only if nothing has changed.
 */
export function createConnector(
  workplace: Workplace,
  profile: string | undefined,
): (refused?: HaloClient) => Promise<HaloClient> {
  let current: { readonly stamp: string; readonly madeOf: string; readonly client: HaloClient } | undefined;
  let connecting: Promise<HaloClient> | undefined;

  const connect = async (stamp: string) => {
    const settings = await readHaloSettings(workplace, profile);
    const madeOf = JSON.stringify(settings);
    const { log } = workplace;
    const client = current?.madeOf === madeOf ? current.client : createHaloClient({ ...settings, log });
    current = { stamp, madeOf, client };
    return client;
  };

  return async (refused) => {
    const stamp = readFileStamp(workplace.paths.settingsFile);
    if (current !== undefined && current.stamp === stamp && current.client !== refused) return current.client;
    connecting ??= connect(stamp).finally(() => {
      connecting = undefined;
    });
    return connecting;
  };
}
