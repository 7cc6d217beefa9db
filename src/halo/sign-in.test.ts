import { describe, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import { silentLog } from '../base/log.ts';
import { type DemoHalo, type DemoOptions, startDemoHalo } from '../demo/demo-halo.ts';
import { parseFault } from '../demo/faults.ts';
import { allowSignIn, demoLogin, demoRedirectUri, sendSignInForm } from '../testing/demo-sign-in.ts';
import { createFixedClock } from '../testing/fixed-clock.ts';
import { defaultScope } from './connection.ts';
import { createProbe, identifyHalo } from './identify.ts';
import { createAuthorizeRequest, exchangeCode, type SignInAnswer } from './sign-in.ts';

/** A sign-in that has begun at a demo. */
async function begin(
  change: Partial<{ clientId: string; scope: string; redirectUri: string }> = {},
  demoOptions: Partial<DemoOptions> = {},
) {
  const demo = startDemoHalo({ date: '2026-11-15', ...demoOptions });
  const application = {
    clientId: demo.nativeClientId,
    scope: defaultScope,
    redirectUri: demoRedirectUri,
    ...change,
  };
  const options = { clock: createFixedClock(), log: silentLog, signal: new AbortController().signal };
  const { servers } = await identifyHalo({ address: demo.url }, options);
  const request = createAuthorizeRequest(servers, application);
  const redeem = (answer: SignInAnswer, verifier = request.verifier, as = application) =>
    exchangeCode(answer, verifier, servers, as, createProbe(options));
  return { demo, application, request, redeem, [Symbol.asyncDispose]: () => demo.stop() };
}

async function getCode(demo: DemoHalo, url: string): Promise<string> {
  return (await allowSignIn(url, demoLogin(demo))).searchParams.get('code') ?? '';
}

const place = 'Configuration › Integrations › HaloPSA API › View Applications › (your application) › Details';

test('the address for the browser proves who began, and names the tenant', async () => {
  await using at = await begin();
  const url = new URL(at.request.url);
  expect(url.origin + url.pathname).toBe(`${at.demo.url}/auth/authorize`);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    tenant: 'demo',
    response_type: 'code',
    client_id: at.demo.nativeClientId,
    redirect_uri: demoRedirectUri,
    scope: 'all offline_access',
    state: at.request.state,
    code_challenge: createHash('sha256').update(at.request.verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  expect(at.request.verifier).toMatch(/^[\w-]{43,128}$/);
  const again = createAuthorizeRequest({ authorizeUrl: `${at.demo.url}/auth/authorize` }, at.application);
  expect(again.state).not.toBe(at.request.state);
  expect(again.verifier).not.toBe(at.request.verifier);
});

test('a code is redeemed for tokens that keep the person signed in', async () => {
  await using at = await begin();
  const tokens = await at.redeem({ code: await getCode(at.demo, at.request.url) });
  expect(tokens.lifeSeconds).toBe(3600);
  expect(tokens.refreshToken).toMatch(/^eyJ/);
});

describe('what the person reads when', () => {
  test('they decline', async () => {
    await using at = await begin();
    const fields = { agent: '', password: '', decision: 'deny' };
    const answer = await sendSignInForm(at.request.url, fields);
    const error = new URL(answer.headers.get('location') ?? '').searchParams.get('error') ?? '';
    await expect(at.redeem({ error })).rejects.toThrow(
      "You were not signed in: the request was declined on Halo's page. Start again and choose to allow it; if Halo declined by itself, ask your Halo admin whether your agent may use this application",
    );
  });

  test('the permissions do not exist', async () => {
    await using at = await begin({ scope: 'read:everything' });
    const answer = await fetch(at.request.url, { redirect: 'manual' });
    const error = new URL(answer.headers.get('location') ?? '').searchParams.get('error') ?? '';
    await expect(at.redeem({ error })).rejects.toThrow('the permissions it asked for (read:everything)');
  });

  test('the request is refused as it is', async () => {
    await using at = await begin();
    await expect(at.redeem({ error: 'invalid_request' })).rejects.toThrow(
      `Halo does not accept the sign-in as it was asked for. Ask your Halo admin to check at ${place} that the authentication method is "Authorisation Code (Native Application)" and that the login redirect URL is exactly ${demoRedirectUri}`,
    );
  });

  test('the code was used already, or somebody else began', async () => {
    await using at = await begin();
    const code = await getCode(at.demo, at.request.url);
    await expect(at.redeem({ code }, 'another-verifier')).rejects.toThrow('did not accept the code');
    await expect(at.redeem({ code })).rejects.toThrow('did not accept the code');
  });

  test('the application is one for programs, or unknown', async () => {
    await using at = await begin();
    const code = await getCode(at.demo, at.request.url);
    const as = (clientId: string) =>
      at.redeem({ code }, at.request.verifier, { ...at.application, clientId });
    await expect(as(at.demo.clientId)).rejects.toThrow(
      `set the authentication method to "Authorisation Code (Native Application)" and to allow agents to log in, at ${place}`,
    );
    await expect(as('x')).rejects.toThrow('Halo does not accept this client ID for people who sign in');
  });

  test('Halo gives no refresh token', async () => {
    await using at = await begin();
    const url = new URL(at.request.url);
    url.searchParams.set('scope', 'all');
    const code = await getCode(at.demo, url.href);
    await expect(at.redeem({ code })).rejects.toThrow('Halo signed you in for an hour only');
  });

  test('Halo is away just then', async () => {
    await using at = await begin();
    const code = await getCode(at.demo, at.request.url);
    at.demo.setFault(parseFault('maintenance@/auth/token'));
    await expect(at.redeem({ code })).rejects.toThrow('is not available at the moment');
  });
});
