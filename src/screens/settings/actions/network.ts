import { z } from 'zod';
import { saveNetwork } from '../../../setup/network.ts';
import { listProfiles } from '../../../setup/profiles.ts';
import { tryAddress } from '../../../setup/try-out.ts';
import { readTypedPath } from '../../../setup/typed-path.ts';
import { defineRoute } from '../route.ts';

const text = z.string().max(2_000).optional();

/** Keeps how this computer reaches the internet; tried on the first Halo before, unless the person has seen that fail. */
export const changeNetwork = defineRoute({
  input: z.object({ proxy: text, noProxy: text, caFile: text, isTried: z.boolean() }),
  run: async ({ isTried, ...typed }, { place: { workplace }, signal }) => {
    const { caFile } = typed;
    const network = {
      ...typed,
      caFile: caFile === undefined ? undefined : readTypedPath(caFile, workplace),
    };
    const [first] = listProfiles(workplace);
    if (isTried && first !== undefined) await tryAddress(first.settings, network, workplace, signal);
    await saveNetwork(network, workplace, signal);
    return {};
  },
});
