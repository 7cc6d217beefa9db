import { z } from 'zod';
import { UserError } from '../../../base/errors.ts';
import { defineRoute } from '../route.ts';

/** The tools, as assistants are told of them. */
export const listTools = defineRoute({
  input: z.object({}),
  run: async (_, { place }) => ({ tools: place.tools }),
});

/** Calls a tool as an assistant would. */
export const tryTool = defineRoute({
  input: z.object({
    profile: z.string().max(100),
    tool: z.string().max(100),
    args: z.record(z.string().max(100), z.unknown()),
  }),
  run: async (call, { place, signal }) => {
    if (!place.tools.some(({ name }) => name === call.tool)) {
      throw new UserError(`There is no tool "${call.tool}". Reload the page`);
    }
    return await place.callTool(call, signal);
  },
});
