import { describe, expect, test } from 'bun:test';
import { systemClock } from '../base/clock.ts';
import { createLog } from '../base/log.ts';
import { type DemoHalo, startDemoHalo } from '../demo/demo-halo.ts';
import { parseFault } from '../demo/faults.ts';
import { startRedirectListener } from '../desktop/redirect-listener.ts';
import { createHaloClient } from '../halo/client.ts';
import { defaultScope } from '../halo/connection.ts';
import { openBrowser } from '../testing/browser.ts';
import {
  allowSignIn,
  createMemoryTokens,
  demoLogin,
  sendSignInForm,
  toPersonConnection,
} from '../testing/demo-sign-in.ts';
import { needs } from '../testing/needs.ts';
import type { PersonLogin } from './profiles.ts';
import { type SignInOptions, signInWithHalo, toRedirectUri } from './sign-in.ts';

const testChromium = await needs('chromium');

/** A demo to sign in to, and everything that was logged. */
function openDemo() {
  const demo = startDemoHalo({ date: '2026-11-15', refreshLeewaySeconds: 0 });
  const lines: string[] = [];
  const log = createLog('debug', [(line) => lines.push(line)], () => new Date(0));
  const computer = { platform: 'linux', homeFolder: '/nowhere', environment: {} } as const;
  const signIn = (options: Partial<SignInOptions> = {}, redirectPort?: number) =>
    signInWithHalo(
      { place: { address: demo.url }, clientId: demo.nativeClientId, scope: defaultScope, redirectPort },
      {},
      { computer, clock: systemClock, log },
      {
        signal: new AbortController().signal,
        onUrl: () => undefined,
        open: async (url) => void (await comeBack(await allowSignIn(url, demoLogin(demo)))),
        ...options,
      },
    );
  return { demo, lines, signIn, [Symbol.asyncDispose]: () => demo.stop() };
}

/** What a browser does with the address that Halo sends it to. */
async function comeBack(url: URL): Promise<string> {
  return (await fetch(url)).text();
}

/** Whom Halo takes the new login for. */
async function readName(demo: DemoHalo, login: PersonLogin): Promise<string> {
  const connection = toPersonConnection(demo, createMemoryTokens(login.refreshToken));
  const limits = { signal: new AbortController().signal, timeMs: 45_000 };
  return (await createHaloClient({ connection }).open(limits).me()).name;
}

test('a person signs in in a browser and gets a login of their own', async () => {
  await using at = openDemo();
  const login = await at.signIn();
  expect(login).toMatchObject({ kind: 'person', clientId: at.demo.nativeClientId });
  expect(await readName(at.demo, login)).toBe('Rosalind Pemberton');
  const said = at.lines.join();
  expect(said).not.toContain(login.refreshToken);
  expect(said).not.toMatch(/eyJ|code_verifier/);
});

test('the screen hears the address, and a browser that can not be opened is no error', async () => {
  await using at = openDemo();
  const shown = Promise.withResolvers<string>();
  const open = async () => {
    throw new Error('no browser here');
  };
  const signingIn = at.signIn({ onUrl: shown.resolve, open });
  await comeBack(await allowSignIn(await shown.promise, demoLogin(at.demo, 'Tamsin Holloway')));
  expect(await readName(at.demo, await signingIn)).toBe('Tamsin Holloway');
  expect(at.lines.join()).not.toContain('state=');
});

test('a fixed port is the one in the redirect URL that is registered', async () => {
  await using at = openDemo();
  const free = startRedirectListener(0, systemClock);
  const port = Number(new URL(free.redirectUri).port);
  await free[Symbol.asyncDispose]();
  let asked = '';
  await at.signIn({ onUrl: (url) => (asked = url) }, port);
  expect(new URL(asked).searchParams.get('redirect_uri')).toBe(toRedirectUri(port));
});

describe('what goes wrong is told to the person, on the page and here', () => {
  test('they decline', async () => {
    await using at = openDemo();
    const page = Promise.withResolvers<string>();
    const open = async (url: string) => {
      const answer = await sendSignInForm(url, { agent: '', password: '', decision: 'deny' });
      page.resolve(await comeBack(new URL(answer.headers.get('location') ?? '')));
    };
    await expect(at.signIn({ open })).rejects.toThrow('You were not signed in');
    expect(await page.promise).toContain('You are not signed in');
  });

  test('Halo goes away in between', async () => {
    await using at = openDemo();
    const open = async (url: string) => {
      const back = await allowSignIn(url, demoLogin(at.demo));
      at.demo.setFault(parseFault('bad-request@/auth/token'));
      await comeBack(back);
    };
    await expect(at.signIn({ open })).rejects.toThrow('did not issue a login (status 400)');
  });

  test('there is no Halo', async () => {
    await using at = openDemo();
    at.demo.setFault(parseFault('login-page@/authinfo'));
    await expect(at.signIn()).rejects.toThrow('answers, but not as a Halo');
  });

  test('they call it off', async () => {
    await using at = openDemo();
    const stop = new AbortController();
    const open = async () => stop.abort(new Error('called off'));
    let asked = '';
    const onUrl = (url: string) => {
      asked = url;
    };
    await expect(at.signIn({ open, onUrl, signal: stop.signal })).rejects.toThrow('called off');
    const redirectUri = new URL(asked).searchParams.get('redirect_uri') ?? '';
    await expect(fetch(redirectUri)).rejects.toThrow();
  });
});

describe('in a real Chromium', () => {
  for (const javaScriptEnabled of [true, false]) {
    testChromium(
      `a person signs in on Halo's page and ends on ours, ${javaScriptEnabled ? 'with' : 'without'} scripts`,
      async () => {
        await using at = openDemo();
        await using browser = await openBrowser({ javaScriptEnabled });
        const { page } = browser;
        const complaints: string[] = [];
        page.on('console', (message) => complaints.push(message.text()));
        const open = async (url: string) => {
          await page.goto(url);
          await page.getByRole('link', { name: 'Tamsin Holloway' }).click();
          await page.getByRole('button', { name: 'Sign in and allow' }).click();
        };
        const login = await at.signIn({ open });
        await page.getByRole('heading', { name: 'You are signed in' }).waitFor();
        expect(new URL(page.url()).pathname).toBe('/callback');
        expect(await readName(at.demo, login)).toBe('Tamsin Holloway');
        expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
      },
      60_000,
    );
  }

  testChromium(
    'a typing mistake stays on the page; declining ends on ours',
    async () => {
      await using at = openDemo();
      await using browser = await openBrowser({ colorScheme: 'dark', viewport: { width: 400, height: 700 } });
      const { page } = browser;
      const open = async (url: string) => {
        await page.goto(url);
        await page.getByLabel('Password').fill('wrong');
        await page.getByRole('button', { name: 'Sign in and allow' }).click();
        await page.getByRole('alert').waitFor();
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(overflow).toBeLessThanOrEqual(0);
        await page.getByRole('button', { name: 'Do not allow' }).click();
      };
      await expect(at.signIn({ open })).rejects.toThrow('You were not signed in');
      await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    },
    60_000,
  );
});
