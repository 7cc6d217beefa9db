import { createMcpHandler } from '@modelcontextprotocol/server';
import { silentLog } from '../base/log.ts';
import { createServer } from '../mcp/server.ts';
import { catalogue } from '../tools/catalogue.ts';

/** Our server behind HTTP. */
export interface HttpHost extends AsyncDisposable {
  readonly url: string;
}

/**
 * Serves MCP over HTTP on this computer, from the same factory as the program's standard input and output:
 * the protocol's conformance suite speaks only HTTP. There is no Halo behind it.
 */
export function startHttpHost(): HttpHost {
  const settings = {
    connect: () => {
      throw new Error('There is no Halo here');
    },
    now: () => new Date(0),
    log: silentLog,
    deadlineMs: () => 0,
    logPlace: '',
  };
  const handler = createMcpHandler(() => createServer(catalogue, settings));
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: (request) =>
      new URL(request.url).pathname === '/mcp' ? handler.fetch(request) : new Response(null, { status: 404 }),
  });
  return { url: `${server.url}mcp`, [Symbol.asyncDispose]: () => server.stop(true) };
}
