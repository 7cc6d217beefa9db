import { dirname, resolve } from 'node:path';
import { UserError } from '../base/errors.ts';
import { type LogLevel, logLevels } from '../base/log.ts';
import { readCertificateFile } from '../desktop/certificate-file.ts';
import { readSettings, type Settings } from '../desktop/settings-file.ts';
import type { HaloConnection } from '../halo/connection.ts';
import { defaultRateLimit } from '../halo/limiter.ts';
import type { Network } from '../halo/network.ts';
import { defaultDeadlineMs } from '../mcp/call-tool.ts';
import { readConnection, readNumber, readProxy } from './environment.ts';

/** Everything a Halo client is made of, from the environment and the settings file; the environment wins, setting by setting. */
export interface HaloSettings {
  readonly connection: HaloConnection;
  readonly network: Network;
  readonly rateLimit: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads how to reach Halo. Throws a UserError that says what is missing or wrong, and what to do. */
export function readHaloSettings(environment: Environment, settingsFile: string): HaloSettings {
  const settings = readSettings(settingsFile);
  const connection = readConnection(environment);
  if (connection === undefined) throw notSetUp();
  return {
    connection,
    network: readNetwork(environment, settings, dirname(settingsFile)),
    rateLimit:
      readNumber(environment, 'HALO_RATE_LIMIT', { from: 0, to: 100_000 }) ??
      settings.rateLimit ??
      defaultRateLimit,
  };
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

function readNetwork(environment: Environment, settings: Settings, settingsFolder: string): Network {
  const { proxy, noProxy } = readProxy(environment);
  return {
    proxy: proxy ?? settings.proxy,
    noProxy: noProxy ?? settings.noProxy,
    extraCertificates:
      settings.caFile === undefined
        ? undefined
        : readCertificateFile(resolve(settingsFolder, settings.caFile)),
  };
}

function notSetUp(): UserError {
  return new UserError(
    "halo-mcp is not connected to a Halo yet. Ask your Halo admin for an API login (address, client ID, client secret) and give all three to halo-mcp as HALO_INSTANCE_URL, HALO_CLIENT_ID and HALO_CLIENT_SECRET, in this assistant's own settings for halo-mcp; then restart the assistant. To try it without a Halo, add the argument --demo instead",
  );
}
