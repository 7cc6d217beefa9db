import { readFileSync } from 'node:fs';
import { UserError } from '../base/errors.ts';

/** The certificates in a PEM file that the settings name. Throws a UserError when it can't be read or holds none. */
export function readCertificateFile(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UserError(
      `The certificate file ${path} named as "caFile" in the settings can't be read. Correct the path, or remove the setting`,
      { cause },
    );
  }
  if (/-----BEGIN (?:TRUSTED )?CERTIFICATE-----/.test(text)) return text;
  throw new UserError(
    `The certificate file ${path} holds no certificate in PEM form ("-----BEGIN CERTIFICATE-----"). Export it again as PEM, also called Base64 X.509`,
  );
}
