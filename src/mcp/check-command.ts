import type { Readable, Writable } from 'node:stream';
import {
  Client,
  type JSONRPCMessage,
  ReadBuffer,
  serializeMessage,
  type Transport,
} from '@modelcontextprotocol/client';
import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { parseJson } from '../base/json.ts';
import { version } from '../base/version.ts';

/** A started program and the ends of its pipes. */
export interface StartedCommand {
  readonly input: Writable;
  readonly output: Readable;
  /** What it wrote to its standard error so far. */
  readonly errors: () => string;
  /** Its exit code; null for a signal, and where it could not be started, of which `errors` then tells. */
  readonly exit: Promise<number | null>;
  readonly kill: () => void;
}

export interface CheckLimits {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** 20 seconds when left out. */
  readonly timeoutMs?: number;
}

/** What a command that works answered. */
export interface CheckedCommand {
  /** How many tools it offers. */
  readonly tools: number;
  /** How the answer to one question begins: "agents 1 of 24, active only, by name". Holds no names. */
  readonly answer: string;
}

/** The question that every login may ask: it needs no permission of its own. */
const question = { name: 'list_agents', arguments: { page_size: 1 } };

const usualTimeoutMs = 20_000;

/**
 * Talks to a started program as an assistant would: introduces itself, lists the tools, calls one. The program is ended in any
 * case. Throws a UserError where it ends early, says nothing in time or answers with an error.
 */
export async function checkCommand(started: StartedCommand, limits: CheckLimits): Promise<CheckedCommand> {
  const { clock, timeoutMs = usualTimeoutMs } = limits;
  const over = new AbortController();
  const signal = AbortSignal.any([limits.signal, over.signal]);
  const client = new Client({ name: 'halo-mcp set-up', version });
  const timeUp = clock.wait(timeoutMs, signal).then(() => {
    throw new UserError(
      `The command was started but gave no answer within ${Math.round(timeoutMs / 1000)} seconds${quoteErrors(started)}. Try again; if it stays, restart the computer, then look at the log with "halo-mcp logs"`,
    );
  });
  const ended = started.exit.then(
    (code) => {
      throw explainEnd(code, started);
    },
    (cause) => {
      throw cannotStart(cause);
    },
  );
  const talk = async () => {
    await client.connect(connectStreams(started), { signal, timeout: timeoutMs });
    const { tools } = await client.listTools(undefined, { signal, timeout: timeoutMs });
    const result = await client.callTool(question, { signal, timeout: timeoutMs });
    const text = result.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
    if (result.isError === true) {
      throw new UserError(`The command works, but its first question was not answered: ${text.trim()}`);
    }
    return { tools: tools.length, answer: /^[^;\n]*/.exec(text)?.[0] ?? '' };
  };
  // Whichever is first decides; the others end with it.
  for (const other of [timeUp, ended]) other.catch(() => undefined);
  const talking = talk();
  talking.catch(() => undefined);
  try {
    return await Promise.race([
      talking.catch((error) => explainTalk(error, started, ended, limits)),
      ended,
      timeUp,
    ]);
  } finally {
    over.abort();
    started.kill();
    await client.close().catch(() => undefined);
  }
}

/** A conversation breaks off when the program ends, which is then the thing to say. */
async function explainTalk(
  error: unknown,
  { output }: StartedCommand,
  ended: Promise<never>,
  limits: CheckLimits,
): Promise<never> {
  limits.signal.throwIfAborted();
  if (error instanceof UserError) throw error;
  if (output.readableEnded) await ended;
  throw new UserError(
    `The command answers, but not as halo-mcp does (${error instanceof Error ? error.message.slice(0, 200) : 'unknown'}). Check that the command leads to halo-mcp, or run "halo-mcp setup" again`,
    { cause: error },
  );
}

function explainEnd(code: number | null, started: StartedCommand): UserError {
  if (code === null && /\b(?:ENOENT|EACCES|EPERM|ENOEXEC|UNKNOWN)\b/.test(started.errors()))
    return cannotStart();
  const how = code === null ? 'it was stopped' : `exit code ${code}`;
  return new UserError(
    `The command ended before it answered (${how})${quoteErrors(started)}. Run "halo-mcp setup" again; if it stays, install halo-mcp anew`,
  );
}

function cannotStart(cause?: unknown): UserError {
  return new UserError(
    "The command can't be started: the program is missing or this computer does not let it run. Install halo-mcp again, then run setup once more",
    { cause },
  );
}

/** What the program itself says about its failure: the last sentence for people, or the last error of its log. */
function quoteErrors({ errors }: StartedCommand): string {
  const lines = errors()
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const sentence = lines.map(readLine).findLast((line) => line !== undefined);
  return sentence === undefined ? '' : `; it said: ${sentence.slice(0, 300)}`;
}

function readLine(line: string): string | undefined {
  const parsed = parseJson(line);
  if (typeof parsed !== 'object' || parsed === null) return line;
  if (!('level' in parsed) || parsed.level !== 'error' || !('message' in parsed)) return undefined;
  return String(parsed.message);
}

/** The SDK's own transport starts the program by itself, with this process's variables; here it is started already. */
function connectStreams({ input, output }: StartedCommand): Transport {
  const received = new ReadBuffer();
  const transport: Transport = {
    start: async () => {
      // A program may end while it is being written to.
      input.on('error', () => undefined);
      output.on('data', (chunk: Uint8Array | string) => {
        deliver(chunk);
      });
      output.on('end', () => transport.onclose?.());
    },
    send: async (message: JSONRPCMessage) => {
      input.write(serializeMessage(message));
    },
    close: async () => {
      input.end();
      transport.onclose?.();
    },
  };
  const deliver = (chunk: Uint8Array | string) => {
    try {
      received.append(Buffer.from(chunk));
      for (let message = received.readMessage(); message; message = received.readMessage()) {
        transport.onmessage?.(message);
      }
    } catch (error) {
      transport.onerror?.(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return transport;
}
