import { UserError } from '../base/errors.ts';
import { readSignedComment } from './minisign.ts';

/** What a release consists of, as its makers signed it. */
export interface ReleaseList {
  /** `1.2.3`. */
  readonly version: string;
  /** The SHA-256 of each file, in hexadecimal, by the file's name. */
  readonly files: ReadonlyMap<string, string>;
}

export const listName = 'SHA256SUMS';
export const signatureName = 'SHA256SUMS.minisig';

/**
 * Reads the list of a release. Only the signed comment, such as "halo-mcp 1.2.3", tells of which product and version it is.
 * Throws a UserError where it is not signed by that key, or is the list of something else.
 */
export function readReleaseList(list: Uint8Array, signature: string, publicKey: string): ReleaseList {
  const comment = readSignedComment(list, signature, publicKey);
  if (comment === undefined) {
    throw new UserError(
      'The list of releases is not signed by the makers of halo-mcp: it is damaged, or somebody changed it. Nothing was changed here. Try again later; if that stays, tell them',
    );
  }
  const [, version] = /^halo-mcp (\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)$/.exec(comment) ?? [];
  if (version === undefined) {
    throw new UserError(
      `The signed list found at the release address is that of something else ("${comment.slice(0, 60)}"), and not of a release of halo-mcp. Nothing was changed here`,
    );
  }
  const lines = new TextDecoder().decode(list).matchAll(/^([0-9a-f]{64}) [ *]([0-9A-Za-z_][\w.~+-]*)\r?$/gm);
  return { version, files: new Map([...lines].map(([, hash = '', name = '']) => [name, hash])) };
}

/** How a release stands to the installed version. */
export function compareToInstalled(version: string, installed: string): 'newer' | 'same' | 'older' {
  const order = Bun.semver.order(version, installed);
  if (order === 0) return 'same';
  return order > 0 ? 'newer' : 'older';
}
