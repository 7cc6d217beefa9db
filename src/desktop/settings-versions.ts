import { UserError } from '../base/errors.ts';

/** The form of the settings that this program writes. */
export const newestVersion = 2;

/** What takes the settings of a version to the next one. */
const steps: Readonly<Record<number, (stored: object) => object>> = {
  // Version 1 knew no profiles: a login came from the environment alone.
  1: (stored) => ({ ...stored, version: 2, profiles: {} }),
};

/**
 * Settings of an older version as if they were written now; everything else as it is, for the schema to judge.
 * Throws a UserError for those of a newer version, which this program could only damage.
 */
export function migrateSettings(stored: unknown, path: string): unknown {
  if (typeof stored !== 'object' || stored === null || !('version' in stored)) return stored;
  const { version } = stored;
  if (typeof version !== 'number') return stored;
  if (version > newestVersion) {
    throw new UserError(
      `The settings file ${path} was written by a newer halo-mcp (form ${version}; this one knows ${newestVersion}). Update halo-mcp, or move the file away and run "halo-mcp setup"`,
    );
  }
  const step = steps[version];
  return step === undefined ? stored : migrateSettings(step(stored), path);
}
