import { afterAll, describe, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  allowSignIn,
  demoLogin,
  demoRedirectUri,
  sendSignInForm,
  signInToDemo,
  toAuthorizeUrl,
} from '../testing/demo-sign-in.ts';
import { type DemoHalo, type DemoOptions, startDemoHalo } from './demo-halo.ts';
import { parseFault } from './faults.ts';

const verifier = 'a-verifier-that-is-long-enough-to-be-one-0123456789';
const challenge = createHash('sha256').update(verifier).digest('base64url');
const running: DemoHalo[] = [];
afterAll(() => Promise.all(running.map((halo) => halo.stop())));

function start(options: Partial<DemoOptions> = {}): DemoHalo {
  const halo = startDemoHalo({ date: '2026-11-22', scale: 1, refreshLeewaySeconds: 0, ...options });
  running.push(halo);
  return halo;
}

const shared = start();
const rosalind = demoLogin(shared);

const answerSchema = z.object({
  error: z.string().optional(),
  access_token: z.string().optional(),
  refresh_token: z.string().optional(),
  expires_in: z.number().optional(),
});

async function askToken(halo: DemoHalo, form: Readonly<Record<string, string>>) {
  const body = new URLSearchParams({ client_id: halo.nativeClientId, ...form });
  const answer = await fetch(`${halo.url}/auth/token`, { method: 'POST', body });
  return { status: answer.status, ...answerSchema.parse(await answer.json()) };
}

const redeem = (halo: DemoHalo, code: string, change: Readonly<Record<string, string>> = {}) =>
  askToken(halo, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: demoRedirectUri,
    code_verifier: verifier,
    ...change,
  });

const refresh = (halo: DemoHalo, token = '') =>
  askToken(halo, { grant_type: 'refresh_token', refresh_token: token });

async function getCode(halo: DemoHalo): Promise<string> {
  const back = await allowSignIn(toAuthorizeUrl(halo, challenge), rosalind);
  return back.searchParams.get('code') ?? '';
}

async function readStatus(halo: DemoHalo, path: string, token = ''): Promise<number> {
  const answer = await fetch(`${halo.url}/api${path}`, { headers: { authorization: `Bearer ${token}` } });
  await answer.body?.cancel();
  return answer.status;
}

