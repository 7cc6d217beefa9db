import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { silentLog } from '../base/log.ts';
import { type DemoHalo, type DemoOptions, startDemoHalo } from '../demo/demo-halo.ts';
import { parseFault } from '../demo/faults.ts';
import { createHaloClient, type HaloOptions } from '../halo/client.ts';
import { defaultScope } from '../halo/connection.ts';
import { defaultDeadlineMs } from '../mcp/call-tool.ts';
import { createServer } from '../mcp/server.ts';
import { catalogue } from '../tools/catalogue.ts';

/** The day on which every test of the tools takes place. */
export const testDay = '2026-11-15';

/** A real MCP client in conversation with our server, which asks a demo Halo over HTTP; all in this process. */
export interface Session extends AsyncDisposable {
  readonly demo: DemoHalo;
  readonly client: Client;
  /** Calls a tool and gives its reply; fails the test when the reply is an error. */
  readonly ask: (tool: string, args?: Readonly<Record<string, unknown>>) => Promise<string>;
  /** Calls a tool that must answer with an error, and gives its text. */
  readonly fail: (tool: string, args?: Readonly<Record<string, unknown>>) => Promise<string>;
  /** Runs something while a fault, written as on the command line, is at work in the demo. */
  readonly withFault: <T>(fault: string, run: () => Promise<T>) => Promise<T>;
}

export interface SessionOptions {
  readonly demo?: Partial<DemoOptions>;
  readonly halo?: Partial<HaloOptions>;
  readonly deadlineMs?: number;
}

/** Opens a session on a demo Halo of its own. `await using session = await openSession()` closes both at the test's end. */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  const demo = await startDemoHalo({ date: testDay, ...options.demo });
  const connection = {
    address: demo.url,
    clientId: demo.clientId,
    clientSecret: demo.clientSecret,
    scope: defaultScope,
  };
  const halo = createHaloClient({ connection, rateLimit: 0, ...options.halo });
  const settings = {
    connect: () => halo,
    now: () => new Date(`${testDay}T12:00:00`),
    log: silentLog,
    deadlineMs: () => options.deadlineMs ?? defaultDeadlineMs,
    logPlace: 'halo-mcp.log',
  };
  const [near, far] = InMemoryTransport.createLinkedPair();
  const server = serveStdio(() => createServer(catalogue, settings), { transport: far });
  const client = new Client({ name: 'tests', version: '1.0.0' });
  await client.connect(near);
  const call = async (tool: string, args: Readonly<Record<string, unknown>> = {}) => {
    const result = await client.callTool({ name: tool, arguments: { ...args } });
    const [first] = result.content;
    return { text: first?.type === 'text' ? first.text : '', isError: result.isError === true };
  };
  return {
    demo,
    client,
    ask: async (tool, args) => {
      const { text, isError } = await call(tool, args);
      if (isError) throw new Error(`${tool} answered with an error: ${text}`);
      return text;
    },
    fail: async (tool, args) => {
      const { text, isError } = await call(tool, args);
      if (!isError) throw new Error(`${tool} was expected to fail but answered: ${text}`);
      return text;
    },
    withFault: async (fault, run) => {
      demo.setFault(parseFault(fault));
      try {
        return await run();
      } finally {
        demo.setFault(undefined);
      }
    },
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await server.close();
      await demo.stop();
    },
  };
}
