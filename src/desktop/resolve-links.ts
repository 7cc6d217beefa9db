import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UserError } from '../base/errors.ts';
import { readErrorCode } from './explain-file-error.ts';

/** More links in a row than any system follows. */
const maxLinks = 40;

/**
 * The file that a path means after symbolic links; it need not exist, so a link to nothing gives the place it points to.
 * A path that is no link is handed back as it is. Throws a UserError when links lead in a circle.
 */
export function resolveLinks(path: string): string {
  let current = path;
  for (let count = 0; count <= maxLinks; count++) {
    if (!isLink(current)) return current;
    // The system reads a relative link from the folder that really holds it, which may itself be reached by a link.
    current = resolve(realpathSync(dirname(current)), readlinkSync(current));
  }
  throw new UserError(`${path} is a link that leads back to itself. Remove the link, then try again`);
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch (error) {
    const code = readErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw error;
  }
}
