import { z } from 'zod';
import { parseJson } from '../../../base/json.ts';
import { defineRoute } from '../route.ts';

/** One call of a tool, as the log tells it: never what was asked, never what came back. */
export interface LoggedCall {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly tool: string;
  /** Null where there was no answer. */
  readonly rows: number | null;
  readonly ms: number;
  /** Null where it was answered. */
  readonly problem: string | null;
  readonly client: string | null;
}

const linesRead = 2_000;
const mostCalls = 50;

const lineSchema = z.object({
  at: z.string(),
  message: z.literal('tool called'),
  tool: z.string(),
  ms: z.number(),
  outcome: z.string(),
  kind: z.string().optional(),
  rows: z.number().optional(),
  client: z.string().optional(),
});

/** What assistants asked lately, newest first. */
export const readActivity = defineRoute({
  input: z.object({}),
  run: async (_, { place }) => ({ calls: findCalls(place.readLog(linesRead)) }),
});

/** The calls in lines of a log, newest first, fifty at most; everything else is skipped. */
export function findCalls(lines: readonly string[]): readonly LoggedCall[] {
  return lines
    .toReversed()
    .flatMap((line) => {
      const parsed = lineSchema.safeParse(parseJson(line));
      return parsed.success ? [toCall(parsed.data)] : [];
    })
    .slice(0, mostCalls);
}

function toCall({ at, tool, ms, outcome, kind, rows, client }: z.infer<typeof lineSchema>): LoggedCall {
  const isAnswered = outcome === 'answered';
  return {
    time: at,
    tool,
    ms,
    rows: isAnswered ? (rows ?? null) : null,
    problem: isAnswered ? null : (kind ?? outcome),
    client: client ?? null,
  };
}
