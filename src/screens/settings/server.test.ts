import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { z } from 'zod';
import type { Clock } from '../../base/clock.ts';
import { silentLog } from '../../base/log.ts';
import { isOwnConnection } from '../../desktop/own-connection.ts';
import { createFixedClock } from '../../testing/fixed-clock.ts';
import { sendRaw, writeRequest } from '../../testing/settings-attacker.ts';
import { canBeNobody, stealAsNobody } from '../../testing/settings-neighbour.ts';
import { proofHeader } from './guard.ts';
import { type ServerOptions, type SettingsServer, startSettingsServer } from './server.ts';

const secretAnswer = '{"ok":true,"value":"the data"}\n';
const answered: string[] = [];
const options: ServerOptions = {
  files: new Map([['/', { type: 'text/html; charset=utf-8', text: '<p>page' }]]),
  answer: (action) => {
    answered.push(action);
    return action === 'look' ? new Blob([secretAnswer]).stream() : undefined;
  },
  clock: createFixedClock(),
  log: silentLog,
  stays: true,
};

let server: SettingsServer;
let host: string;
let port: number;
beforeAll(() => {
  server = startSettingsServer(options);
  host = new URL(server.origin).host;
  port = Number(new URL(server.origin).port);
});
afterAll(() => server.stop());

type HeaderList = Readonly<Record<string, string>>;

const own = (): HeaderList => ({ origin: server.origin, 'content-type': 'application/json' });
const post = (path: string, body: unknown, headers: HeaderList = own(), at = server) =>
  fetch(`${at.origin}${path}`, { method: 'POST', body: JSON.stringify(body), headers, redirect: 'manual' });
const readToken = (at = server) => new URL(at.issueUrl()).hash.slice(1);
const exchange = (token: string, headers = own(), at = server) => post('/session', { token }, headers, at);

/** Headers of a browser that was let in. */
async function enter(at = server, token = readToken(at)): Promise<HeaderList> {
  const headers = { ...own(), origin: at.origin };
  const answer = await exchange(token, headers, at);
  const { proof } = z.object({ proof: z.string() }).parse(await answer.json());
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { ...headers, cookie, [proofHeader]: proof };
}

