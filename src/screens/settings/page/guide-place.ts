import type { OutputOf } from './ask.ts';
import type { PageElement } from './browser.ts';
import { findChanges, type NetworkValues } from './network-fields.ts';

/** What is known of a Halo that is being set up. The secret is not: it goes to the program and is forgotten. */
export interface Draft {
  readonly profile: string;
  /** Other profiles' names, which a new one must not take; undefined where the name is fixed. */
  readonly takenNames: readonly string[] | undefined;
  readonly address: string;
  readonly way: 'client-secret' | 'person';
  readonly clientId: string;
  readonly tenant: string;
  readonly authUrl: string;
  readonly scope: string;
  readonly network: NetworkValues;
  /** Empty for the usual one. */
  readonly redirectPort: string;
  readonly found?: OutputOf<'find-halo'>;
  readonly tested?: OutputOf<'test-login'>;
}

/** Where the guide is shown, and how its steps lead to each other. */
export interface Guide {
  /** Where a sign-in comes back to, if nothing else is given. */
  readonly usualPort: number;
  readonly storedNetwork: NetworkValues;
  readonly show: (step: number, title: PageElement, ...body: readonly (PageElement | undefined)[]) => void;
  readonly finish: () => void;
  readonly go: {
    readonly address: (draft: Draft, isNetworkOpen?: boolean) => void;
    /** `focusOn` is what is to be corrected. */
    readonly login: (draft: Draft, focusOn?: 'client-id' | 'client-secret') => void;
    readonly test: (draft: Draft, clientSecret: string) => void;
    readonly assistants: (draft: Draft) => void;
    readonly done: (outcome: OutputOf<'apply-setup'>, profile: string) => void;
  };
}

/** A draft that knows nothing yet. */
export function emptyDraft(profile: string, takenNames?: readonly string[]): Draft {
  return {
    profile,
    takenNames,
    address: '',
    way: 'client-secret',
    clientId: '',
    tenant: '',
    authUrl: '',
    scope: '',
    network: { proxy: '', noProxy: '', caFile: '' },
    redirectPort: '',
  };
}

/** What the program needs to know to find the Halo; empty texts are left out. */
export function toPlace({ address, tenant, authUrl, network }: Draft, { storedNetwork: stored }: Guide) {
  return {
    address,
    ...(tenant === '' ? {} : { tenant }),
    ...(authUrl === '' ? {} : { authUrl }),
    network: findChanges(network, stored),
  };
}

/** Registered in Halo as where a sign-in comes back to. */
export function findPort({ redirectPort }: Draft, { usualPort }: Guide): number {
  return redirectPort === '' ? usualPort : Number(redirectPort);
}
