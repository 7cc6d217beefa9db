import type { z } from 'zod';
import type { CalendarDate } from '../base/dates.ts';
import type { Halo } from '../halo/client.ts';
import type { Answer } from './answer.ts';

/** What a tool may do to the world outside. Every tool here only reads. */
export type Effect = 'reads';

/** What a tool is given beside its input. */
export interface ToolContext {
  readonly halo: Halo;
  /** This computer's local date. */
  readonly today: CalendarDate;
  /** The same moment as an instant, for comparing with Halo's timestamps. */
  readonly now: Date;
  readonly signal: AbortSignal;
}

/** A tool as it is written: typed input in, data out. It never formats, logs or catches. */
export interface ToolDefinition<Input extends z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly effect: Effect;
  readonly description: string;
  readonly input: Input;
  readonly run: (input: z.output<Input>, context: ToolContext) => Promise<Answer>;
}

/** A tool as the server holds it: `run` takes arguments as they came, and throws a ZodError for wrong ones. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly effect: Effect;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly run: (args: unknown, context: ToolContext) => Promise<Answer>;
}

/** Makes a tool ready for the catalogue. */
export function defineTool<Input extends z.ZodObject>(definition: ToolDefinition<Input>): Tool {
  const { run, ...rest } = definition;
  return { ...rest, run: async (args, context) => run(definition.input.parse(args), context) };
}
