import { createHash } from 'node:crypto';
import { UserError } from '../base/errors.ts';
import { type FetchOptions, fetchFile } from './fetch-file.ts';
import { listName, type ReleaseList, readReleaseList, signatureName } from './release-list.ts';
import type { ReleasePlace } from './release-place.ts';

const maxListBytes = 1_000_000;
const maxNotesBytes = 1_000_000;
const maxProgramBytes = 500_000_000;

/** The list of the newest release, once its signature has been checked. Throws a UserError. */
export async function findNewestRelease(place: ReleasePlace, publicKey: string): Promise<ReleaseList> {
  const list = await fetchFile(listName, place, { maxBytes: maxListBytes });
  const signature = await fetchFile(signatureName, place, { maxBytes: maxListBytes });
  return readReleaseList(list, signature.toString(), publicKey);
}

/** What is new in the release, one point a line; undefined where it does not say. Throws a UserError. */
export async function fetchNews(list: ReleaseList, place: ReleasePlace): Promise<string | undefined> {
  const name = `halo-mcp-${list.version}-release-notes.md`;
  if (!list.files.has(name)) return undefined;
  const notes = await fetchListed(name, list, place, { maxBytes: maxNotesBytes });
  return notes
    .toString()
    .match(/^- .*$/gm)
    ?.join('\n');
}

/** A file for this kind of computer, just as its makers signed it. Throws a UserError. */
export async function fetchProgram(
  name: string,
  list: ReleaseList,
  place: ReleasePlace,
  onProgress: FetchOptions['onProgress'],
): Promise<Buffer> {
  return fetchListed(name, list, place, {
    maxBytes: maxProgramBytes,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
}

async function fetchListed(
  name: string,
  { files }: ReleaseList,
  place: ReleasePlace,
  options: FetchOptions,
): Promise<Buffer> {
  const bytes = await fetchFile(name, place, options);
  if (createHash('sha256').update(bytes).digest('hex') === files.get(name)) return bytes;
  throw new UserError(
    `${name} is not what the release holds: it is damaged, or somebody changed it. Nothing was changed here. Try again later; if that stays, tell the makers of halo-mcp`,
  );
}
