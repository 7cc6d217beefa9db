import { rename } from 'node:fs/promises';
import { runCommand } from './run-command.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** True where the environment holds what signing for Windows needs. */
export function signsWindowsPrograms(environment: Environment = process.env): boolean {
  return describeKeys(environment) !== undefined;
}

/**
 * Signs a program, installer or .msi for Windows in its place; false, and nothing done, where the environment holds no key.
 *
 * - `HALO_SIGN_WINDOWS_CERTIFICATES`: PEM, the signer's certificate first, then those up to the authority
 * - `HALO_SIGN_WINDOWS_KEY`: a PEM file, or with a PKCS#11 module the key's address `pkcs11:…`
 * - `HALO_SIGN_WINDOWS_PKCS11_MODULE`: the library of the token or of the cloud's keys
 * - `HALO_SIGN_WINDOWS_PASSWORD_FILE`: a file with the key's password or the token's PIN
 * - `HALO_SIGN_WINDOWS_TIMESTAMP`: the address of a time-stamp server; without one a signature ends with its certificate
 */
export async function signAuthenticode(
  file: string,
  environment: Environment = process.env,
): Promise<boolean> {
  const keys = describeKeys(environment);
  if (keys === undefined) return false;
  const signed = `${file}.signed`;
  const about = ['-h', 'sha256', '-n', 'Halo MCP'];
  await runCommand(['osslsigncode', 'sign', ...keys, ...about, '-in', file, '-out', signed]);
  await rename(signed, file);
  return true;
}

/** Debian's place for what lets OpenSSL use tokens. */
export const pkcs11Engine = '/usr/lib/x86_64-linux-gnu/engines-3/pkcs11.so';

function describeKeys(environment: Environment): readonly string[] | undefined {
  const read = (name: string) => environment[`HALO_SIGN_WINDOWS_${name}`] || undefined;
  const [certificates, key, module] = [read('CERTIFICATES'), read('KEY'), read('PKCS11_MODULE')];
  const [passwordFile, timestampUrl] = [read('PASSWORD_FILE'), read('TIMESTAMP')];
  if (certificates === undefined && key === undefined) return undefined;
  if (certificates === undefined || key === undefined)
    throw new Error('Give both HALO_SIGN_WINDOWS_CERTIFICATES and HALO_SIGN_WINDOWS_KEY, or neither');
  return [
    ...(module ? ['-pkcs11engine', pkcs11Engine, '-pkcs11module', module] : []),
    ...['-certs', certificates, '-key', key],
    ...(passwordFile ? ['-readpass', passwordFile] : []),
    ...(timestampUrl ? ['-ts', timestampUrl] : []),
  ];
}

// The installer's compiler signs the uninstaller, which exists only inside of what it writes, by calling this.
if (import.meta.main) {
  for (const file of Bun.argv.slice(2)) await signAuthenticode(file);
}
