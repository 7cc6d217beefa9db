import { z } from 'zod';
import { parseJson } from '../base/json.ts';

/** What must not stand in a text for support. */
export interface Private {
  readonly homeFolder: string;
  /** Secrets that are known; others are recognised by their shape. */
  readonly secrets: readonly string[];
}

const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** Client secrets are two GUIDs joined, client IDs one. */
const guids = new RegExp(`${guid}(?:-${guid})?`, 'gi');
const tokens = /\beyJ[\w-]{10,}(?:\.[\w-]+){0,4}|\bBearer\s+[\w.~+/-]+=*/gi;
const namedSecrets =
  /((?:secret|password|passwd|token|api[-_]?key)["']?\s*[:=]\s*["']?)(?!null|true|false|\{|\[)[^\s"',&}]{4,}/gi;
/** A login in an address, up to the last `@` of its host. */
const addressLogins = /([a-z][a-z0-9+.-]*:\/\/)[^\s/"']*@/gi;
/** Home folders of anybody; the name of the person is in them. */
const homeFolders =
  /(?:[a-z]:)?(?:\\\\?|\/)(?:Users|home)(?:\\\\?|\/)(?:[^\\/"':]{1,40}(?=[\\/])|[^\\/"':\s]+)/gi;

/** Takes secrets and the person's name in paths out of a text; written as JSON or not. */
export function redact(text: string, { homeFolder, secrets }: Private): string {
  let clean = text;
  for (const secret of secrets.filter(({ length }) => length >= 4)) {
    for (const form of [secret, toJsonText(secret), encodeURIComponent(secret)]) {
      clean = clean.replaceAll(form, '[secret]');
    }
  }
  for (const form of homeFolder.length > 1 ? [toJsonText(homeFolder), homeFolder] : []) {
    clean = clean.replaceAll(form, '~');
  }
  return clean
    .replace(homeFolders, '~')
    .replace(addressLogins, '$1')
    .replace(tokens, '[secret]')
    .replace(guids, '[secret]')
    .replace(namedSecrets, '$1[secret]');
}

/** Facts of a log line that can't hold what a person or a customer wrote. */
const factsSchema = z.object({
  at: z.string().optional(),
  level: z.string().optional(),
  message: z.string().optional(),
  tool: z.string().optional(),
  outcome: z.string().optional(),
  kind: z.string().optional(),
  reason: z.string().optional(),
  path: z.string().optional(),
  client: z.string().optional(),
  version: z.string().optional(),
  ms: z.number().optional(),
  rows: z.number().optional(),
  requests: z.number().optional(),
  characters: z.number().optional(),
  status: z.number().optional(),
  waitMs: z.number().optional(),
  pid: z.number().optional(),
  demo: z.boolean().optional(),
});

const faultSchema = z.object({ fault: z.string() });

/** A log line with only the facts that tell nothing about customers; undefined for a line that is none of ours. */
export function redactLogLine(line: string): Readonly<Record<string, unknown>> | undefined {
  const parsed = parseJson(line);
  const facts = factsSchema.safeParse(parsed);
  if (!facts.success) return undefined;
  const fault = faultSchema.safeParse(parsed);
  return fault.success ? { ...facts.data, fault: keepFrames(fault.data.fault) } : facts.data;
}

/** What an error says may quote a record; its type and where it happened don't. */
function keepFrames(stack: string): readonly string[] {
  const type = /^(\w*Error)\b/.exec(stack)?.[1];
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return [...(type === undefined ? [] : [type]), ...frames.map((frame) => frame.trim())];
}

function toJsonText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
