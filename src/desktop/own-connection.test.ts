import { afterAll, beforeAll, expect, test } from 'bun:test';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { canBeNobody, connectAsNobody } from '../testing/settings-neighbour.ts';
import { isOwnConnection } from './own-connection.ts';

const onLinux = test.skipIf(process.platform !== 'linux');

let server: Server;
let port = 0;
let onSocket: (socket: Socket) => void = () => undefined;
beforeAll(async () => {
  server = createServer((socket) => onSocket(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' ? (address?.port ?? 0) : 0;
});
afterAll(() => void server.close());

const nextSocket = () =>
  new Promise<Socket>((resolve) => {
    onSocket = resolve;
  });

onLinux('a connection of the same person is known, however the address is written', async () => {
  for (const address of ['127.0.0.1', '::ffff:127.0.0.1']) {
    const coming = nextSocket();
    const client = connect(port, address);
    const socket = await coming;
    expect([address, await isOwnConnection(socket.remotePort ?? 0, port)]).toEqual([address, true]);
    client.destroy();
  }
});

test.skipIf(!canBeNobody)("another person's is not, however the address is written", async () => {
  for (const address of ['127.0.0.1', '::ffff:127.0.0.1']) {
    const coming = nextSocket();
    await using _neighbour = connectAsNobody(address, port);
    const socket = await coming;
    expect([address, await isOwnConnection(socket.remotePort ?? 0, port)]).toEqual([address, false]);
    socket.destroy();
  }
});

onLinux('one that was closed already, or never was, is nobody’s', async () => {
  const coming = nextSocket();
  const client = connect(port, '127.0.0.1');
  const socket = await coming;
  const clientPort = socket.remotePort ?? 0;
  const gone = new Promise((resolve) => socket.once('end', resolve));
  socket.resume();
  client.destroy();
  await gone;
  expect(await isOwnConnection(clientPort, port)).toBe(false);
  expect(await isOwnConnection(1, port)).toBe(false);
  expect(await isOwnConnection(1, 1)).toBeUndefined();
});
