import { connect, createServer, type Socket } from 'node:net';

/** A real HTTP proxy on this computer. */
export interface ProxyServer extends AsyncDisposable {
  readonly url: string;
  /** The `host:port` of every tunnel asked for. */
  readonly asked: readonly string[];
}

export interface ProxyOptions {
  /** Where every tunnel leads, whatever host was asked for: a port of this computer. */
  readonly leadsTo: number;
  /** `user:password`, where the proxy lets nobody else through. */
  readonly login?: string;
}

/** Starts a proxy that opens tunnels (CONNECT), as company proxies do for https. */
export async function startProxy(options: ProxyOptions): Promise<ProxyServer> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('data', (head) => {
      const request = head.toString('latin1');
      asked.push(request.split(' ')[1] ?? '');
      const wanted = options.login === undefined ? undefined : Buffer.from(options.login).toString('base64');
      if (wanted !== undefined && !request.includes(`Basic ${wanted}`)) {
        socket.end(
          'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n',
        );
        return;
      }
      const onward = connect(options.leadsTo, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      sockets.add(onward);
      onward.on('error', () => socket.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
