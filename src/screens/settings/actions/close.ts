import { z } from 'zod';
import { defineRoute } from '../route.ts';

/** Ends the program behind the page, as soon as the page has heard that it will. */
export const close = defineRoute({
  input: z.object({}),
  run: async (_, context) => {
    context.close?.();
    return {};
  },
});
