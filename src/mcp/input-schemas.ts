import { z } from 'zod';
import { catalogue } from '../tools/catalogue.ts';

/**
 * The input of every tool as JSON Schema, by the tool's name. A macro: it runs when the program is built, because making
 * eighteen schemas anew took a fifth of the time from start to tool list.
 *
 * Without `$schema`: some clients know only draft-07, others only 2020-12, and reject the other.
 */
export function writeInputSchemas(): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    catalogue.map((tool) => {
      const { $schema: _, ...schema } = z.toJSONSchema(tool.input, { io: 'input' });
      return [tool.name, schema];
    }),
  );
}
