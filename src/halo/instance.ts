import { z } from 'zod';
import type { Api } from './api.ts';
import { HaloError } from './errors.ts';
import type { Work } from './exchange.ts';
import { text } from './fields.ts';
import { type Agent, agentSchema } from './resources/agents.ts';

/** What a Halo says about itself; undefined where this login can't read it. */
export interface Instance {
  /** The product's name, such as "HaloPSA". */
  readonly name: string | undefined;
  readonly version: string | undefined;
}

/** The agent that Halo takes this login for. Throws a HaloError. */
export async function readMe(api: Api, work: Work): Promise<Agent> {
  const asked = { noun: 'agents', permission: undefined, one: 'agent for this login' };
  const parsed = agentSchema.safeParse(await api.get('/Agent/me', {}, asked, work));
  if (parsed.success) return parsed.data;
  throw new HaloError(
    'malformed',
    "Halo's answer to who this login is can't be read: it is not of the expected kind. Please report this",
  );
}

const instanceSchema = z.object({ app_name: text, app_version: text });

/** What the instance says about itself. Agents without administrative rights may not be told. */
export async function readInstance(api: Api, work: Work): Promise<Instance> {
  const asked = { noun: 'details of the instance', permission: undefined };
  const answer = await api.get('/InstanceInfo', {}, asked, work).catch((error: unknown) => {
    if (error instanceof HaloError && (error.kind === 'forbidden' || error.kind === 'not_found'))
      return undefined;
    throw error;
  });
  const parsed = instanceSchema.safeParse(answer);
  return {
    name: (parsed.success && parsed.data.app_name) || undefined,
    version: (parsed.success && parsed.data.app_version) || undefined,
  };
}
