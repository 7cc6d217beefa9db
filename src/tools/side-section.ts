import { HaloError, type HaloErrorKind } from '../halo/errors.ts';

/** A part of an answer beside its main record: what was read, or in words why it could not be. */
export type SideSection<T> = { readonly value: T } | { readonly missing: string };

/**
 * Reads a side section, such as a client's contracts in `get_client`. What concerns that section alone (a permission, an
 * edition without it, no time left) becomes words for the reply, so that it never looks like an empty section; other errors
 * are thrown.
 */
export async function readSide<T>(load: () => Promise<T>): Promise<SideSection<T>> {
  try {
    return { value: await load() };
  } catch (error) {
    if (error instanceof HaloError && sideKinds.has(error.kind)) return { missing: error.message };
    throw error;
  }
}

const sideKinds: ReadonlySet<HaloErrorKind> = new Set<HaloErrorKind>([
  'forbidden',
  'not_found',
  'rate_limited',
  'unavailable',
  'server_error',
  'timeout',
  'deadline',
  'dropped',
  'malformed',
  'refused_request',
]);
