import { arch, release } from 'node:os';
import { z } from 'zod';
import { parseJson } from '../base/json.ts';
import { version } from '../base/version.ts';
import { KeychainError } from '../desktop/keychain.ts';
import { readLogTail } from '../desktop/log-reader.ts';
import { readTextAnyhow } from '../desktop/own-files.ts';
import { defaultProfile } from '../desktop/settings-file.ts';
import { listOurEntries } from './our-entries.ts';
import { findProfileNames } from './profile-names.ts';
import { redact, redactLogLine } from './redact.ts';
import type { Status } from './status.ts';
import type { Workplace } from './workplace.ts';

/** So many lines of the log go along. */
const maxLines = 200;

/**
 * One text for support, which is JSON: system, status, settings, our own entries and the last log lines. Without secrets, without
 * customers' data, without names of people, with the home folder as `~`; Halo's address stays.
 */
export async function createBundle(status: Status, workplace: Workplace): Promise<string> {
  const { computer, paths, program, clock } = workplace;
  const lines = readLogTail(paths.logFile, maxLines).map(redactLogLine);
  const bundle = {
    made: new Date(clock.now()).toISOString(),
    version,
    system: {
      platform: computer.platform,
      release: release(),
      processor: arch(),
      bun: Bun.version,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      program: [program.command, ...program.args],
    },
    status: withoutPeople(status),
    settings: readKnownSettings(paths.settingsFile),
    entries: listOurEntries(workplace).map(({ assistant, path, name, command, args, envNames }) => ({
      assistant: assistant.title,
      path,
      name,
      command,
      args: hideValues(args),
      environment: envNames,
    })),
    log: lines.filter((line) => line !== undefined),
    logLinesLeftOut: lines.filter((line) => line === undefined).length,
  };
  const secrets = await readSecrets(workplace);
  return redact(JSON.stringify(bundle, undefined, 2), { homeFolder: computer.homeFolder, secrets });
}

function withoutPeople(status: Status): Status {
  return {
    ...status,
    profiles: status.profiles.map((profile) => ({
      ...profile,
      agent: profile.agent === null ? null : '(known)',
    })),
  };
}

/** Whatever else stands in the file may be anything, so that only its names go along. */
const settingsSchema = z.object({
  version: z.number().optional(),
  profiles: z
    .record(
      z.string(),
      z.object({
        address: z.string().optional(),
        tenant: z.string().optional(),
        authUrl: z.string().optional(),
        scope: z.string().optional(),
        signIn: z.string().optional(),
        redirectPort: z.number().optional(),
      }),
    )
    .optional(),
  proxy: z.string().optional(),
  proxyLogin: z.boolean().optional(),
  noProxy: z.string().optional(),
  caFile: z.string().optional(),
  rateLimit: z.number().optional(),
  deadlineMs: z.number().optional(),
  logLevel: z.string().optional(),
});

function readKnownSettings(path: string): unknown {
  const text = readTextAnyhow(path);
  if (text === undefined) return 'There is no settings file';
  const stored = parseJson(text.replace(/^\uFEFF/, ''));
  const settings = settingsSchema.safeParse(stored);
  if (!settings.success || typeof stored !== 'object' || stored === null) {
    return `The settings file can't be read (${text.length} characters)`;
  }
  const unknownNames = Object.keys(stored).filter((name) => !Object.hasOwn(settingsSchema.shape, name));
  return { ...settings.data, ...(unknownNames.length === 0 ? {} : { unknownNames }) };
}

/** Arguments that we write ourselves stay; of any other only that it is there. */
function hideValues(args: readonly string[]): readonly string[] {
  return args.map((arg, index) => {
    const isOurs = /^(?:serve|--demo|--profile(?:=[a-z0-9-]{1,32})?)$/.test(arg) || /main\.ts$/.test(arg);
    const isProfile = args[index - 1] === '--profile' && /^[a-z0-9-]{1,32}$/.test(arg);
    return isOurs || isProfile ? arg : '(left out)';
  });
}

/** Nothing of ours writes a secret down; should one stand anywhere all the same, it is known here and taken out. */
async function readSecrets(workplace: Workplace): Promise<readonly string[]> {
  const names = [...new Set([defaultProfile, ...findProfileNames(workplace)])].flatMap((profile) =>
    ['client-id', 'client-secret', 'refresh-token'].map((field) => `${profile}/${field}`),
  );
  try {
    const read = await Promise.all([...names, 'proxy-login'].map((name) => workplace.keychain.read(name)));
    return read.flatMap((stored) => (stored === undefined ? [] : toSecretParts(stored)));
  } catch (error) {
    if (error instanceof KeychainError) return [];
    throw error;
  }
}

/** A secret is stored with where it may be sent; a proxy's is a name and a password. */
function toSecretParts(stored: string): readonly string[] {
  const bound = z.object({ secret: z.string() }).safeParse(parseJson(stored));
  const secret = bound.success ? bound.data.secret : stored;
  return [stored, secret, ...secret.split(':').slice(1)];
}
