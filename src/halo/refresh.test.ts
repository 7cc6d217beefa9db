import { describe, expect, test } from 'bun:test';
import { UserError } from '../base/errors.ts';
import { createLog } from '../base/log.ts';
import { type DemoHalo, type DemoOptions, startDemoHalo } from '../demo/demo-halo.ts';
import { parseFault } from '../demo/faults.ts';
import { createMemoryTokens, signInToDemo, toPersonConnection } from '../testing/demo-sign-in.ts';
import { createFixedClock } from '../testing/fixed-clock.ts';
import { createHaloClient, type HaloOptions } from './client.ts';
import type { RefreshTokens } from './connection.ts';

/** A demo that forgives nothing: a refresh token is good exactly once. */
async function openDemo(options: Partial<DemoOptions> = {}) {
  const demo = startDemoHalo({ date: '2026-11-15', refreshLeewaySeconds: 0, ...options });
  const first = await signInToDemo(demo);
  return { demo, first, [Symbol.asyncDispose]: () => demo.stop() };
}

function openHalo(
  demo: DemoHalo,
  refreshTokens: RefreshTokens,
  options: Partial<HaloOptions> = {},
  signal = new AbortController().signal,
) {
  const connection = toPersonConnection(demo, refreshTokens);
  const client = createHaloClient({ connection, clock: createFixedClock(), rateLimit: 0, ...options });
  return client.open({ signal, timeMs: 45_000 });
}

const signInAgain =
  'Your sign-in to Halo has ended: it was too long ago, or it was withdrawn in Halo. Run "halo-mcp setup --sign-in" on this computer and sign in again; then ask once more, nothing has to be restarted';

async function readError(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof UserError ? error.message : `not for people: ${error}`),
  );
}

test('a person is asked for nothing: the stored token gives access, and its successor is stored', async () => {
  await using at = await openDemo();
  const tokens = createMemoryTokens(at.first);
  expect((await openHalo(at.demo, tokens).me()).name).toBe('Rosalind Pemberton');
  expect(tokens.stored()).not.toBe(at.first);
  expect((await openHalo(at.demo, tokens).me()).name).toBe('Rosalind Pemberton');
});

test('many questions at once use the token once', async () => {
  await using at = await openDemo();
  const halo = openHalo(at.demo, createMemoryTokens(at.first));
  await Promise.all([halo.me(), halo.agents(), halo.tickets.page({}, 1, 5), halo.clients.page({}, 1, 5)]);
  expect(at.demo.requests.filter(({ path }) => path === '/auth/token')).toHaveLength(2); // one for the code
});

test('the new token is stored before Halo is asked anything with it', async () => {
  await using at = await openDemo();
  const tokens = createMemoryTokens(at.first);
  let askedBefore: readonly string[] = [];
  const write = (token: string) => {
    askedBefore = at.demo.requests.map(({ path }) => path).filter((path) => path.startsWith('/api/Agent'));
    return tokens.write(token);
  };
  await openHalo(at.demo, { ...tokens, write }).me();
  expect(tokens.stored()).not.toBe(at.first);
  expect(askedBefore).toEqual([]);
});

test('a token that another program used up in the meantime is read again', async () => {
  await using at = await openDemo();
  const tokens = createMemoryTokens(at.first);
  const newer = await signInToDemo(at.demo);
  await openHalo(at.demo, createMemoryTokens(at.first)).me(); // uses it up without storing the new one here
  const reads = [at.first, newer];
  const read = async () => reads.shift();
  expect((await openHalo(at.demo, { ...tokens, read }).me()).id).toBe(2);
  expect(reads).toEqual([]);
});

describe('a sign-in that has ended', () => {
  test.each([
    ['withdrawn in Halo', 'signed-out'],
    ['too long ago', 'short-sign-in:0'],
  ])('%s: says how to sign in again', async (_, fault) => {
    await using at = await openDemo({ fault: parseFault(fault) });
    const tokens = createMemoryTokens(at.first);
    expect(await readError(openHalo(at.demo, tokens).me())).toBe(signInAgain);
    expect(tokens.stored()).toBe(at.first);
  });

  test('and one that never was', async () => {
    await using at = await openDemo();
    expect(await readError(openHalo(at.demo, createMemoryTokens(undefined)).me())).toBe(signInAgain);
  });

  test('of another profile than the default one: names the command for that', async () => {
    await using at = await openDemo();
    const signInCommand = 'halo-mcp setup --sign-in --profile sandbox';
    const connection = { ...toPersonConnection(at.demo, createMemoryTokens(undefined)), signInCommand };
    const limits = { signal: new AbortController().signal, timeMs: 45_000 };
    const message = await readError(createHaloClient({ connection }).open(limits).me());
    expect(message).toContain('Run "halo-mcp setup --sign-in --profile sandbox" on this computer');
  });

  test('is good again after the next sign-in, in the program that runs already', async () => {
    await using at = await openDemo();
    const tokens = createMemoryTokens(undefined);
    const halo = openHalo(at.demo, tokens);
    expect(await readError(halo.me())).toBe(signInAgain);
    await tokens.write(at.first);
    expect((await halo.me()).id).toBe(2);
  });

  test('an access token that Halo takes back is replaced without a word', async () => {
    await using at = await openDemo();
    const halo = openHalo(at.demo, createMemoryTokens(at.first));
    await halo.me();
    at.demo.setFault(parseFault('revoked,x1'));
    expect((await halo.me()).id).toBe(2);
  });
});

