import { dlopen } from 'bun:ffi';

/**
 * True where a question failed because the keyring it was put to has ended; another one may run by now. libsecret keeps on asking
 * the old one, so this makes it forget that; the same question may then be put again.
 */
export function reconnectKeyring(error: unknown): boolean {
  if (!(error instanceof Error) || !/^The name :\d/.test(error.message)) return false;
  try {
    const { symbols } = dlopen('libsecret-1.so.0', {
      secret_service_disconnect: { args: [], returns: 'void' },
    });
    symbols.secret_service_disconnect();
    return true;
  } catch {
    return false;
  }
}