describe('the sign-in page', () => {
  test('says that it is a demo, is filled in, and works without scripts or anything from elsewhere', async () => {
    const answer = await fetch(toAuthorizeUrl(shared, challenge));
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(html).toContain('This is a demo');
    expect(html).toContain(`value="${rosalind.email}"`);
    expect(html).not.toMatch(/<script|javascript:|src=|<link/i);
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toStartWith("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  test('fills in somebody else where the address says so', async () => {
    const html = await (
      await fetch(toAuthorizeUrl(shared, challenge, { login_hint: 'tamsin@demo-msp.example' }))
    ).text();
    expect(html).toContain('value="tamsin@demo-msp.example"');
  });

  test('sends the browser back with a code and the state', async () => {
    const back = await allowSignIn(toAuthorizeUrl(shared, challenge), rosalind);
    expect(back.origin + back.pathname).toBe(demoRedirectUri);
    expect(back.searchParams.get('state')).toBe('state of the test');
    expect(back.searchParams.get('code')).toMatch(/^eyJ/);
  });

  test('sends the browser back with access_denied when it is declined, whatever else is filled in', async () => {
    const fields = { agent: 'nobody', password: '', decision: 'deny' };
    const answer = await sendSignInForm(toAuthorizeUrl(shared, challenge), fields);
    expect(answer.headers.get('location')).toContain('error=access_denied&state=state+of+the+test');
  });

  test.each([
    ['a wrong password', 'Rosalind Pemberton', 'wrong', 'is not right'],
    ['somebody unknown, with markup in the name', '"><b>x', 'wrong', '&quot;&gt;&lt;b&gt;x'],
    ['somebody who has left', 'percival', 'percival-demo', 'switched off'],
  ])('refuses %s and stays', async (_, agent, password, says) => {
    const answer = await sendSignInForm(toAuthorizeUrl(shared, challenge), {
      agent,
      password,
      decision: 'allow',
    });
    expect(answer.status).toBe(400);
    const html = await answer.text();
    expect(html).toContain(says);
    expect(html).not.toContain('<b>x');
  });

  test.each([
    ['an unknown application', { client_id: shared.clientId }],
    ['a redirect URL elsewhere', { redirect_uri: 'https://evil.example/callback' }],
    [
      'a redirect URL that only begins like ours',
      { redirect_uri: 'http://127.0.0.1:1@evil.example/callback' },
    ],
    ['another path', { redirect_uri: 'http://127.0.0.1:1/other' }],
    ['another name for this computer', { redirect_uri: 'http://localhost:1/callback' }],
  ])('never sends the browser on for %s', async (_, change) => {
    const answer = await fetch(toAuthorizeUrl(shared, challenge, change), { redirect: 'manual' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Sign-in is not possible');
  });

  test.each([
    ['no code challenge', { code_challenge: undefined }, 'invalid_request'],
    ['a plain code challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['an unknown permission', { scope: 'read:everything' }, 'invalid_scope'],
    ['another kind of answer', { response_type: 'token' }, 'unsupported_response_type'],
  ])('sends the browser back with an error for %s', async (_, change, error) => {
    const answer = await fetch(toAuthorizeUrl(shared, challenge, change), { redirect: 'manual' });
    expect(new URL(answer.headers.get('location') ?? '').searchParams.get('error')).toBe(error);
  });
});

describe('a code', () => {
  test('is good once', async () => {
    const code = await getCode(shared);
    expect(await redeem(shared, code)).toMatchObject({ status: 200, expires_in: 3600 });
    expect(await redeem(shared, code)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  test.each([
    ['another verifier', { code_verifier: 'somebody else’s' }, 'invalid_grant'],
    ['another redirect URL', { redirect_uri: 'http://127.0.0.1:2/callback' }, 'invalid_grant'],
    ['the application for programs', { client_id: shared.clientId }, 'unauthorized_client'],
    ['an unknown application', { client_id: 'x' }, 'invalid_client'],
  ])('is not good for %s', async (_, change, error) => {
    expect(await redeem(shared, await getCode(shared), change)).toMatchObject({ error });
  });

  test('ends after five minutes', async () => {
    let now = 0;
    const halo = start({ now: () => now });
    const code = await getCode(halo);
    now = 5 * 60_000;
    expect(await redeem(halo, code)).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('who signed in', () => {
  test('is who Halo takes the token for', async () => {
    const { access_token: token = '' } = await redeem(shared, await getCode(shared));
    const headers = { authorization: `Bearer ${token}` };
    const me = await (await fetch(`${shared.url}/api/Agent/me`, { headers })).json();
    expect(me).toMatchObject({ id: 2, name: 'Rosalind Pemberton' });
    expect(await readStatus(shared, '/Invoice', token)).toBe(200);
  });

  test('sees no more than their own rights in Halo', async () => {
    const { access_token: token } = await refresh(shared, await signInToDemo(shared, 'Tamsin Holloway'));
    const read = (path: string) => readStatus(shared, path, token);
    expect(await read('/Agent/me')).toBe(200);
    expect(await read('/Tickets')).toBe(200);
    for (const path of ['/Invoice', '/RecurringInvoice', '/ClientContract', '/Report', '/InstanceInfo'])
      expect(await read(path)).toBe(403);
  });
});

describe('a refresh token', () => {
  test('gives new tokens, and then only the new one is good', async () => {
    const first = await signInToDemo(shared);
    const { refresh_token: second } = await refresh(shared, first);
    expect(second).not.toBe(first);
    expect(await refresh(shared, first)).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(await refresh(shared, second)).toMatchObject({ status: 200 });
  });

  test('that was used is good for half a minute more, as in Halo, but not for ever', async () => {
    let now = 0;
    const halo = startDemoHalo({ date: '2026-11-22', now: () => now });
    running.push(halo);
    const first = await signInToDemo(halo);
    await refresh(halo, first);
    now = 29_000;
    expect(await refresh(halo, first)).toMatchObject({ status: 200 });
    now = 31_000;
    expect(await refresh(halo, first)).toMatchObject({ error: 'invalid_grant' });
  });

  test('is given only to who asks to stay signed in', async () => {
    const back = await allowSignIn(toAuthorizeUrl(shared, challenge, { scope: 'all' }), rosalind);
    const tokens = await redeem(shared, back.searchParams.get('code') ?? '');
    expect(tokens.refresh_token).toBeUndefined();
  });

  test('can be withdrawn and short-lived', async () => {
    let now = 0;
    const halo = start({ now: () => now });
    const withdrawn = await signInToDemo(halo);
    halo.setFault(parseFault('signed-out'));
    expect(await refresh(halo, withdrawn)).toMatchObject({ error: 'invalid_grant' });
    halo.setFault(parseFault('short-sign-in:60'));
    expect(await refresh(halo, withdrawn)).toMatchObject({ error: 'invalid_grant' });
    const short = await signInToDemo(halo);
    now = 60_000;
    expect(await refresh(halo, short)).toMatchObject({ error: 'invalid_grant' });
  });
});

test('the application for people is not one for programs', async () => {
  expect(await askToken(shared, { grant_type: 'client_credentials', scope: 'all' })).toMatchObject({
    status: 400,
    error: 'unauthorized_client',
  });
});

test('recorded requests hold no password, code or token', async () => {
  const halo = start();
  const token = await signInToDemo(halo);
  await refresh(halo, token);
  const recorded = JSON.stringify(halo.requests);
  expect(recorded).toContain('/auth/authorize');
  expect(recorded).not.toContain(token);
  expect(recorded).not.toContain(rosalind.password);
});
