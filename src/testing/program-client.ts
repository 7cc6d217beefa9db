import {
  Client,
  type ClientOptions,
  type JSONRPCMessage,
  ReadBuffer,
  serializeMessage,
  type Transport,
} from '@modelcontextprotocol/client';
import { type Program, type ProgramOptions, startProgram } from './program.ts';

/** An MCP client, and the program it talks to. */
export interface ProgramClient extends AsyncDisposable {
  readonly client: Client;
  readonly program: Program;
}

/**
 * Starts the program as an MCP server and connects a client over stdio. The SDK's own stdio transport is not used,
 * because it passes on a part of this process's environment.
 */
export async function connectToProgram(
  options: ProgramOptions,
  clientOptions?: ClientOptions,
): Promise<ProgramClient> {
  const program = await startProgram(options);
  try {
    const client = new Client({ name: 'halo-mcp-test', version: '1.0.0' }, clientOptions);
    await client.connect(new ProgramTransport(program));
    return { client, program, [Symbol.asyncDispose]: program.stop };
  } catch (error) {
    await program.stop();
    throw new Error(`The program could not be talked to; it said: ${program.errors()}`, { cause: error });
  }
}

/** The text of a tool's answer; throws when the tool reports an error. */
export async function ask(client: Client, tool: string, args: Record<string, unknown> = {}): Promise<string> {
  const { isError, text } = await call(client, tool, args);
  if (isError) throw new Error(`${tool} reports an error: ${text}`);
  return text;
}

/** The text of a tool's answer, whether it is an error or not. */
export async function call(
  client: Client,
  tool: string,
  args: Record<string, unknown> = {},
): Promise<{ readonly isError: boolean; readonly text: string }> {
  const result = await client.callTool({ name: tool, arguments: args });
  const text = result.content.map((part) => (part.type === 'text' ? part.text : `[${part.type}]`)).join('\n');
  return { isError: result.isError === true, text };
}

class ProgramTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #program: Program;
  readonly #received = new ReadBuffer();

  constructor(program: Program) {
    this.#program = program;
  }

  async start(): Promise<void> {
    this.#program.process.stdout.on('data', (chunk: string) => {
      this.#received.append(Buffer.from(chunk));
      this.#deliver();
    });
    void this.#program.exit.then(() => this.onclose?.());
  }

  async send(message: JSONRPCMessage): Promise<void> {
    this.#program.write(serializeMessage(message));
  }

  async close(): Promise<void> {
    this.#program.closeInput();
  }

  #deliver(): void {
    try {
      for (let message = this.#received.readMessage(); message; message = this.#received.readMessage()) {
        this.onmessage?.(message);
      }
    } catch (error) {
      this.onerror?.(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
