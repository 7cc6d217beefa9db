import { chmodSync, readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { parseJson } from '../base/json.ts';
import { logLevels } from '../base/log.ts';
import { withLock } from './lock.ts';
import { FileChangedError, replaceFile } from './replace-file.ts';
import { migrateSettings, newestVersion } from './settings-versions.ts';

/** How a profile may be called. */
const profileNamePattern = /^[a-z0-9-]{1,32}$/;

/** The profile of whoever has only one Halo. */
export const defaultProfile = 'default';

/** A Halo that is set up, without its secrets. Properties that this version doesn't know are kept. */
const profileSettingsSchema = z.looseObject({
  address: z.string().min(1),
  tenant: z.string().min(1).optional(),
  authUrl: z.string().min(1).optional(),
  scope: z.string().min(1).optional(),
  /** What signs in: a program with a secret, or a person in the browser. */
  signIn: z.enum(['client-secret', 'person']),
  /** The port in the redirect URL that is registered in Halo; any free one where Halo takes any. */
  redirectPort: z.int().min(1).max(65_535).optional(),
});

export type ProfileSettings = z.infer<typeof profileSettingsSchema>;

/** What `settings.json` holds. Never a secret. Properties that this version doesn't know are kept. */
export const settingsSchema = z.looseObject({
  version: z.literal(newestVersion),
  /** Each Halo that is set up, by the name of its profile. */
  profiles: z.record(z.string().regex(profileNamePattern), profileSettingsSchema),
  /** Proxy for every host but `noProxy`, `http://host:port`. Assistants pass no HTTPS_PROXY on. */
  proxy: z.string().min(1).optional(),
  /** True where the keychain holds the proxy's name and password, so that others need not ask it. */
  proxyLogin: z.boolean().optional(),
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

const emptySettings: Settings = { version: newestVersion, profiles: {} };

/**
 * Reads the settings; none at all where there is no file. A file of an older version is read as if it were of this one and left
 * as it is. Throws a UserError where the file can't be used, or is of a newer version.
 */
export function readSettings(path: string): Settings {
  return parseSettings(path, readBytesIfAny(path));
}

/**
 * Changes the settings while no other process of ours does; a change made by an editor meanwhile is taken in. The file becomes
 * readable for this user alone, and there is the old or the new one at any moment. Throws a UserError, and leaves the file as it
 * was, where it can't be read or written; what `change` throws is passed on.
 */
export async function changeSettings(
  path: string,
  change: (settings: Settings) => Settings,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Settings> {
  return withLock(
    `${path}.lock`,
    async () => {
      for (let left = 3; ; left--) {
        try {
          return changeOnce(path, change, new Date(clock.now()));
        } catch (error) {
          if (!(error instanceof FileChangedError) || left === 0) throw error;
        }
      }
    },
    { clock, signal },
  );
}

/** A profile's name as a person typed it, without blanks around it. Throws a UserError for what is none. */
export function parseProfileName(text: string): string {
  const name = text.trim();
  if (profileNamePattern.test(name)) return name;
  throw new UserError(
    `"${name.slice(0, 60)}" can't be the name of a profile. Use 1 to 32 small letters, digits and hyphens, such as sandbox`,
  );
}

/** The profile of that name; undefined where there is none. */
export function findProfile(settings: Settings, name: string): ProfileSettings | undefined {
  // "constructor" is a possible name, and every object has one.
  return Object.hasOwn(settings.profiles, name) ? settings.profiles[name] : undefined;
}

function changeOnce(path: string, change: (settings: Settings) => Settings, now: Date): Settings {
  const from = readBytesIfAny(path);
  const changed = change(parseSettings(path, from));
  const text = `${JSON.stringify(changed, undefined, 2)}\n`;
  const to = Buffer.from(text);
  // What this version can't read again must not be written.
  const settings = parseSettings(path, to);
  if (from === undefined || Buffer.compare(from, to) !== 0) {
    replaceFile({ path, from, to, now });
    closeToOthers(path);
  }
  return settings;
}

/** A file that was there keeps its permission when it is replaced; somebody may have made it by hand. */
function closeToOthers(path: string): void {
  if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
}

function parseSettings(path: string, bytes: Uint8Array | undefined): Settings {
  if (bytes === undefined) return emptySettings;
  const stored = parseJson(
    Buffer.from(bytes)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
  );
  const settings = settingsSchema.safeParse(migrateSettings(stored, path));
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

function readBytesIfAny(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UserError(
      `The settings file ${path} can't be read (${String(code)}). Check that this user may read it`,
    );
  }
}
