import type { CallToolResult } from '@modelcontextprotocol/server';
import { ZodError } from 'zod';
import { toLocalDay } from '../base/dates.ts';
import { UserError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { HaloClient } from '../halo/client.ts';
import type { OnProgress } from '../halo/resource.ts';
import type { Tool } from '../tools/tool.ts';
import { explainArguments } from './argument-error.ts';
import { cutText } from './fit-entries.ts';
import { writeReply } from './reply.ts';

/** What every call shares. */
export interface CallSettings {
  /** The Halo to ask. Throws a UserError that says how to set up while there is none. */
  readonly connect: () => HaloClient | Promise<HaloClient>;
  readonly now: () => Date;
  readonly log: Log;
  /** How long one call may work before it answers with what it has. */
  readonly deadlineMs: () => number;
  /** Where a person finds the log. */
  readonly logPlace: string;
  /** Said at the start of every reply, such as that this is demo data. */
  readonly notice?: string | undefined;
}

/** What one call brings. */
export interface Call {
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
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
  const finish = (outcome: string, whole: string, isError: boolean): CallToolResult => {
    const text = isError ? withNotice(cutText(whole, longestError), settings.notice) : whole;
    log.info('tool called', {
      tool: tool.name,
      outcome,
      ms: Math.round(performance.now() - startedAt),
      characters: text.length,
    });
    return { content: [{ type: 'text', text }], ...(isError ? { isError } : {}) };
  };
  // What a failed tool has begun beside must not go on asking, and nothing waits for a call that is over.
  const over = new AbortController();
  const signal = AbortSignal.any([call.signal, over.signal]);
  try {
    const client = await settings.connect();
    const now = settings.now();
    const halo = client.open({ signal, timeMs: settings.deadlineMs() }, call.onProgress);
    const answer = await tool.run(args ?? {}, { halo, now, today: toLocalDay(now), signal });
    return finish('answered', writeReply(answer, settings.notice), false);
  } catch (error) {
    if (call.signal.aborted) return finish('cancelled', 'Cancelled', true);
    if (error instanceof ZodError) return finish('wrong arguments', explainArguments(tool, error), true);
    if (error instanceof UserError) return finish(error.name, error.message, true);
    log.error('fault in a tool', {
      tool: tool.name,
      fault: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    return finish(
      'fault',
      `${tool.name} ran into a fault of halo-mcp itself, so there is no answer. The log has the details (${settings.logPlace}); please report it`,
      true,
    );
  } finally {
    over.abort();
  }
}

function withNotice(text: string, notice: string | undefined): string {
  return notice === undefined ? text : `${notice}: ${text}`;
}
