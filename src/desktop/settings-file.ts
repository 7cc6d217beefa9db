import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { UserError } from '../base/errors.ts';
import { parseJson } from '../base/json.ts';
import { logLevels } from '../base/log.ts';

/** What `settings.json` holds. Never a secret. Properties of newer versions are kept. */
export const settingsSchema = z.looseObject({
  version: z.literal(1),
  /** Proxy for every host but `noProxy`, `http://host:port`. Assistants pass no HTTPS_PROXY on. */
  proxy: z.string().min(1).optional(),
  noProxy: z.string().optional(),
  /** A PEM file of certificate authorities to trust beside the system's own; a path that is not absolute begins at the settings' folder. */
  caFile: z.string().min(1).optional(),
  /** Requests to Halo in any five minutes; 0 for no limit. */
  rateLimit: z.int().min(0).max(100_000).optional(),
  /** Milliseconds one answer may take. */
  deadlineMs: z.int().min(1_000).max(600_000).optional(),
  logLevel: z.enum(logLevels).optional(),
});

export type Settings = z.infer<typeof settingsSchema>;

const emptySettings: Settings = { version: 1 };

/** Reads the settings; none at all where there is no file. Throws a UserError where the file can't be used. */
export function readSettings(path: string): Settings {
  const text = readTextIfAny(path);
  if (text === undefined) return emptySettings;
  const settings = settingsSchema.safeParse(parseJson(text.replace(/^\uFEFF/, '')));
  if (settings.success) return settings.data;
  const issue = settings.error.issues[0];
  const where =
    issue === undefined || issue.path.length === 0
      ? 'it is not valid JSON of the expected form'
      : `"${issue.path.join('.')}" is not right (${issue.message})`;
  throw new UserError(
    `The settings file ${path} can't be used: ${where}. Correct it, or move it away to start afresh`,
  );
}

function readTextIfAny(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UserError(
      `The settings file ${path} can't be read (${String(code)}). Check that this user may read it`,
    );
  }
}