test('a browser with a token is let in, and its answers are kept nowhere', async () => {
  const answer = await exchange(readToken());
  expect(answer.status).toBe(200);
  expect(answer.headers.get('set-cookie')).toMatch(
    new RegExp(`^halo-mcp-${port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
  );
  const look = await post('/look', {}, await enter());
  expect(await look.text()).toBe(secretAnswer);
  expect(look.headers.get('cache-control')).toBe('no-store');
  expect(look.headers.get('access-control-allow-origin')).toBeNull();
});

test('the page itself runs nothing inline, loads nothing from elsewhere and is framed by nobody', async () => {
  const page = await fetch(server.origin);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|\*|data:|blob:|http/);
  expect(page.headers.get('cache-control')).toBe('no-store');
});

describe('a stranger gets nothing', () => {
  const cases: readonly (readonly [string, number, () => Promise<HeaderList> | HeaderList])[] = [
    ['no token', 401, own],
    ['a cookie without the proof', 401, async () => ({ ...(await enter()), [proofHeader]: '' })],
    ['the proof without its cookie', 401, async () => ({ ...(await enter()), cookie: '' })],
    [
      "the proof of one browser with another's cookie",
      401,
      async () => ({ ...(await enter()), cookie: (await enter())['cookie'] ?? '' }),
    ],
    ['a foreign Origin', 403, async () => ({ ...(await enter()), origin: 'https://evil.example' })],
    ["another port's Origin", 403, async () => ({ ...(await enter()), origin: 'http://127.0.0.1:1' })],
    ['no Origin', 403, async () => ({ ...(await enter()), origin: '' })],
    ['the Origin "null" of a sandbox', 403, async () => ({ ...(await enter()), origin: 'null' })],
    ['a cross-site fetch', 403, async () => ({ ...(await enter()), 'sec-fetch-site': 'cross-site' })],
    ["another port's fetch", 403, async () => ({ ...(await enter()), 'sec-fetch-site': 'same-site' })],
    ['a typed-in form', 403, async () => ({ ...(await enter()), 'sec-fetch-site': 'none' })],
    [
      'a form post',
      415,
      async () => ({ ...(await enter()), 'content-type': 'application/x-www-form-urlencoded' }),
    ],
    ['a form of plain text', 415, async () => ({ ...(await enter()), 'content-type': 'text/plain' })],
  ];
  test.each([...cases])('%s', async (_name, status, make) => {
    const headers = await make();
    const before = answered.length;
    const answer = await post('/look', {}, headers);
    const text = await answer.text();
    expect(answer.status).toBe(status);
    expect(text).not.toContain('the data');
    expect(answered).toHaveLength(before);
  });

  test('with a wrong Host, however it is written', async () => {
    const headers = Object.entries(await enter()).map(([name, value]) => `${name}: ${value}`);
    const hosts = [
      ['Host: evil.example'],
      [`Host: localhost:${port}`],
      [`Host: 127.0.0.1`],
      [`Host: ${host}.evil.example`],
      [`Host: ${host}`, 'Host: evil.example'],
      ['Host: evil.example', `Host: ${host}`],
      ['Host:'],
      [],
    ];
    for (const lines of hosts) {
      for (const line of ['POST /look', 'GET /']) {
        const { status, text } = await sendRaw(port, writeRequest(line, [...lines, ...headers], '{}'));
        expect([lines, [0, 400, 421].includes(status)]).toEqual([lines, true]);
        expect(text).not.toContain('the data');
      }
    }
  });

  test('by naming another address in the first line', async () => {
    const headers = Object.entries(own()).map(([name, value]) => `${name}: ${value}`);
    for (const line of ['POST http://evil.example/look', 'POST //evil.example/look', 'POST look', 'POST *']) {
      for (const named of [host, 'evil.example']) {
        const request = writeRequest(line, [`Host: ${named}`, ...headers], '{}');
        const { status, text } = await sendRaw(port, request);
        expect([line, [0, 400, 401, 421].includes(status)]).toEqual([line, true]);
        expect(text).not.toContain('the data');
      }
    }
  });
});

test('it listens on the loopback address alone', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ address }) => address !== '127.0.0.1' && !address.startsWith('fe80'))
    .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));
  for (const address of others) {
    const answer = await fetch(`http://${address}:${port}/`).then(
      () => 'answered',
      () => 'silent',
    );
    expect([address, answer]).toEqual([address, 'silent']);
  }
});

test('nothing is shown in a frame, not even in one of its own', async () => {
  for (const kind of ['iframe', 'frame', 'object', 'embed']) {
    const framed = await fetch(server.origin, {
      headers: { 'sec-fetch-dest': kind, 'sec-fetch-site': 'same-origin' },
    });
    expect([kind, framed.status]).toEqual([kind, 403]);
  }
});

test('a token works once, and not after ten minutes', async () => {
  const token = readToken();
  expect((await exchange(token)).status).toBe(200);
  expect((await exchange(token)).status).toBe(401);
  const clock = createFixedClock();
  await using other = startSettingsServer({ ...options, clock });
  const late = readToken(other);
  clock.advance(10 * 60_000 + 1);
  expect((await exchange(late, { ...own(), origin: other.origin }, other)).status).toBe(401);
});

test('a token that a second browser shows ends what the first one got: one of them has stolen it', async () => {
  const token = readToken();
  const thief = await enter(server, token);
  expect((await post('/look', {}, thief)).status).toBe(200);
  // The same browser, which was only loaded again, is no thief.
  expect((await exchange(token, { ...own(), cookie: thief['cookie'] ?? '' })).status).toBe(401);
  expect((await post('/look', {}, thief)).status).toBe(200);
  expect((await exchange(token)).status).toBe(401);
  expect((await post('/look', {}, thief)).status).toBe(401);
});

test.skipIf(!canBeNobody)(
  'another person of this computer who saw the address gets nothing, and its owner still gets in',
  async () => {
    await using open = startSettingsServer(options);
    expect(await stealAsNobody(open.origin, readToken(open))).toBe(200);
    await using other = startSettingsServer({ ...options, isOwnConnection });
    const token = readToken(other);
    expect(await stealAsNobody(other.origin, token)).toBe(403);
    expect((await exchange(token, { ...own(), origin: other.origin }, other)).status).toBe(200);
  },
);

