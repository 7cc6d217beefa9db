import { z } from 'zod';
import { UserError } from '../base/errors.ts';
import { parseJson } from '../base/json.ts';

/** A secret together with where it may be sent: what the keychain holds in place of the bare secret. */
export interface BoundSecret {
  /** Origins such as `https://acme.halopsa.com`; the secret goes to these alone. */
  readonly origins: readonly string[];
  /** Of the API application it belongs to; undefined for a proxy's login. */
  readonly clientId?: string | undefined;
  readonly secret: string;
}

const boundSchema = z.object({
  origins: z.array(z.string()).min(1),
  clientId: z.string().optional(),
  secret: z.string().min(1),
});

/** The text to store. */
export function formatBoundSecret(bound: BoundSecret): string {
  return JSON.stringify(bound);
}

/**
 * The secret in a stored text, if it belongs to exactly these origins and that application. An address in the settings can be
 * changed by hand or by another program; the secret must not follow it. Throws a UserError that says to run set-up otherwise.
 */
export function readBoundSecret(
  stored: string,
  expected: Omit<BoundSecret, 'secret'>,
  { what, command }: { readonly what: string; readonly command: string },
): string {
  const bound = boundSchema.safeParse(parseJson(stored));
  if (!bound.success) {
    throw new UserError(
      `${what} in the keychain is not as halo-mcp stores it. Run "${command}" to store it again`,
    );
  }
  const { origins, clientId, secret } = bound.data;
  if (!isSame(origins, expected.origins)) {
    throw new UserError(
      `${what} in the keychain was stored for ${origins.join(' and ')}, but the settings now say ${expected.origins.join(' and ')}, so it was not sent there. Run "${command}" to store it for that address, or put the address back`,
    );
  }
  if (clientId !== expected.clientId) {
    throw new UserError(
      `${what} in the keychain belongs to another client ID than the one stored beside it. Run "${command}" to store both again`,
    );
  }
  return secret;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((origin) => other.includes(origin));
}
