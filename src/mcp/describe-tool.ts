import type { StandardSchemaWithJSON, ToolAnnotations } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Effect, Tool } from '../tools/tool.ts';

/** What an assistant is told about a tool. */
export interface ToolDescription {
  readonly title: string;
  readonly description: string;
  readonly inputSchema: StandardSchemaWithJSON<unknown, unknown>;
  readonly annotations: ToolAnnotations;
}

/** Turns a tool into what `tools/list` shows; the JSON Schema is made when it is first asked for. */
export function describeTool(tool: Tool): ToolDescription {
  return {
    title: tool.title,
    description: tool.description,
    inputSchema: toPortableSchema(tool.input),
    annotations: { title: tool.title, ...hintsOf[tool.effect] },
  };
}

/** The one place where a tool's effect becomes MCP's hints. */
const hintsOf: Readonly<Record<Effect, ToolAnnotations>> = {
  reads: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
};

/**
 * The input's JSON Schema without `$schema`: some clients know only draft-07, others only 2020-12, and reject the other.
 * Arguments pass through unread, because `call-tool` reads them with the same schema and words what is wrong.
 */
function toPortableSchema(input: z.ZodObject): StandardSchemaWithJSON<unknown, unknown> {
  let json: Record<string, unknown> | undefined;
  const read = () => {
    if (json === undefined) {
      const { $schema: _, ...rest } = z.toJSONSchema(input, { io: 'input' });
      json = rest;
    }
    return json;
  };
  return {
    '~standard': {
      version: 1,
      vendor: 'halo-mcp',
      validate: (value) => ({ value }),
      jsonSchema: { input: read, output: read },
    },
  };
}
