import { z } from 'zod';
import { parseJson } from '../base/json.ts';

/** Something that went wrong, as the log tells it. */
export interface LoggedError {
  /** ISO 8601, UTC; null where the line does not say. */
  readonly time: string | null;
  readonly message: string;
  readonly tool: string | null;
  readonly kind: string | null;
}

/** So many are shown. */
const maxErrors = 5;

const lineSchema = z.object({
  at: z.string().optional(),
  level: z.enum(['error', 'warn']),
  message: z.string(),
  tool: z.string().optional(),
  kind: z.string().optional(),
  outcome: z.string().optional(),
  waitMs: z.number().optional(),
});

/** The last things that went wrong, newest first; what a further try mended is left out. Lines of other programs are skipped. */
export function findLastErrors(lines: readonly string[]): readonly LoggedError[] {
  return lines
    .toReversed()
    .flatMap((line) => {
      const parsed = lineSchema.safeParse(parseJson(line));
      return parsed.success && parsed.data.waitMs === undefined ? [toLoggedError(parsed.data)] : [];
    })
    .slice(0, maxErrors);
}

function toLoggedError(line: z.infer<typeof lineSchema>): LoggedError {
  const kind = line.kind ?? line.outcome ?? null;
  const isCall = line.tool !== undefined && line.outcome !== undefined;
  return {
    time: line.at ?? null,
    message: isCall ? `${line.tool} gave no answer` : line.message,
    tool: line.tool ?? null,
    kind,
  };
}
