import { rm, writeFile } from 'node:fs/promises';
import { runCommand } from '../run-command.ts';
import { entitlementsXml } from './entitlements.ts';
import { identifier } from './sign-ad-hoc.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Signs a program or an app for macOS in its place with a Developer ID, by `rcodesign`; false, and nothing done, where the
 * environment holds no keys. An app is then looked at by Apple (notarised), whose answer is put into it; a bare program has no
 * place for that, and needs none where no browser downloads it.
 *
 * - `HALO_SIGN_MAC_CERTIFICATE`: a .p12 file with a "Developer ID Application" certificate and its key
 * - `HALO_SIGN_MAC_INSTALLER_CERTIFICATE`: the same for "Developer ID Installer"; only .pkg files need it
 * - `HALO_SIGN_MAC_PASSWORD_FILE`: a file with the password of both
 * - `HALO_SIGN_MAC_NOTARY_KEY`: the file that `rcodesign encode-app-store-connect-api-key` wrote
 */
export async function signWithDeveloperId(
  path: string,
  environment: Environment = process.env,
): Promise<boolean> {
  const keys = readKeys(environment);
  if (keys === undefined) return false;
  const entitlements = `${path}.entitlements.plist`;
  await writeFile(entitlements, entitlementsXml);
  await runCommand([
    ...['rcodesign', 'sign', '--p12-file', keys.certificate, '--p12-password-file', keys.passwordFile],
    ...['--for-notarization', '--code-signature-flags', 'runtime'],
    ...['--binary-identifier', identifier, '--entitlements-xml-path', entitlements, path],
  ]);
  await rm(entitlements);
  if (path.endsWith('.app')) await notarise(path, keys);
  return true;
}

/** Signs and notarises an installer package in its place; false, and nothing done, where the environment holds no key for one. */
export async function signPackage(path: string, environment: Environment = process.env): Promise<boolean> {
  const keys = readKeys(environment);
  if (keys?.installerCertificate === undefined) return false;
  const certificate = ['--p12-file', keys.installerCertificate, '--p12-password-file', keys.passwordFile];
  await runCommand(['rcodesign', 'sign', ...certificate, path]);
  await notarise(path, keys);
  return true;
}

/** Whether the environment holds what a signed .pkg needs. */
export function signsPackages(environment: Environment = process.env): boolean {
  return readKeys(environment)?.installerCertificate !== undefined;
}

type Keys = NonNullable<ReturnType<typeof readKeys>>;

/** Waits for Apple's answer, and fails where that is no. */
async function notarise(path: string, { notaryKey }: Keys): Promise<void> {
  await runCommand(['rcodesign', 'notary-submit', '--api-key-file', notaryKey, '--staple', path]);
}

function readKeys(environment: Environment) {
  const read = (name: string) => environment[`HALO_SIGN_MAC_${name}`] || undefined;
  const [certificate, passwordFile] = [read('CERTIFICATE'), read('PASSWORD_FILE')];
  const [notaryKey, installerCertificate] = [read('NOTARY_KEY'), read('INSTALLER_CERTIFICATE')];
  if ([certificate, passwordFile, notaryKey, installerCertificate].every((key) => key === undefined))
    return undefined;
  if (certificate === undefined || passwordFile === undefined || notaryKey === undefined)
    throw new Error(
      'Give HALO_SIGN_MAC_CERTIFICATE, HALO_SIGN_MAC_PASSWORD_FILE and HALO_SIGN_MAC_NOTARY_KEY together, or none of them',
    );
  return { certificate, passwordFile, notaryKey, installerCertificate };
}
