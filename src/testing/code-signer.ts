import { join } from 'node:path';
import { runCommand } from '../../scripts/release/run-command.ts';

/** Somebody who signs programs for Windows, known to nobody but the test. */
export interface CodeSigner {
  /** What the release's scripts sign with. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether this signer signed the file, and nothing has changed since. */
  readonly verify: (file: string) => Promise<boolean>;
}

/** Makes an authority and a signer with a certificate of it, in that folder. */
export async function makeSigner(folder: string): Promise<CodeSigner> {
  const [authority, authorityKey] = [join(folder, 'authority.pem'), join(folder, 'authority.key')];
  const [certificate, key] = [join(folder, 'signer.pem'), join(folder, 'signer.key')];
  const make = ['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-sha256', '-nodes', '-days', '2'];
  await runCommand([...make, '-subj', '/CN=Trial authority', '-keyout', authorityKey, '-out', authority]);
  const use = ['-addext', 'extendedKeyUsage=codeSigning', '-addext', 'keyUsage=critical,digitalSignature'];
  const signed = ['-CA', authority, '-CAkey', authorityKey, '-addext', 'basicConstraints=critical,CA:FALSE'];
  await runCommand([
    ...make,
    ...use,
    ...signed,
    '-subj',
    '/CN=Trial signer',
    '-keyout',
    key,
    '-out',
    certificate,
  ]);
  return {
    env: { HALO_SIGN_WINDOWS_CERTIFICATES: certificate, HALO_SIGN_WINDOWS_KEY: key },
    verify: async (file) => {
      const verifying = runCommand(['osslsigncode', 'verify', '-CAfile', authority, '-in', file]);
      return verifying.then(
        () => true,
        () => false,
      );
    },
  };
}
