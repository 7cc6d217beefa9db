import { describe, expect, test } from 'bun:test';
import { createServer } from 'node:net';
import { systemClock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { createFixedClock } from '../testing/fixed-clock.ts';
import { startRedirectListener } from './redirect-listener.ts';

const state = 'the state of this sign-in';

/** A listener that waits for its one visit; `answer` resolves with what the visit brought. */
function wait(settle = async (answer: object) => answer) {
  const listener = startRedirectListener(0, systemClock);
  const stop = new AbortController();
  const answer = listener.receive(state, settle, stop.signal);
  answer.catch(() => undefined);
  const visit = (query: Readonly<Record<string, string>>, init: RequestInit = {}) =>
    fetch(`${listener.redirectUri}?${new URLSearchParams(query)}`, init);
  return { listener, stop, answer, visit, [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose]() };
}

describe('the visit that was waited for', () => {
  test('brings its code, and the page says that it worked', async () => {
    await using at = wait();
    const page = await at.visit({ code: 'c', state });
    expect(await at.answer).toEqual({ code: 'c' });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('You are signed in');
    expect(page.headers.get('content-security-policy')).toStartWith("default-src 'none'");
  });

  test('brings why there is no code', async () => {
    await using at = wait();
    await at.visit({ error: 'access_denied', state });
    expect(await at.answer).toEqual({ error: 'access_denied' });
  });

  test('is shown what went wrong afterwards, without markup from it and without its stack', async () => {
    await using at = wait(async () => {
      throw new UserError('Halo said <b>no</b>');
    });
    const page = await at.visit({ code: 'c', state });
    await expect(at.answer).rejects.toThrow('Halo said');
    const html = await page.text();
    expect(page.status).toBe(400);
    expect(html).toContain('You are not signed in');
    expect(html).toContain('Halo said &lt;b&gt;no&lt;/b&gt;.');
  });

  test('is shown nothing of a fault of our own', async () => {
    await using at = wait(async () => {
      throw new TypeError('undefined is not a function');
    });
    const page = await at.visit({ code: 'c', state });
    await expect(at.answer).rejects.toThrow(TypeError);
    expect(await page.text()).not.toContain('undefined');
  });

  test('counts once', async () => {
    let settled = 0;
    await using at = wait(async (answer) => {
      settled++;
      return answer;
    });
    const pages = await Promise.all([at.visit({ code: 'a', state }), at.visit({ code: 'b', state })]);
    expect(pages.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect(settled).toBe(1);
  });
});

describe('any other visit changes nothing', () => {
  test.each([
    ['another state', { code: 'c', state: 'guessed' }, 400],
    ['no state', { code: 'c' }, 400],
    ['neither code nor error', { state }, 400],
  ])('%s', async (_, query, status) => {
    await using at = wait();
    expect((await at.visit(query)).status).toBe(status);
    await at.visit({ code: 'right', state });
    expect(await at.answer).toEqual({ code: 'right' });
  });

  test('another path, another method, another name for this computer', async () => {
    await using at = wait();
    const { origin } = new URL(at.listener.redirectUri);
    expect((await fetch(`${origin}/favicon.ico`)).status).toBe(404);
    expect((await fetch(`${origin}/?code=c&state=${state}`)).status).toBe(404);
    expect((await at.visit({ code: 'c', state }, { method: 'POST' })).status).toBe(405);
    const headers = { host: 'evil.example' };
    expect((await at.visit({ code: 'c', state }, { headers })).status).toBe(404);
    await at.visit({ code: 'right', state });
    expect(await at.answer).toEqual({ code: 'right' });
  });

  test('one before the waiting has begun', async () => {
    await using listener = startRedirectListener(0, systemClock);
    expect((await fetch(`${listener.redirectUri}?code=c&state=`)).status).toBe(400);
  });
});

describe('the waiting', () => {
  test('ends when it is called off', async () => {
    await using at = wait();
    at.stop.abort(new Error('called off'));
    await expect(at.answer).rejects.toThrow('called off');
  });

  test('ends after ten minutes', async () => {
    await using listener = startRedirectListener(0, createFixedClock());
    const answer = listener.receive(state, async () => 'never', new AbortController().signal);
    await expect(answer).rejects.toThrow('Nobody signed in within ten minutes');
  });

  test('leaves nothing open, after the last page has been fetched', async () => {
    const at = wait();
    const [page] = await Promise.all([
      at.visit({ code: 'c', state }).then((response) => response.text()),
      at.answer.then(() => at.listener[Symbol.asyncDispose]()),
    ]);
    expect(page).toContain('You are signed in');
    await expect(fetch(at.listener.redirectUri)).rejects.toThrow();
  });
});

test('a port that another program uses: says so, and what to do', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  expect(() => startRedirectListener(port, systemClock)).toThrow(
    `Port ${port} on this computer is in use by another program, and the sign-in would come back to it. Close that program or a second sign-in that still waits, or choose another port with --redirect-port and have it registered in Halo as http://127.0.0.1:PORT/callback`,
  );
  other.close();
});