describe('a refresh that goes wrong half-way', () => {
  test.each(['dropped', 'bad-gateway', 'silent'])(
    '%s: the stored token stays and works once Halo is back',
    async (fault) => {
      await using at = await openDemo();
      const tokens = createMemoryTokens(at.first);
      const halo = openHalo(at.demo, tokens, { attemptTimeoutMs: 100 });
      at.demo.setFault(parseFault(`${fault}@/auth/token`));
      const message = await readError(halo.me());
      expect(message).not.toBe(signInAgain);
      expect(message).not.toContain('not for people');
      expect(tokens.stored()).toBe(at.first);
      at.demo.setFault(undefined);
      expect((await halo.me()).id).toBe(2);
    },
  );

  test.each(['cut-json', 'stalled'])(
    '%s: Halo has ended the token, but the answer was lost; asked again at once it gives another',
    async (fault) => {
      await using at = await openDemo({ refreshLeewaySeconds: 30 });
      const tokens = createMemoryTokens(at.first);
      at.demo.setFault(parseFault(`${fault}@/auth/token,x1`));
      expect((await openHalo(at.demo, tokens, { attemptTimeoutMs: 200 }).me()).id).toBe(2);
      expect(tokens.stored()).not.toBe(at.first);
    },
  );

  test('the person who asked leaves: the new token is stored all the same', async () => {
    await using at = await openDemo();
    const tokens = createMemoryTokens(at.first);
    const left = new AbortController();
    const written = Promise.withResolvers<void>();
    const write = async (token: string) => {
      await tokens.write(token);
      written.resolve();
    };
    const read = () => {
      left.abort(new Error('left'));
      return tokens.read();
    };
    const asked = openHalo(at.demo, { ...tokens, read, write }, {}, left.signal).me();
    await expect(asked).rejects.toThrow('left');
    await written.promise;
    expect((await openHalo(at.demo, tokens).me()).id).toBe(2);
  });

  test('the keychain is locked: its own words reach the person, and the new token is stored later', async () => {
    await using at = await openDemo();
    const tokens = createMemoryTokens(at.first);
    let isLocked = true;
    const write = async (token: string) => {
      if (isLocked) throw new UserError('The keychain is locked');
      await tokens.write(token);
    };
    const halo = openHalo(at.demo, { ...tokens, write });
    expect(await readError(halo.me())).toBe('The keychain is locked');
    expect(tokens.stored()).toBe(at.first);
    isLocked = false;
    expect((await halo.me()).id).toBe(2);
    expect((await openHalo(at.demo, tokens).me()).id).toBe(2);
  });
});

test.each([
  [
    'the client ID is not known',
    { clientId: 'x' },
    'Halo does not accept this client ID for people who sign in',
  ],
  ['the application is one for programs', { clientId: 'service' }, 'does not let people sign in'],
])('%s: says what to change in Halo', async (_, { clientId }, message) => {
  await using at = await openDemo();
  const connection = {
    ...toPersonConnection(at.demo, createMemoryTokens(at.first)),
    clientId: clientId === 'service' ? at.demo.clientId : clientId,
  };
  const halo = createHaloClient({ connection }).open({
    signal: new AbortController().signal,
    timeMs: 45_000,
  });
  expect(await readError(halo.me())).toContain(message);
});

test('the log holds neither refresh nor access tokens', async () => {
  await using at = await openDemo();
  const lines: string[] = [];
  const log = createLog('debug', [(line) => lines.push(line)], () => new Date(0));
  const tokens = createMemoryTokens(at.first);
  await openHalo(at.demo, tokens, { log }).me();
  const second = tokens.stored() ?? '';
  log.info(`used ${at.first} and got ${second}`);
  expect(lines.at(-1)).toContain('used [secret] and got [secret]');
  expect(lines.join()).not.toMatch(/eyJ/);
});