test('guessing tokens has to wait after ten, which a minute mends', async () => {
  const clock = createFixedClock();
  await using other = startSettingsServer({ ...options, clock });
  const headers = { ...own(), origin: other.origin };
  const token = readToken(other);
  const statuses: number[] = [];
  for (let guess = 0; guess < 12; guess++) statuses.push((await exchange(`${guess}`, headers, other)).status);
  expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
  expect((await exchange(token, headers, other)).headers.get('retry-after')).toBe('60');
  clock.advance(60_000);
  expect((await exchange(token, headers, other)).status).toBe(200);
});

test('a second tab of the same browser does not shut out the first', async () => {
  const first = await enter();
  const answer = await exchange(readToken(), { ...own(), cookie: first['cookie'] ?? '' });
  expect(answer.headers.get('set-cookie')).toStartWith(first['cookie'] ?? '-');
  expect((await post('/look', {}, first)).status).toBe(200);
});

test('no method but GET and POST does anything, whatever a header says', async () => {
  const headers = Object.entries(await enter()).map(([name, value]) => `${name}: ${value}`);
  const before = answered.length;
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'HEAD', 'CONNECT', 'get', 'FOO']) {
    const request = writeRequest(`${method} /look`, [
      `Host: ${host}`,
      'X-HTTP-Method-Override: POST',
      ...headers,
    ]);
    const { status, text } = await sendRaw(port, request);
    expect([method, [0, 400, 405].includes(status)]).toEqual([method, true]);
    expect(text.toLowerCase()).not.toContain('access-control');
  }
  const overridden = await fetch(`${server.origin}/look`, {
    headers: { ...(await enter()), 'x-http-method-override': 'POST' },
  });
  expect(overridden.status).toBe(404);
  expect(answered).toHaveLength(before);
});

test('no path leads to a file of the computer', async () => {
  const paths = ['/../../../../etc/passwd', '/..%2f..%2fetc/passwd', '/%2e%2e/%2e%2e/etc/passwd'];
  const more = [
    '/page/../../etc/passwd',
    '/\\..\\..\\etc\\passwd',
    '/file:///etc/passwd',
    '/%00',
    '//etc/passwd',
  ];
  for (const path of [...paths, ...more]) {
    const { status, text } = await sendRaw(port, writeRequest(`GET ${path}`, [`Host: ${host}`]));
    expect([path, [0, 400, 404].includes(status)]).toEqual([path, true]);
    expect(text).not.toContain('root:');
  }
});

test('100 MB are not read, whether their length is told or not', async () => {
  const headers = Object.entries(await enter()).map(([name, value]) => `${name}: ${value}`);
  const heap = process.memoryUsage().rss;
  const megabyte = Buffer.alloc(1_000_000, 97);
  const head = (line: string) =>
    `POST /look HTTP/1.1\r\n${[`Host: ${host}`, ...headers, line].join('\r\n')}\r\n\r\n`;
  const told = await sendRaw(port, head('Content-Length: 100000000'), ...Array(100).fill(megabyte));
  expect([0, 413]).toContain(told.status);
  const chunk = Buffer.concat([Buffer.from('f4240\r\n'), megabyte, Buffer.from('\r\n')]);
  const untold = await sendRaw(port, head('Transfer-Encoding: chunked'), ...Array(100).fill(chunk));
  expect([0, 413]).toContain(untold.status);
  expect(process.memoryUsage().rss - heap).toBeLessThan(90_000_000);
  expect((await post('/look', {}, await enter())).status).toBe(200);
}, 30_000);

test('10,000 requests of a stranger leave it working, and it still knows its guests', async () => {
  const guest = await enter();
  const statuses = new Map<number, number>();
  for (let batch = 0; batch < 100; batch++) {
    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const answer = await (index % 2 === 0
          ? post('/look', {})
          : fetch(`${server.origin}/nothing${index}`));
        await answer.arrayBuffer();
        return answer.status;
      }),
    );
    for (const status of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  expect(Object.fromEntries(statuses)).toEqual({ 401: 5_000, 404: 5_000 });
  expect((await post('/look', {}, guest)).status).toBe(200);
}, 60_000);

