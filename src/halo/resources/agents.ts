import { z } from 'zod';
import { flag, id, text } from '../fields.ts';
import type { LookupDefinition } from '../lookup.ts';

/** A member of staff who works in Halo. */
export const agentSchema = z.looseObject({
  id,
  name: z.string(),
  email: text,
  jobtitle: text,
  team: text,
  teams: z
    .array(
      z.looseObject({
        id: z.number().int().nullish(),
        team_id: z.number().int().nullish(),
        name: text,
        team_name: text,
      }),
    )
    .nullish(),
  isdisabled: flag,
  isapiagent: flag,
});

export type Agent = z.infer<typeof agentSchema>;

/** Halo's stand-in for "nobody", present in every instance. */
export const unassignedAgentId = 1;

/** All agents, disabled and API-only ones and "Unassigned" included. Reading them needs no permission of its own. */
export const agents: LookupDefinition<Agent> = {
  path: '/Agent',
  noun: 'agents',
  permission: undefined,
  keys: ['agents', 'results'],
  schema: agentSchema,
  query: { includeenabled: true, includedisabled: true },
};
