import { z } from 'zod';
import type { Assistant, ServerCommand } from './assistant.ts';

const entrySchema = z.looseObject({
  command: z.string(),
  args: z.array(z.string()).catch([]),
  env: z.record(z.string(), z.unknown()).catch({}),
});

/** What an entry starts, as far as it starts a program; undefined for one that is a web address or something else. */
export type Entry = z.infer<typeof entrySchema>;

export function readEntry(value: unknown): Entry | undefined {
  return entrySchema.safeParse(value).data;
}

/** True for an entry that starts or names something else than a halo-mcp; what starts nothing at all may be replaced. */
export function isForeign(value: unknown, server: ServerCommand): boolean {
  const entry = readEntry(value);
  if (entry !== undefined) return !startsHaloMcp(entry) && entry.command !== server.command;
  return typeof value === 'object' && value !== null && 'url' in value;
}

/** True for an entry that starts a halo-mcp, wherever that lies and whatever its version. */
export function startsHaloMcp(entry: Entry): boolean {
  const program = entry.command.split(/[\\/]/).at(-1) ?? '';
  return /^halo-mcp(?:[-_.\d].*)?(?:\.exe)?$/i.test(program);
}

/** True for an entry that starts a halo-mcp, or this program under whatever name: with Bun from its source, say. */
export function startsUs(entry: Entry, own: Pick<ServerCommand, 'command' | 'args'> | undefined): boolean {
  if (startsHaloMcp(entry)) return true;
  return entry.command === own?.command && own.args.every((arg, index) => entry.args[index] === arg);
}

/** A login that was once given by hand; with a profile it is not used, and a secret must not lie in a file. */
const loginVariables =
  /^HALO_(?:INSTANCE_URL|CLIENT_ID|CLIENT_SECRET|TENANT|AUTH_URL|SCOPE|PROFILE|MCP_HOME)$/;

/** How our entry looks in this assistant's file. Variables that a person has added stay; a login that was there goes. */
export function toEntryValue(
  assistant: Assistant,
  server: ServerCommand,
  before: Entry | undefined,
): Readonly<Record<string, unknown>> {
  const goes = Object.keys(before?.env ?? {}).filter((name) => loginVariables.test(name));
  const env = { ...Object.fromEntries(goes.map((name) => [name, undefined])), ...server.env };
  const { command, args } = server;
  return { ...assistant.entryExtras, command, args, ...(Object.keys(env).length === 0 ? {} : { env }) };
}
