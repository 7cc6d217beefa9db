import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { DemoLogin } from '../demo/data/logins.ts';
import type { DemoHalo } from '../demo/demo-halo.ts';
import { defaultScope, type PersonConnection, type RefreshTokens } from '../halo/connection.ts';

export const demoRedirectUri = 'http://127.0.0.1:1/callback';

/** The first of the demo's staff, who sees everything, or the one with that name. */
export function demoLogin(demo: DemoHalo, name = 'Rosalind Pemberton'): DemoLogin {
  const login = demo.logins.find((each) => each.name === name);
  if (login === undefined) throw new Error(`Nobody called ${name} can sign in to the demo`);
  return login;
}

/** What an application asks the sign-in page for; `change` replaces parameters, undefined ones are left out. */
export function toAuthorizeUrl(
  demo: DemoHalo,
  challenge: string,
  change: Readonly<Record<string, string | undefined>> = {},
): string {
  const url = new URL(`${demo.url}/auth/authorize`);
  const parameters = {
    response_type: 'code',
    client_id: demo.nativeClientId,
    redirect_uri: demoRedirectUri,
    scope: `${defaultScope} offline_access`,
    state: 'state of the test',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...change,
  };
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}

/** Sends the sign-in page's form as a browser does, and gives the answer without following it. */
export function sendSignInForm(
  url: string,
  fields: Readonly<Record<'agent' | 'password' | 'decision', string>>,
): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}

/** Opens the sign-in page's address as a person who allows it; gives where the browser is sent. */
export async function allowSignIn(url: string, { email, password }: DemoLogin): Promise<URL> {
  const answer = await sendSignInForm(url, { agent: email, password, decision: 'allow' });
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`The sign-in page answered ${answer.status}`);
  return new URL(location);
}

const tokensSchema = z.object({ access_token: z.string(), refresh_token: z.string() });

/** Signs somebody in to the demo without a browser; gives a fresh refresh token. */
export async function signInToDemo(demo: DemoHalo, name?: string): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const back = await allowSignIn(toAuthorizeUrl(demo, challenge), demoLogin(demo, name));
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: demo.nativeClientId,
    code: back.searchParams.get('code') ?? '',
    redirect_uri: demoRedirectUri,
    code_verifier: verifier,
  });
  const answer = await fetch(`${demo.url}/auth/token`, { method: 'POST', body });
  return tokensSchema.parse(await answer.json()).refresh_token;
}

/** A place for one refresh token in this process's memory. */
export interface MemoryTokens extends RefreshTokens {
  readonly stored: () => string | undefined;
}

/** Keeps a refresh token in memory; processes are told apart by nothing, so its lock holds between clients of this process. */
export function createMemoryTokens(first: string | undefined): MemoryTokens {
  let token = first;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    stored: () => token,
    read: async () => token,
    write: async (next) => {
      token = next;
    },
    exclusively: (run) => {
      const mine = turn.then(run);
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}

/** A person's connection to the demo. */
export function toPersonConnection(demo: DemoHalo, refreshTokens: RefreshTokens): PersonConnection {
  return { address: demo.url, clientId: demo.nativeClientId, scope: defaultScope, refreshTokens };
}
