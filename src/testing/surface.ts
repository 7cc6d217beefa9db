import { join } from 'node:path';
import { Client, type Tool } from '@modelcontextprotocol/client';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { silentLog } from '../base/log.ts';
import { createServer } from '../mcp/server.ts';
import { catalogue } from '../tools/catalogue.ts';

/** Everything an assistant is told before it calls a tool. */
export interface Surface {
  readonly tools: readonly Tool[];
  readonly instructions: string;
  /** Of the reply to `tools/list`, as it crosses the wire. */
  readonly toolListBytes: number;
}

/** Where the accepted words about each tool are kept. */
export const surfaceFolder: string = join(import.meta.dirname, '../tools/surface');

/** Asks our server for its tools, as an assistant does. Needs no Halo. */
export async function readSurface(): Promise<Surface> {
  const [near, far] = InMemoryTransport.createLinkedPair();
  const settings = {
    connect: () => {
      throw new Error('Nobody asks Halo here');
    },
    now: () => new Date(0),
    log: silentLog,
    deadlineMs: () => 0,
    logPlace: '',
  };
  const server = serveStdio(() => createServer(catalogue, settings), { transport: far });
  const client = new Client({ name: 'surface', version: '1.0.0' });
  await client.connect(near);
  const result = await client.listTools();
  const instructions = client.getInstructions() ?? '';
  await client.close();
  await server.close();
  const reply = JSON.stringify({ result, jsonrpc: '2.0', id: 1 });
  return { tools: result.tools, instructions, toolListBytes: Buffer.byteLength(reply) };
}

/** A tool as its file in the surface folder shows it. */
export function formatTool(tool: Tool): string {
  return `${JSON.stringify(tool, null, 2)}\n`;
}

/** The tool's file in the surface folder. */
export function getSurfaceFile(toolName: string): string {
  return join(surfaceFolder, `${toolName}.json`);
}
