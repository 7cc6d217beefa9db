// What we compare with: a server on the same SDK, in Node, with one tool that does nothing.
import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

serveStdio(() => {
  const server = new McpServer({ name: 'bare', version: '1.0.0' });
  const description = { title: 'Nothing', description: 'Does nothing', inputSchema: z.strictObject({}) };
  server.registerTool('nothing', description, () => ({ content: [{ type: 'text', text: '' }] }));
  return server;
});
