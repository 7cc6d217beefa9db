import { z } from 'zod';
import { version } from '../../../base/version.ts';
import { usualProfile } from '../../../setup/new-profile.ts';
import { listProfiles } from '../../../setup/profiles.ts';
import { usualRedirectPort } from '../../../setup/sign-in.ts';
import { readStoredNetwork } from '../../../setup/try-out.ts';
import { defineRoute } from '../route.ts';
import type { SettingsPlace } from '../settings-place.ts';

/** What is known at once, without asking Halo or the keychain: enough to choose what to show first. */
export const look = defineRoute({
  input: z.object({}),
  run: async (_, { place, close }) => ({
    version,
    usualProfile,
    usualRedirectPort,
    hasLoginInEnvironment: place.hasLoginInEnvironment,
    logFile: place.workplace.paths.logFile,
    network: readNetwork(place),
    profiles: listProfiles(place.workplace).map(({ name, settings }) => ({
      name,
      address: settings.address,
      signIn: settings.signIn,
      tenant: settings.tenant ?? '',
      authUrl: settings.authUrl ?? '',
      scope: settings.scope ?? '',
      redirectPort: settings.redirectPort ?? null,
    })),
    canBeClosed: close !== undefined,
    startAtLogin: place.startAtLogin?.read() ?? null,
  }),
});

/** Empty where nothing is stored. */
function readNetwork({ workplace }: SettingsPlace) {
  const { proxy = '', noProxy = '', caFile = '' } = readStoredNetwork(workplace);
  return { proxy, noProxy, caFile };
}

/** Everything, which takes Halo's time. */
export const readStatus = defineRoute({
  input: z.object({}),
  run: (_, { place, signal }) => place.readStatus(signal),
});

export const setStartAtLogin = defineRoute({
  input: z.object({ isOn: z.boolean() }),
  run: async ({ isOn }, { place }) => {
    place.startAtLogin?.set(isOn);
    return { isOn: place.startAtLogin?.read() === 'on' };
  },
});

export const openLog = defineRoute({
  input: z.object({}),
  run: async (_, { place }) => {
    await place.openLog();
    return {};
  },
});
