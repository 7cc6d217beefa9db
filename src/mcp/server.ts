import { CLIENT_INFO_META_KEY, McpServer, type ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { version } from '../base/version.ts';
import type { OnProgress } from '../halo/resource.ts';
import type { Tool } from '../tools/tool.ts';
import { type CallSettings, callTool } from './call-tool.ts';
import { describeTool } from './describe-tool.ts';
import { instructions } from './instructions.ts';

/** How long clients may keep the tool list; it changes only with the program's version. */
const toolListLifeMs = 300_000;

/** Clients may call themselves anything. */
const longestClient = 100;

/** One MCP server with the given tools; the same for every protocol revision and transport. */
export function createServer(tools: readonly Tool[], settings: CallSettings): McpServer {
  const server = new McpServer(
    { name: 'halo-mcp', title: 'Halo PSA', version },
    { instructions, cacheHints: { 'tools/list': { ttlMs: toolListLifeMs, cacheScope: 'private' } } },
  );
  server.server.oninitialized = () => settings.log.info('client connected', { client: findClient(server) });
  for (const tool of tools) {
    server.registerTool(tool.name, describeTool(tool), (args: unknown, context: ServerContext) =>
      callTool(
        tool,
        args,
        {
          signal: context.mcpReq.signal,
          onProgress: reportProgress(context),
          client: findClient(server, context),
        },
        settings,
      ),
    );
  }
  return server;
}

/** What newer clients send with every request; the SDK leaves it untyped. */
const envelopeSchema = z.object({
  [CLIENT_INFO_META_KEY]: z.object({ name: z.string(), version: z.string() }),
});

/** Newer clients say with every request who they are, older ones once at the start. */
function findClient(server: McpServer, context?: ServerContext): string | undefined {
  const envelope = envelopeSchema.safeParse(context?.mcpReq.envelope).data;
  const client = envelope?.[CLIENT_INFO_META_KEY] ?? server.server.getClientVersion();
  return client === undefined ? undefined : `${client.name} ${client.version}`.slice(0, longestClient);
}

/** Tells the client how many rows were read, if it asked to know; several lists read at once are added up. */
function reportProgress(context: ServerContext): OnProgress {
  const progressToken = context.mcpReq._meta?.progressToken;
  if (progressToken === undefined) return () => undefined;
  const lists = new Map<string, { readonly read: number; readonly total: number }>();
  let last = 0;
  return (noun, rowsRead, total) => {
    lists.set(noun, { read: rowsRead, total: Math.max(total ?? rowsRead, rowsRead) });
    const progress = [...lists.values()].reduce((sum, list) => sum + list.read, 0);
    if (progress <= last) return;
    last = progress;
    const of = [...lists.values()].reduce((sum, list) => sum + list.total, 0);
    const params = { progressToken, progress, total: of, message: `Read ${rowsRead} ${noun}` };
    // A client that left can't be told; the call itself then ends by its signal.
    context.mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}
