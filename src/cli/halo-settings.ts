import { dirname } from 'node:path';
import { UserError } from '../base/errors.ts';
import { type LogLevel, logLevels } from '../base/log.ts';
import { defaultProfile, parseProfileName, readSettings, type Settings } from '../desktop/settings-file.ts';
import type { HaloConnection } from '../halo/connection.ts';
import { defaultRateLimit } from '../halo/limiter.ts';
import type { Network } from '../halo/network.ts';
import { defaultDeadlineMs } from '../mcp/call-tool.ts';
import { loadNetwork } from '../setup/network.ts';
import { loadConnection } from '../setup/profiles.ts';
import type { Workplace } from '../setup/workplace.ts';
import { readConnection, readNumber } from './environment.ts';
import { readProxy } from './proxy-variables.ts';

/** Everything a Halo client is made of. */
export interface HaloSettings {
  readonly connection: HaloConnection;
  readonly network: Network;
  readonly rateLimit: number;
}

/** Where a login comes from, whole. */
export type LoginSource =
  | { readonly kind: 'environment'; readonly connection: HaloConnection }
  | { readonly kind: 'profile'; readonly name: string };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The one place that the login comes from: the profile asked for, else the environment, else the profile that the environment
 * names, else the default one. Throws a UserError for an environment that holds only a part of a login.
 */
export function findLoginSource(environment: Environment, profile: string | undefined): LoginSource {
  if (profile !== undefined) return { kind: 'profile', name: parseProfileName(profile) };
  const connection = readConnection(environment);
  if (connection !== undefined) return { kind: 'environment', connection };
  return { kind: 'profile', name: parseProfileName(environment['HALO_PROFILE']?.trim() || defaultProfile) };
}

/**
 * Reads how to reach Halo; the keychain only where the settings lead there.
 * Throws a UserError that says what is missing or wrong, and what to do.
 */
export async function readHaloSettings(
  workplace: Workplace,
  profile: string | undefined,
): Promise<HaloSettings> {
  const { environment } = workplace.computer;
  const settings = readSettings(workplace.paths.settingsFile);
  const source = findLoginSource(environment, profile);
  const rateLimit = readNumber(environment, 'HALO_RATE_LIMIT', { from: 0, to: 100_000 });
  return {
    connection:
      source.kind === 'environment' ? source.connection : await loadConnection(source.name, workplace),
    network: await readNetwork(workplace, settings),
    rateLimit: rateLimit ?? settings.rateLimit ?? defaultRateLimit,
  };
}

/** How this computer reaches the internet; a proxy in the environment takes the place of the stored one and of its login. */
export async function readNetwork(workplace: Workplace, settings: Settings): Promise<Network> {
  const { computer, paths, keychain } = workplace;
  const { proxy, noProxy } = readProxy(computer.environment);
  const kept = proxy === undefined ? settings : { ...settings, proxy: undefined };
  const stored = await loadNetwork(kept, dirname(paths.settingsFile), keychain);
  return { ...stored, proxy: proxy ?? stored.proxy, noProxy: noProxy ?? stored.noProxy };
}

/** How long one answer may take, in milliseconds. Throws a UserError for a value that is none. */
export function readDeadlineMs(environment: Environment, settingsFile: string): number {
  const fromEnvironment = readNumber(environment, 'HALO_DEADLINE_MS', { from: 1_000, to: 600_000 });
  return fromEnvironment ?? readSettings(settingsFile).deadlineMs ?? defaultDeadlineMs;
}

/** How much to log; the usual amount where nothing usable says otherwise, because each call tells what is wrong with the settings. */
export function readLogLevel(environment: Environment, settingsFile: string): LogLevel {
  const word = logLevels.find((level) => level === environment['HALO_LOG_LEVEL']?.trim().toLowerCase());
  if (word !== undefined) return word;
  try {
    return readSettings(settingsFile).logLevel ?? 'info';
  } catch (error) {
    if (error instanceof UserError) return 'info';
    throw error;
  }
}
