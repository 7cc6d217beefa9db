import { UserError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { type Keychain, KeychainError } from '../desktop/keychain.ts';

/** Something was given up half-way, and the keychain could not be put back as it was; says both. */
export class NotPutBackError extends UserError {
  override readonly name = 'NotPutBackError';
}

/**
 * Stores these secrets (undefined removes one), then runs the rest. Where anything fails, the keychain is put back as it was and
 * the error passed on. What can't be put back is noted in the log, by name; where it may really have changed, a NotPutBackError
 * is thrown.
 */
export async function replaceSecrets(
  secrets: Readonly<Record<string, string | undefined>>,
  keychain: Keychain,
  log: Log,
  rest: () => Promise<void>,
): Promise<void> {
  const old: { readonly name: string; readonly value: string | undefined }[] = [];
  for (const name of Object.keys(secrets)) old.push({ name, value: await keychain.read(name) });
  const changed = new Set<string>();
  let isLost = false;
  try {
    for (const [name, value] of Object.entries(secrets)) {
      changed.add(name);
      await store(keychain, name, value).catch((error: unknown) => {
        if (isRefusal(error)) changed.delete(name);
        throw error;
      });
    }
    await rest();
  } catch (error) {
    for (const { name, value } of old.reverse()) {
      await store(keychain, name, value).catch(() => {
        log.warn('the keychain could not be put back', { name });
        isLost ||= changed.has(name);
      });
    }
    throw isLost ? toNotPutBack(error) : error;
  }
}

/** Whoever gave no answer may still do what was asked. */
function isRefusal(error: unknown): boolean {
  return error instanceof KeychainError && error.fault !== 'silent';
}

function toNotPutBack(cause: unknown): NotPutBackError {
  const why = cause instanceof KeychainError ? `${cause.message}. ` : '';
  return new NotPutBackError(
    `${why}The keychain did not say whether it has kept a part of this. Run "halo-mcp setup" to store it again, or "halo-mcp uninstall" to take it away`,
    { cause },
  );
}

async function store(keychain: Keychain, name: string, value: string | undefined): Promise<void> {
  if (value === undefined) await keychain.remove(name);
  else await keychain.write(name, value);
}
