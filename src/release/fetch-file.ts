import { getCACertificates } from 'node:tls';
import { UserError } from '../base/errors.ts';
import { isLoopback } from '../base/loopback.ts';
import { version } from '../base/version.ts';
import { withinTime } from '../base/within-time.ts';
import { explainFailure } from './explain-failure.ts';
import { locate, type ReleasePlace } from './release-place.ts';

export interface FetchOptions {
  /** More is not read. */
  readonly maxBytes: number;
  /** Hears how much is there, and of how much where that is known. */
  readonly onProgress?: (bytes: number, of: number | undefined) => void;
}

/** A server that says nothing for so long has gone. */
const silenceMs = 60_000;
const maxRedirects = 5;

/**
 * Brings one file of the newest release into memory, as it lies there. Sends nothing about anybody; goes on to other addresses only
 * where they are encrypted. Throws a UserError where it does not arrive; rejects with the signal's reason.
 */
export async function fetchFile(
  name: string,
  place: ReleasePlace,
  { maxBytes, onProgress = () => undefined }: FetchOptions,
): Promise<Buffer> {
  const response = await openFile(locate(name, place), place);
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  const expected = Number.isSafeInteger(length) && length >= 0 ? length : undefined;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of readChunks(response, name, place)) {
    bytes += chunk.byteLength;
    if (Math.max(bytes, expected ?? 0) > maxBytes)
      throw new UserError(`${name} is larger than any release of halo-mcp, so it was not fetched`);
    chunks.push(chunk);
    onProgress(bytes, expected);
  }
  if (expected !== undefined && bytes !== expected) throw explainCut(name);
  return Buffer.concat(chunks);
}

async function openFile(first: URL, place: ReleasePlace): Promise<Response> {
  let url = first;
  for (let hop = 0; hop <= maxRedirects; hop++) {
    assertAllowed(url, first);
    const response = await send(url, place);
    const location =
      response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (location === null) {
      if (response.status === 200) return response;
      await response.body?.cancel();
      throw new UserError(
        `${url.host} does not give the file ${url.pathname.split('/').at(-1)} (it answered ${response.status}). Try again later`,
      );
    }
    await response.body?.cancel();
    if (!URL.canParse(location, url.href)) break;
    url = new URL(location, url);
  }
  throw new UserError(`${first.host} keeps redirecting to nowhere. Try again later`);
}

/** What is fetched is signed, but who fetches it when is nobody's business. On this computer itself nobody listens. */
function assertAllowed(url: URL, first: URL): void {
  const isOnThisComputer = url.protocol === 'http:' && isLoopback(url.hostname) && isLoopback(first.hostname);
  if (url.protocol === 'https:' || isOnThisComputer) return;
  throw new UserError(
    `${first.host} leads to ${url.protocol}//${url.host}, which is not encrypted, so nothing was fetched from there`,
  );
}

async function send(url: URL, place: ReleasePlace): Promise<Response> {
  const proxy = place.findProxy(url);
  const { extraCertificates, clock, signal } = place;
  // The check is asked for, because NODE_TLS_REJECT_UNAUTHORIZED in the environment would otherwise switch it off.
  const tls =
    extraCertificates === undefined
      ? { rejectUnauthorized: true }
      : { rejectUnauthorized: true, ca: [...getCACertificates('default'), extraCertificates] };
  const answer = fetch(url, {
    headers: { 'user-agent': `halo-mcp/${version}`, 'accept-encoding': 'identity' },
    redirect: 'manual',
    // Some servers call an archive encoded, and the sum is that of the archive.
    decompress: false,
    signal,
    ...(proxy === undefined ? {} : { proxy }),
    tls,
  });
  try {
    return await withinTime(answer, silenceMs, () => explainSilence(url.host), { clock, signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof UserError ? error : explainFailure(error, url, proxy);
  }
}

async function* readChunks(
  response: Response,
  name: string,
  { clock, signal, address }: ReleasePlace,
): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  const silence = () => explainSilence(new URL(address).host);
  try {
    for (;;) {
      const { value, done } = await withinTime(reader.read(), silenceMs, silence, { clock, signal });
      if (done) return;
      yield value;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof UserError ? error : explainCut(name);
  } finally {
    await reader.cancel().catch(() => undefined); // it ends what has failed already
  }
}

function explainSilence(host: string): UserError {
  return new UserError(`${host} said nothing for a minute. Check the network, then try again`);
}

function explainCut(name: string): UserError {
  return new UserError(`${name} did not arrive whole. Nothing was changed here. Try again`);
}
