import { addAbortSignal, type Readable } from 'node:stream';
import { UserError } from '../base/errors.ts';
import { decodeText } from '../desktop/answers-file.ts';
import { openDescriptor } from '../desktop/open-descriptor.ts';
import { cleanPasted } from '../setup/clean-pasted.ts';
import { UsageError } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** Where the client secret is to be read. */
export type SecretSource =
  | { readonly kind: 'input' }
  | { readonly kind: 'descriptor'; readonly descriptor: number }
  | { readonly kind: 'environment' }
  /** A file of answers held it. */
  | { readonly kind: 'file'; readonly text: string };

/** Far more than any secret has; whoever sends more has sent something else. */
const maxBytes = 16_384;

/**
 * Reads the client secret without what shells and editors put around it; undefined where the environment holds none. Of several lines
 * the first with anything on it counts, so that whoever sends it may leave the pipe open. Throws a UsageError for an empty one and for
 * one that is too long, and the signal's reason; never says any of it.
 */
export async function readSecret(source: SecretSource, terminal: Terminal): Promise<string | undefined> {
  if (source.kind === 'environment') {
    const given = terminal.environment['HALO_CLIENT_SECRET']?.trim();
    return given ? cleanPasted(given) : undefined;
  }
  if (source.kind === 'file') return cleanPasted(source.text);
  const option = source.kind === 'input' ? '--client-secret-stdin' : '--client-secret-fd';
  if (source.kind === 'input' && 'isTTY' in terminal.input && terminal.input.isTTY === true) {
    throw new UsageError(
      `${option} takes the secret from a pipe or a file, but standard input is a terminal, which would show it while it is typed. Leave ${option} and --yes out, and you are asked for it`,
    );
  }
  const stream = source.kind === 'input' ? terminal.input : openDescriptor(source.descriptor);
  const bytes = await readFirstLine(stream, terminal.signal);
  if (bytes.length >= maxBytes) {
    throw new UsageError(
      `What came through ${option} is too long for a client secret. Give the secret alone`,
    );
  }
  const secret = cleanPasted(decodeText(bytes));
  if (secret === '') throw new UsageError(`Nothing came through ${option}. Give the client secret there`);
  if (/\s/.test(secret)) {
    throw new UsageError(`What came through ${option} is more than one word. Give the client secret alone`);
  }
  return secret;
}

/** No more than is looked at is kept. */
async function readFirstLine(input: Readable, signal: AbortSignal): Promise<Uint8Array> {
  let bytes = Buffer.alloc(0);
  try {
    for await (const chunk of addAbortSignal(signal, input)) {
      bytes = Buffer.concat([bytes, Buffer.from(chunk)]);
      const line = /^\s*\S[^\n]*(?=\n)/.exec(bytes.toString('latin1').replaceAll('\0', ' '))?.[0];
      if (line !== undefined) return bytes.subarray(0, line.length);
      if (bytes.length >= maxBytes) return bytes.subarray(0, maxBytes);
    }
    return bytes;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UserError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
