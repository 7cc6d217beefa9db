import { expect, test } from 'bun:test';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { askInstance, becomeInstance, type InstancePlace, type InstanceRequest } from './one-instance.ts';
import { findPaths } from './paths.ts';

const request = { opensSettings: true };
const never = new AbortController().signal;

test('the first one is the one; a second asks it and is none', async () => {
  using home = openHome();
  const first = await become(home);
  expect(first.instance).toBeDefined();
  expect((await become(home, 'let-me')).instance).toBeUndefined();
  expect(first.asked).toEqual([{ ...request, token: 'let-me' }]);
  expect(await askInstance(home.place, request)).toBe(true);
  expect(first.asked).toEqual([{ ...request, token: 'let-me' }, request]);
  expect(await askInstance(home.place, { opensSettings: false })).toBe(true);
  expect(first.asked).toHaveLength(2);
  first.instance?.release();
  expect(await askInstance(home.place, request)).toBe(false);
  const next = await become(home);
  expect(next.instance).toBeDefined();
  next.instance?.release();
});

test('of many that start at once exactly one stays', async () => {
  using home = openHome();
  const all = await Promise.all(Array.from({ length: 8 }, () => become(home)));
  const stayed = all.filter(({ instance }) => instance !== undefined);
  expect(stayed).toHaveLength(1);
  expect(stayed[0]?.asked).toHaveLength(7);
  stayed[0]?.instance?.release();
});

test('what a killed one left is in nobody’s way', async () => {
  using home = openHome();
  const command = `const { becomeInstance } = await import(${JSON.stringify(join(import.meta.dirname, 'one-instance.ts'))});
    const place = { ...JSON.parse(process.argv[1]), clock: { now: Date.now, wait: () => Promise.resolve() } };
    await becomeInstance(place, { opensSettings: true }, () => undefined, new AbortController().signal);
    console.log('ready'); setInterval(() => undefined, 1000);`;
  const child = Bun.spawn([process.execPath, '-e', command, JSON.stringify(home.place)], { stdout: 'pipe' });
  for await (const _ of child.stdout) break;
  expect(await askInstance(home.place, request)).toBe(true);
  child.kill('SIGKILL');
  await child.exited;
  expect(existsSync(home.socket)).toBe(true);
  const next = await become(home);
  expect(next.instance).toBeDefined();
  next.instance?.release();
});

test('a file in the place of the socket is no tray', async () => {
  using home = openHome();
  mkdirSync(dirname(home.socket), { recursive: true });
  writeFileSync(home.socket, '');
  expect(await askInstance(home.place, request)).toBe(false);
  const only = await become(home);
  expect(only.instance).toBeDefined();
  only.instance?.release();
});

test('nonsense is not answered, and asks for nothing', async () => {
  using home = openHome();
  const only = await become(home);
  const closed = Promise.withResolvers<string>();
  let heard = '';
  await Bun.connect({
    unix: home.socket,
    socket: {
      open: (socket) => void socket.write('GET / HTTP/1.1\r\n\r\n'),
      data: (_, bytes) => {
        heard += bytes.toString();
      },
      close: () => closed.resolve(heard),
    },
  });
  expect(await closed.promise).toBe('');
  expect(only.asked).toEqual([]);
  only.instance?.release();
});

test('others on this computer can not even see the socket', async () => {
  using home = openHome();
  const only = await become(home);
  expect(statSync(dirname(home.socket)).mode & 0o077).toBe(0);
  only.instance?.release();
});

test('a home folder with a long name has a socket elsewhere', async () => {
  using home = openHome('very-long-name-'.repeat(9));
  const only = await become(home);
  expect(existsSync(home.socket)).toBe(false);
  expect(await askInstance(home.place, request)).toBe(true);
  only.instance?.release();
});

async function become({ place }: { readonly place: InstancePlace }, token?: string) {
  const asked: InstanceRequest[] = [];
  const instance = await becomeInstance(place, { ...request, token }, (one) => asked.push(one), never);
  return { instance, asked };
}

function openHome(inner = 'ann') {
  const folder = mkdtempSync(join(tmpdir(), 'halo-mcp-one-'));
  const computer = { platform: process.platform, homeFolder: join(folder, inner), environment: {} };
  const paths = findPaths(computer);
  const place = { computer, paths, clock: systemClock };
  return {
    place,
    socket: join(dirname(paths.logFile), 'tray.sock'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