test('connections that never finish a request keep nobody else waiting', async () => {
  const slow: Socket[] = [];
  for (let index = 0; index < 300; index++) {
    const socket = connect(port, '127.0.0.1', () => socket.write('POST /look HTTP/1.1\r\nHost: '));
    socket.on('error', () => undefined);
    slow.push(socket);
  }
  await Promise.all(slow.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
  expect((await post('/look', {}, await enter())).status).toBe(200);
  for (const socket of slow) socket.destroy();
});

/** A clock whose waits end when the test says so. */
function createManualClock(): Clock & { readonly advance: (ms: number) => Promise<void> } {
  let now = 0;
  let waiting: (() => void)[] = [];
  return {
    now: () => now,
    wait: (_ms, signal) =>
      new Promise((resolve, reject) => {
        waiting.push(resolve);
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      }),
    advance: async (ms) => {
      now += ms;
      const ended = waiting;
      waiting = [];
      for (const end of ended) end();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test('it closes itself after fifteen idle minutes; a stranger who knocks does not count', async () => {
  const clock = createManualClock();
  const other = startSettingsServer({ ...options, clock, stays: false });
  const guest = await enter(other);
  await clock.advance(14 * 60_000);
  expect((await post('/look', {}, guest, other)).status).toBe(200);
  await clock.advance(14 * 60_000);
  expect((await post('/look', {}, { ...own(), origin: other.origin }, other)).status).toBe(401);
  await clock.advance(2 * 60_000);
  await other.closed;
  await expect(fetch(other.origin)).rejects.toThrow();
});

test('what still runs keeps it open, and its answer counts as use', async () => {
  const clock = createManualClock();
  let finish: () => void = () => undefined;
  const answer = () =>
    new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new Uint8Array([10]));
        finish = () => controller.close();
      },
    });
  const other = startSettingsServer({ ...options, answer, clock, stays: false });
  const running = post('/look', {}, await enter(other), other);
  const { body } = await running;
  await clock.advance(60 * 60_000);
  expect((await fetch(other.origin)).status).toBe(200);
  finish();
  await new Response(body).text();
  await clock.advance(14 * 60_000);
  expect((await fetch(other.origin)).status).toBe(200);
  await clock.advance(2 * 60_000);
  await other.closed;
});

test('a tab that is closed ends what it asked for', async () => {
  const ended = Promise.withResolvers<void>();
  const answer: ServerOptions['answer'] = (_action, _body, signal) =>
    new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new Uint8Array([10]));
        signal.addEventListener('abort', () => ended.resolve());
      },
      cancel: () => ended.resolve(),
    });
  await using other = startSettingsServer({ ...options, answer });
  const closing = new AbortController();
  const asked = { method: 'POST', body: '{}', headers: await enter(other), signal: closing.signal };
  await fetch(`${other.origin}/look`, asked);
  closing.abort();
  await ended.promise;
});

test('two requests in one, an upgrade and an old HTTP get no further', async () => {
  const headers = Object.entries(own()).map(([name, value]) => `${name}: ${value}`);
  const smuggled = `0\r\n\r\nPOST /look HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
  const requests = [
    writeRequest('POST /look', [`Host: ${host}`, ...headers, 'Transfer-Encoding: chunked'], smuggled),
    writeRequest('GET /look', [
      `Host: ${host}`,
      'Upgrade: websocket',
      'Sec-WebSocket-Key: a',
      'Sec-WebSocket-Version: 13',
    ]),
    'GET / HTTP/1.0\r\n\r\n',
    'GET /\r\n\r\n',
    `POST /look HTTP/1.1\r\nHost: ${host}\r\nX: ${'a'.repeat(200_000)}\r\n\r\n`,
  ];
  for (const request of requests) {
    const { status, text } = await sendRaw(port, request);
    expect([request.slice(0, 40), [0, 400, 401, 404, 421, 431, 505].includes(status)]).toEqual([
      request.slice(0, 40),
      true,
    ]);
    expect(text).not.toContain('the data');
    expect(text).not.toContain('<p>page');
  }
});

test('told to stay, it stays', async () => {
  const clock = createManualClock();
  await using other = startSettingsServer({ ...options, clock });
  await clock.advance(60 * 60_000);
  expect((await fetch(other.origin)).status).toBe(200);
});

test('asked to close, it gives the answer that says so and is gone', async () => {
  const closing = new AbortController();
  const answer: ServerOptions['answer'] = () => {
    closing.abort();
    return new Blob([secretAnswer]).stream();
  };
  const other = startSettingsServer({ ...options, answer, closing: closing.signal });
  const said = await post('/close', {}, await enter(other), other).then((it) => it.text());
  expect(said).toBe(secretAnswer);
  await other.closed;
  await expect(fetch(other.origin)).rejects.toThrow();
});
