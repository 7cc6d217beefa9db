import type { Readable } from 'node:stream';
import { readDescriptor } from '../desktop/read-descriptor.ts';
import { cleanPasted } from '../setup/clean-pasted.ts';
import { UsageError } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** Where the client secret is to be read. */
export type SecretSource =
  | { readonly kind: 'input' }
  | { readonly kind: 'descriptor'; readonly descriptor: number }
  | { readonly kind: 'environment' };

/** Far more than any secret has; whoever sends more has sent something else. */
const maxBytes = 16_384;

/**
 * Reads the client secret without what shells and editors put around it; undefined where the environment holds none. Throws a
 * UsageError for an empty one and for one that is too long; never says any of it.
 */
export async function readSecret(source: SecretSource, terminal: Terminal): Promise<string | undefined> {
  if (source.kind === 'environment') {
    const given = terminal.environment['HALO_CLIENT_SECRET']?.trim();
    return given ? cleanPasted(given) : undefined;
  }
  const bytes =
    source.kind === 'input' ? await readAll(terminal.input) : readDescriptor(source.descriptor, maxBytes);
  const option = source.kind === 'input' ? '--client-secret-stdin' : '--client-secret-fd';
  if (bytes.length >= maxBytes) {
    throw new UsageError(
      `What came through ${option} is too long for a client secret. Give the secret alone`,
    );
  }
  const secret = cleanPasted(decode(bytes));
  if (secret === '') throw new UsageError(`Nothing came through ${option}. Give the client secret there`);
  if (/\s/.test(secret)) {
    throw new UsageError(`What came through ${option} is more than one word. Give the client secret alone`);
  }
  return secret;
}

/** No more than is looked at is kept. */
async function readAll(input: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length >= maxBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}

/** PowerShell pipes what it likes: two bytes a letter, or a mark of the byte order in front. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isWide = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  return new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes);
}
