import type { SetupAnswers } from '../../setup/answers.ts';
import type { SetupPlan } from '../../setup/apply.ts';
import type { FoundHalo } from '../../setup/check-halo.ts';
import type { NetworkDraft } from '../../setup/network.ts';
import type { Login, Profile } from '../../setup/profiles.ts';

/** What a person has decided so far. Holds a secret. What is undefined is still open, or left to Halo. */
export interface Draft {
  readonly profile: string | undefined;
  readonly address: string | undefined;
  readonly tenant: string | undefined;
  readonly authUrl: string | undefined;
  readonly scope: string | undefined;
  /** The Halo that answers there. */
  readonly found: FoundHalo | undefined;
  readonly way: Login['kind'] | undefined;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly redirectPort: number | undefined;
  /** A person's login, once they have signed in. */
  readonly signedIn: Login | undefined;
  readonly network: NetworkDraft;
  readonly assistants: SetupPlan['assistants'] | undefined;
}

/** What was given on the command line. The computer's own way to the internet goes along, because assistants pass it on to nobody. */
export function draftFrom(given: SetupAnswers, network: NetworkDraft): Draft {
  const { profile, address, tenant, authUrl, scope, clientId, clientSecret, redirectPort, assistants } =
    given;
  const way = given.signsIn ? 'person' : clientSecret === undefined ? undefined : 'client-secret';
  const named = Object.entries(given.network).filter(([, value]) => value !== undefined);
  return {
    ...{ profile, address, tenant, authUrl, scope, clientId, clientSecret, redirectPort, assistants, way },
    network: { ...network, ...Object.fromEntries(named) },
    found: undefined,
    signedIn: undefined,
  };
}

/** The same for a Halo that is set up already: what was not given is as it is. */
export function draftOver({ name, settings }: Profile, draft: Draft): Draft {
  const isSameHalo = draft.address === undefined;
  return {
    ...draft,
    profile: name,
    address: draft.address ?? settings.address,
    tenant: draft.tenant ?? (isSameHalo ? settings.tenant : undefined),
    authUrl: draft.authUrl ?? (isSameHalo ? settings.authUrl : undefined),
    scope: draft.scope ?? settings.scope,
    redirectPort: draft.redirectPort ?? settings.redirectPort,
  };
}

/** Where the Halo of a draft is. Throws where that is still open. */
export function toPlace({ address, tenant, authUrl, found }: Draft) {
  const known = found?.siteUrl ?? address;
  if (known === undefined) throw new Error('The address is asked first');
  return { address: known, tenant, authUrl };
}

/** What is to be stored. Throws where that is not decided. */
export function toProfile(draft: Draft) {
  const { profile, scope, redirectPort } = draft;
  if (profile === undefined) throw new Error('The name of the profile is asked first');
  const login = toLogin(draft);
  return {
    name: profile,
    ...toPlace(draft),
    scope,
    login,
    redirectPort: login.kind === 'person' ? redirectPort : undefined,
  };
}

function toLogin({ way, clientId, clientSecret, signedIn }: Draft): Login {
  if (way === 'person') {
    if (signedIn === undefined) throw new Error('The person signs in first');
    return signedIn;
  }
  if (clientId === undefined || clientSecret === undefined) throw new Error('The login is asked first');
  return { kind: 'client-secret', clientId, clientSecret };
}
