import { changeSettings, type Settings } from '../desktop/settings-file.ts';
import { replaceSecrets } from './replace-secrets.ts';
import type { Workplace } from './workplace.ts';

/** What belongs together: secrets for the keychain (undefined removes one), and the settings that go with them. */
export interface StoredChange {
  readonly secrets: Readonly<Record<string, string | undefined>>;
  readonly change: (settings: Settings) => Settings;
}

/**
 * Stores all of the changes or none: the keychain first, then the settings in one step. Where either fails or the signal comes,
 * the keychain is put back as it was. Throws a KeychainError or a UserError.
 */
export async function storeChanges(
  changes: readonly StoredChange[],
  { paths, keychain, clock, log }: Pick<Workplace, 'paths' | 'keychain' | 'clock' | 'log'>,
  signal: AbortSignal,
): Promise<void> {
  const secrets = Object.assign({}, ...changes.map((one) => one.secrets));
  await replaceSecrets(secrets, keychain, log, async () => {
    signal.throwIfAborted();
    const change = (settings: Settings) => changes.reduce((old, one) => one.change(old), settings);
    await changeSettings(paths.settingsFile, change, { clock, signal });
  });
}
