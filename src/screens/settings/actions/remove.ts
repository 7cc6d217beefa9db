import { z } from 'zod';
import { checkProfile } from '../../../setup/apply.ts';
import { removeSetUp } from '../../../setup/remove-set-up.ts';
import { uninstall } from '../../../setup/uninstall.ts';
import { defineRoute } from '../route.ts';

/** Takes one Halo off this computer, with its entries. */
export const removeProfile = defineRoute({
  input: z.object({ profile: z.string().max(100) }),
  run: async ({ profile }, { place, signal }) => {
    const { wasStored, assistants } = await removeSetUp(profile, place.workplace, signal);
    return {
      wasStored,
      assistants: assistants.map(({ title, problem }) => ({ title, problem: problem ?? null })),
    };
  },
});

/** Takes everything of ours off this computer but the program itself. */
export const removeEverything = defineRoute({
  input: z.object({ keepBackups: z.boolean() }),
  run: async ({ keepBackups }, { place }) => ({
    steps: await uninstall(place.workplace, { keepBackups }),
  }),
});

/** Starts the very command that assistants start, and asks it something. */
export const testConnection = defineRoute({
  input: z.object({ profile: z.string().max(100) }),
  run: async ({ profile }, { place, signal }) => {
    const { check, problem } = await checkProfile(profile, place.workplace, signal);
    return { check: check ?? null, problem: problem?.message ?? null };
  },
});
