import { UserError } from '../base/errors.ts';
import { readCertificateFile } from '../desktop/certificate-file.ts';
import { defaultScope, type ServiceConnection } from '../halo/connection.ts';
import type { Network } from '../halo/network.ts';
import { type ExtensionField, extensionFields } from './extension-fields.ts';
import { readProxy } from './proxy-variables.ts';

/** What the extension's settings in Claude give. */
export interface ExtensionSettings {
  readonly connection: ServiceConnection;
  readonly network: Network;
}

const place = "in the extension's settings (Claude: Settings > Extensions > Halo PSA)";

/**
 * Reads the values that Claude hands over in the environment. Throws a UserError that names the fields that were not filled in, or
 * that arrive still encrypted, as some builds of Claude Desktop for Windows do.
 */
export function readExtensionSettings(
  environment: Readonly<Record<string, string | undefined>>,
): ExtensionSettings {
  const read = ({ variable }: ExtensionField) => clean(environment[variable]);
  const fields = Object.values<ExtensionField>(extensionFields);
  const missing = fields.filter((field) => field.isRequired && read(field) === undefined);
  if (missing.length > 0)
    throw new UserError(
      `The extension is not set up yet: ${listTitles(missing)} ${missing.length === 1 ? 'is' : 'are'} missing. Fill ${missing.length === 1 ? 'it' : 'them'} in ${place} and save, then ask again`,
    );
  const encrypted = fields.filter((field) => read(field)?.startsWith('__encrypted__:'));
  if (encrypted.length > 0)
    throw new UserError(
      `Claude handed over ${listTitles(encrypted)} still encrypted, which nothing but Claude can read. Type it again ${place} and save, then quit Claude and open it again. If that does not help, update Claude, or install halo-mcp with its installer, which keeps the login in this computer's keychain`,
    );
  const caFile = read(extensionFields.ca_file);
  const { proxy, noProxy } = readProxy({ ...environment, HTTPS_PROXY: read(extensionFields.proxy) });
  return {
    connection: {
      address: read(extensionFields.address) ?? '',
      clientId: read(extensionFields.client_id) ?? '',
      clientSecret: read(extensionFields.client_secret) ?? '',
      tenant: read(extensionFields.tenant),
      scope: defaultScope,
    },
    network: {
      proxy,
      noProxy,
      extraCertificates: caFile === undefined ? undefined : readCertificateFile(caFile),
    },
  };
}

/** The program's own errors lead to its commands, or to variables, which a person with an extension has neither of. */
export function rewordForExtension(message: string): string {
  return message.replaceAll(commandOrVariable, (_, verb: string) =>
    verb === 'run' ? `look ${place}` : place,
  );
}

const commandOrVariable =
  /\b(with|run) "halo-mcp setup[^"]*"(?:, or in [A-Z_]+(?: where it is \w+ there)?)?/g;

/** Claude leaves its own placeholder where a person filled nothing in. */
function clean(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text === undefined || text === '' || text.startsWith('${user_config.') ? undefined : text;
}

function listTitles(fields: readonly ExtensionField[]): string {
  return new Intl.ListFormat('en').format(fields.map(({ title }) => `"${title}"`));
}
