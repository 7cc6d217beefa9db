import type { StandardSchemaWithJSON, ToolAnnotations } from '@modelcontextprotocol/server';
import type { Effect, Tool } from '../tools/tool.ts';
import { writeInputSchemas } from './input-schemas.ts' with { type: 'macro' };

/** What an assistant is told about a tool. */
export interface ToolDescription {
  readonly title: string;
  readonly description: string;
  readonly inputSchema: StandardSchemaWithJSON<unknown, unknown>;
  readonly annotations: ToolAnnotations;
}

/** Turns a tool of the catalogue into what `tools/list` shows. */
export function describeTool(tool: Tool): ToolDescription {
  return {
    title: tool.title,
    description: tool.description,
    inputSchema: toUncheckedSchema(inputSchemas[tool.name] ?? {}),
    annotations: hintsOf[tool.effect],
  };
}

const inputSchemas = writeInputSchemas();

/** The one place where a tool's effect becomes MCP's hints. */
const hintsOf: Readonly<Record<Effect, ToolAnnotations>> = {
  reads: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
};

/** Arguments pass through unread, because `call-tool` reads them with the tool's own input and words what is wrong. */
function toUncheckedSchema(json: Record<string, unknown>): StandardSchemaWithJSON<unknown, unknown> {
  const give = () => json;
  return {
    '~standard': {
      version: 1,
      vendor: 'halo-mcp',
      validate: (value) => ({ value }),
      jsonSchema: { input: give, output: give },
    },
  };
}
