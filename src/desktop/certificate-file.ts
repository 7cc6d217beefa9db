import { readFileSync } from 'node:fs';
import { UserError } from '../base/errors.ts';

/** The certificates in a PEM file that the settings name. Throws a UserError when it can't be read or holds none. */
export function readCertificateFile(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UserError(
      `The certificate file ${path} can't be read. Correct its path with "halo-mcp setup --ca-file PATH", or in NODE_EXTRA_CA_CERTS where it is named there`,
      { cause },
    );
  }
  if (/-----BEGIN (?:TRUSTED )?CERTIFICATE-----/.test(text)) return text;
  throw new UserError(
    `The certificate file ${path} holds no certificate in PEM form ("-----BEGIN CERTIFICATE-----"). Export it again as PEM, also called Base64 X.509`,
  );
}
