import { z } from 'zod';
import { UserError } from '../../../base/errors.ts';
import { type ApplyStep, applyPlan } from '../../../setup/apply.ts';
import type { AreaReport } from '../../../setup/areas.ts';
import { getAssistant } from '../../../setup/assistants.ts';
import { cleanPasted } from '../../../setup/clean-pasted.ts';
import { hintClientId, hintClientSecret } from '../../../setup/login-hints.ts';
import type { NetworkDraft } from '../../../setup/network.ts';
import type { ProfileDraft } from '../../../setup/profiles.ts';
import { tryAddress, tryLogin, trySignIn } from '../../../setup/try-out.ts';
import { readTypedPath } from '../../../setup/typed-path.ts';
import { defineRoute, type RouteContext } from '../route.ts';

const text = z.string().max(2_000);
const given = text.trim().min(1).optional();

const placeInput = {
  address: text,
  tenant: given,
  authUrl: given,
  network: z.object({ proxy: text.optional(), noProxy: text.optional(), caFile: text.optional() }),
};

const applicationInput = {
  ...placeInput,
  profile: z.string().max(100),
  clientId: text,
  scope: given,
};

/** Finds the Halo at whatever a person pasted. */
export const findHalo = defineRoute({
  input: z.object(placeInput),
  run: ({ address, tenant, authUrl, network }, { place, signal }) =>
    tryAddress({ address, tenant, authUrl }, withComputer(network, place), place.workplace, signal),
});

/** What looks wrong with a client ID and secret before Halo is asked; nothing is kept of them. */
export const hintLogin = defineRoute({
  input: z.object({ clientId: text, clientSecret: text }),
  run: async ({ clientId, clientSecret }) => {
    const [id, secret] = [cleanPasted(clientId), cleanPasted(clientSecret)];
    return {
      clientId: id === '' ? null : (hintClientId(id) ?? null),
      clientSecret: secret === '' ? null : (hintClientSecret(secret, id) ?? null),
    };
  },
});

/** Signs in with a secret and looks at what it may see; a step for each area. */
export const testLogin = defineRoute({
  input: z.object({ ...applicationInput, clientSecret: text }),
  run: ({ clientId, clientSecret, ...rest }, context: RouteContext<TestStep>) => {
    const login = {
      kind: 'client-secret',
      clientId: cleanPasted(clientId),
      clientSecret: cleanPasted(clientSecret),
    } as const;
    return tryDraft({ ...rest, name: rest.profile, login }, rest.network, context);
  },
});

/** Signs a person in through the browser, then looks at what they may see. */
export const signIn = defineRoute({
  input: z.object({ ...applicationInput, redirectPort: z.int().min(1).max(65_535).optional() }),
  run: async ({ clientId, redirectPort, ...rest }, context: RouteContext<TestStep>) => {
    const { place, signal, onStep } = context;
    const { address, tenant, authUrl, scope, network, profile } = rest;
    const login = await trySignIn(
      { place: { address, tenant, authUrl }, clientId: cleanPasted(clientId), scope, redirectPort },
      withComputer(network, place),
      place.workplace,
      { signal, onUrl: (url) => onStep({ signInUrl: url }), open: place.openInBrowser },
    );
    onStep({ isSignedIn: true });
    return tryDraft({ ...rest, name: profile, redirectPort, login }, network, context);
  },
});

/** Stores what was tried, connects assistants, and checks the command they will start. */
export const applySetup = defineRoute({
  input: z.object({ draft: z.string(), assistants: z.array(z.string()).max(50) }),
  run: async ({ draft, assistants }, { place, drafts, signal, onStep }: RouteContext<ApplyStep>) => {
    const tried = drafts.find(draft);
    if (tried === undefined) throw new UserError('This login is not the last one tested. Test it again');
    const ids = assistants.map((id) => getAssistant(id).id);
    const { profile, network } = tried;
    const plan = { profile, network: withComputer(network, place), assistants: ids };
    const outcome = await applyPlan(plan, place.workplace, { signal, onStep });
    drafts.forget();
    return {
      assistants: outcome.assistants,
      check: outcome.check ?? null,
      problem: outcome.problem?.message ?? null,
    };
  },
});

/** How far a test is: where to sign in, that it was done, or what one area turned out to be. */
export type TestStep =
  | { readonly signInUrl: string }
  | { readonly isSignedIn: true }
  | { readonly area: AreaReport };

async function tryDraft(
  profile: ProfileDraft,
  network: NetworkDraft,
  { place, drafts, signal, onStep }: RouteContext<TestStep>,
) {
  const tried = await tryLogin(profile, withComputer(network, place), place.workplace, signal, (area) =>
    onStep({ area }),
  );
  const { agent, instance, areas } = tried.report;
  return {
    draft: drafts.keep({ profile: { ...profile, login: tried.login }, network }),
    agent: agent?.name ?? null,
    halo: { name: instance.name ?? null, version: instance.version ?? null },
    areas,
  };
}

/** What a person gave counts before what the computer says, also an empty text, which takes away what is stored. */
function withComputer(
  network: NetworkDraft,
  { network: computers, workplace }: RouteContext<never>['place'],
): NetworkDraft {
  const named = Object.entries(network).filter(([, value]) => value !== undefined);
  const { caFile } = network;
  return {
    ...computers,
    ...Object.fromEntries(named),
    ...(caFile === undefined ? {} : { caFile: readTypedPath(caFile, workplace) }),
  };
}
