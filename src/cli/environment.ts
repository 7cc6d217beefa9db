import { UserError } from '../base/errors.ts';
import { defaultScope, type HaloConnection } from '../halo/connection.ts';
import { NotSetUpError } from '../setup/profiles.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const required = ['HALO_INSTANCE_URL', 'HALO_CLIENT_ID', 'HALO_CLIENT_SECRET'] as const;

/**
 * The connection that the environment gives, whole or not at all: undefined when none of its three variables is set.
 * Throws a NotSetUpError that names what is missing when only some are, so that a login is never put together from two places.
 */
export function readConnection(environment: Environment): HaloConnection | undefined {
  const missing = required.filter((name) => !environment[name]?.trim());
  if (missing.length === required.length) return undefined;
  if (missing.length > 0) {
    throw new NotSetUpError(
      `The Halo login in the environment is not complete: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing. Set all of ${required.join(', ')}, or none of them`,
    );
  }
  const read = (name: string) => refusePlaceholder(name, environment[name]?.trim() || undefined);
  return {
    address: read('HALO_INSTANCE_URL') ?? '',
    clientId: read('HALO_CLIENT_ID') ?? '',
    clientSecret: read('HALO_CLIENT_SECRET') ?? '',
    tenant: read('HALO_TENANT'),
    authUrl: read('HALO_AUTH_URL'),
    scope: read('HALO_SCOPE') ?? defaultScope,
  };
}

/** A whole number from the environment. Throws a UserError when it is something else. */
export function readNumber(
  environment: Environment,
  name: string,
  range: { readonly from: number; readonly to: number },
): number | undefined {
  const text = environment[name]?.trim();
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= range.from && value <= range.to) return value;
  throw new UserError(`${name} is "${text}", but must be a whole number from ${range.from} to ${range.to}`);
}

/** Claude Desktop has been seen to hand over its own placeholders or ciphertext instead of the value. */
function refusePlaceholder(name: string, value: string | undefined): string | undefined {
  if (value?.startsWith('${user_config.') || value?.startsWith('__encrypted__:')) {
    throw new UserError(
      `${name} arrived from the assistant as a placeholder instead of its value. Remove and add the extension again, or set the value in the assistant's own settings`,
    );
  }
  return value;
}
