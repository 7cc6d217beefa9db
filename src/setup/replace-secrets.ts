import type { Log } from '../base/log.ts';
import type { Keychain } from '../desktop/keychain.ts';

/**
 * Stores these secrets (undefined removes one), then runs the rest. Where anything fails, the keychain is put back as it was and
 * the error passed on; what can't be put back is noted in the log, by name.
 */
export async function replaceSecrets(
  secrets: Readonly<Record<string, string | undefined>>,
  keychain: Keychain,
  log: Log,
  rest: () => Promise<void>,
): Promise<void> {
  const old: { readonly name: string; readonly value: string | undefined }[] = [];
  for (const name of Object.keys(secrets)) old.push({ name, value: await keychain.read(name) });
  try {
    for (const [name, value] of Object.entries(secrets)) await store(keychain, name, value);
    await rest();
  } catch (error) {
    for (const { name, value } of old.reverse()) {
      await store(keychain, name, value).catch(() =>
        log.warn('the keychain could not be put back', { name }),
      );
    }
    throw error;
  }
}

async function store(keychain: Keychain, name: string, value: string | undefined): Promise<void> {
  if (value === undefined) await keychain.remove(name);
  else await keychain.write(name, value);
}
