import type { CallToolResult } from '@modelcontextprotocol/server';
import { ZodError } from 'zod';
import { toLocalDay } from '../base/dates.ts';
import { UserError } from '../base/errors.ts';
import type { Log, LogFacts } from '../base/log.ts';
import type { HaloClient } from '../halo/client.ts';
import { HaloError } from '../halo/errors.ts';
import type { OnProgress } from '../halo/resource.ts';
import type { Answer } from '../tools/answer.ts';
import type { Tool } from '../tools/tool.ts';
import { explainArguments } from './argument-error.ts';
import { cutText } from './fit-entries.ts';
import { writeReply } from './reply.ts';

/** What every call shares. */
export interface CallSettings {
  /**
   * The Halo to ask; another one than `refused`, whose login Halo does not accept, where there is one by now.
   * Throws a UserError that says how to set up while there is none.
   */
  readonly connect: (refused?: HaloClient) => HaloClient | Promise<HaloClient>;
  readonly now: () => Date;
  readonly log: Log;
  /** How long one call may work before it answers with what it has. */
  readonly deadlineMs: () => number;
  /** Where a person finds the log. */
  readonly logPlace: string;
  /** Said at the start of every reply, such as that this is demo data. */
  readonly notice?: string | undefined;
  /** Puts the next step that an error names into other words, where a person has no commands to type. */
  readonly reword?: (message: string) => string;
}

/** What one call brings. */
export interface Call {
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  /** Who asks, for the log: "claude-ai 0.1.0"; undefined where it doesn't say. */
  readonly client?: string | undefined;
}

/** The time one call may take by default; Claude Desktop gives up on a tool after four minutes, others sooner. */
export const defaultDeadlineMs = 45_000;

/** Errors quote what was asked, which may be megabytes of it. */
const longestError = 4_000;

/** Runs a tool and words whatever happens; the only place around tools where errors are caught. */
export async function callTool(
  tool: Tool,
  args: unknown,
  call: Call,
  settings: CallSettings,
): Promise<CallToolResult> {
  const { log } = settings;
  const startedAt = performance.now();
  let requestCount = () => 0;
  const write = (level: 'info' | 'warn', facts: LogFacts, text: string) =>
    log[level]('tool called', {
      tool: tool.name,
      ...facts,
      ms: Math.round(performance.now() - startedAt),
      requests: requestCount(),
      characters: text.length,
      client: call.client,
    });
  const fail = (level: 'info' | 'warn', facts: LogFacts, whole: string): CallToolResult => {
    const text = withNotice(cutText(whole, longestError), settings.notice);
    write(level, facts, text);
    return { content: [{ type: 'text', text }], isError: true };
  };
  // What a failed tool has begun beside must not go on asking, and nothing waits for a call that is over.
  const over = new AbortController();
  const signal = AbortSignal.any([call.signal, over.signal]);
  try {
    const client = await settings.connect();
    const now = settings.now();
    const runOn = (one: HaloClient) => {
      const halo = one.open({ signal, timeMs: settings.deadlineMs() }, call.onProgress);
      requestCount = halo.requestCount;
      return tool.run(args ?? {}, { halo, now, today: toLocalDay(now), signal });
    };
    const answer = await runOn(client).catch(async (error: unknown) => {
      if (!isLoginRefused(error)) throw error;
      const other = await settings.connect(client);
      if (other === client) throw error;
      return runOn(other);
    });
    const text = writeReply(answer, settings.notice);
    write('info', { outcome: 'answered', rows: countRows(answer) }, text);
    return { content: [{ type: 'text', text }] };
  } catch (error) {
    if (call.signal.aborted) return fail('info', { outcome: 'cancelled' }, 'Cancelled');
    if (error instanceof ZodError) {
      return fail('info', { outcome: 'wrong arguments' }, explainArguments(tool, error, args ?? {}));
    }
    if (error instanceof UserError) {
      const { reword = (message) => message } = settings;
      return fail('warn', { outcome: error.name, kind: findKind(error) }, reword(error.message));
    }
    log.error('fault in a tool', {
      tool: tool.name,
      fault: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    return fail(
      'warn',
      { outcome: 'fault' },
      `${tool.name} ran into a fault of halo-mcp itself, so there is no answer. The log has the details (${settings.logPlace}); please report it`,
    );
  } finally {
    over.abort();
  }
}

/** Somebody may have changed the login since it was read. */
function isLoginRefused(error: unknown): boolean {
  return error instanceof HaloError && (error.kind === 'wrong_login' || error.kind === 'sign_in_again');
}

function countRows({ blocks }: Answer): number {
  return blocks.reduce((sum, block) => {
    if (block.kind === 'table') return sum + block.rows.length;
    return sum + (block.kind === 'entries' ? block.entries.length : 1);
  }, 0);
}

/** What exactly went wrong, in one word, where an error tells it. */
function findKind(error: UserError): string | undefined {
  if ('kind' in error && typeof error.kind === 'string') return error.kind;
  return 'fault' in error && typeof error.fault === 'string' ? error.fault : undefined;
}

function withNotice(text: string, notice: string | undefined): string {
  return notice === undefined ? text : `${notice}: ${text}`;
}
