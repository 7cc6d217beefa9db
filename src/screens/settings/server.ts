import type { Clock } from '../../base/clock.ts';
import { parseJson } from '../../base/json.ts';
import type { Log } from '../../base/log.ts';
import { createAdmission, waitSeconds } from './admission.ts';
import { findCookie, findRefusal, proofHeader, safetyHeaders } from './guard.ts';

/** Runs an action of the page and gives the answer's body, which may come bit by bit. Never throws. */
export type Answer = (
  action: string,
  body: unknown,
  signal: AbortSignal,
) => ReadableStream<Uint8Array> | undefined;

/**
 * Whether the process at the other end of a connection to this computer itself belongs to the same person; undefined where that
 * can't be told.
 */
export type IsOwnConnection = (clientPort: number, serverPort: number) => Promise<boolean | undefined>;

/** A file of the page: the same for everybody, without data. */
export interface PageFile {
  readonly type: string;
  readonly text: string;
}

export interface ServerOptions {
  /** By path, `/` the page itself. */
  readonly files: ReadonlyMap<string, PageFile>;
  readonly answer: Answer;
  readonly clock: Clock;
  readonly log: Log;
  /** See `SettingsPlace`. */
  readonly isOwnConnection?: IsOwnConnection | undefined;
  /** True where a tray keeps the page open; else it closes itself after fifteen idle minutes. */
  readonly stays: boolean;
  /** Once aborted, it closes with the end of the next answer: the one that says so. */
  readonly closing?: AbortSignal | undefined;
}

/** A running settings page, on the loopback address only. */
export interface SettingsServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** A new address with a token in it, for one browser, once. Whoever has it may do everything: it belongs into no log. */
  readonly issueUrl: () => string;
  /** Resolves when it has closed, by itself or by `stop`. */
  readonly closed: Promise<void>;
  /** Ends what still runs. */
  readonly stop: () => Promise<void>;
}

const idleMs = 15 * 60_000;
const maxBodyBytes = 64 * 1024;
/** For what comes from somebody who was not let in yet. */
const maxTokenBytes = 1024;
const json = { 'content-type': 'application/json' };

/** Starts the page on a free port. It answers nobody but a browser that came with a token of ours. */
export function startSettingsServer({
  files,
  answer,
  clock,
  log,
  stays,
  isOwnConnection,
  closing,
}: ServerOptions): SettingsServer {
  const admission = createAdmission(clock);
  const over = new AbortController();
  let lastUsed = clock.now();
  let running = 0;
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    development: false,
    idleTimeout: 20,
    maxRequestBodySize: maxBodyBytes,
    error: () => refuse(500, 'This did not work. Reload the page'),
    fetch: async (request): Promise<Response> => {
      const refusal = findRefusal(request, host);
      if (refusal !== undefined) return refuse(refusal.status, refusal.reason);
      const path = readPath(request.url, server.url.origin);
      if (request.method === 'GET') return giveFile(files.get(path));
      if (path === '/session') return await admitBrowser(request);
      const cookie = findCookie(request, cookieName) ?? '';
      const proof = request.headers.get(proofHeader) ?? '';
      if (!admission.isAdmitted({ cookie, proof }))
        return refuse(401, 'Open the settings again from halo-mcp');
      lastUsed = clock.now();
      return await runAction(request, path);
    },
  });
  const host = `127.0.0.1:${server.port}`;
  const cookieName = `halo-mcp-${server.port}`;
  const stop = async () => {
    over.abort();
    await server.stop(true);
  };
  const closed = new Promise<void>((resolve) => {
    over.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  if (!stays) closeWhenIdle().catch((error: unknown) => log.error('settings page', { fault: String(error) }));

  return {
    origin: `http://${host}`,
    issueUrl: () => `http://${host}/#${admission.issueToken()}`,
    closed,
    stop,
    [Symbol.asyncDispose]: stop,
  };

  async function admitBrowser(request: Request): Promise<Response> {
    // Other people of this computer may see the address when the browser is started with it.
    if (!(await isOwn(request))) return refuse(403, "This page is another person's");
    if (Number(request.headers.get('content-length') ?? maxTokenBytes + 1) > maxTokenBytes) {
      return refuse(413, 'This is too long');
    }
    const token = readToken(parseJson(await request.text()));
    const pass = admission.admit(token, findCookie(request, cookieName));
    if (pass === 'wait') {
      return refuse(429, 'Too many wrong tries. Wait a minute, then try again', {
        'retry-after': String(waitSeconds),
      });
    }
    if (pass === 'refused') return refuse(401, 'Open the settings again from halo-mcp');
    lastUsed = clock.now();
    const cookie = `${cookieName}=${pass.cookie}; HttpOnly; SameSite=Strict; Path=/`;
    return new Response(JSON.stringify({ proof: pass.proof }), {
      headers: { ...safetyHeaders, ...json, 'set-cookie': cookie },
    });
  }

  async function isOwn(request: Request): Promise<boolean> {
    const clientPort = server.requestIP(request)?.port;
    if (isOwnConnection === undefined || clientPort === undefined) return true;
    return (await isOwnConnection(clientPort, server.port ?? 0)) !== false;
  }

  async function runAction(request: Request, path: string): Promise<Response> {
    const body = parseJson(await request.text());
    const gone = AbortSignal.any([request.signal, over.signal]);
    const stream = answer(path.slice(1), body, gone);
    if (stream === undefined) return refuse(404, 'There is no such action');
    // Some wait for a person, who may take as long as it takes.
    server.timeout(request, 0);
    running++;
    const done = new TransformStream<Uint8Array, Uint8Array>();
    stream
      .pipeTo(done.writable)
      .catch(() => undefined)
      .finally(() => {
        running--;
        lastUsed = clock.now();
        if (closing?.aborted === true) return stop();
      });
    return new Response(done.readable, {
      headers: { ...safetyHeaders, 'content-type': 'application/x-ndjson' },
    });
  }

  async function closeWhenIdle(): Promise<void> {
    while (!over.signal.aborted) {
      const left = lastUsed + idleMs - clock.now();
      if (left <= 0 && running === 0) return await stop();
      await clock.wait(Math.max(left, 1_000), over.signal).catch(() => undefined);
    }
  }
}

function giveFile(file: PageFile | undefined): Response {
  if (file === undefined) return refuse(404, 'There is no such page');
  return new Response(file.text, { headers: { ...safetyHeaders, 'content-type': file.type } });
}

function refuse(status: number, reason: string, also: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify({ message: reason }), {
    status,
    headers: { ...safetyHeaders, ...json, ...also },
  });
}

/** A request may name a whole other address in its first line; nothing here is at any but ours. */
function readPath(url: string, origin: string): string {
  const asked = URL.canParse(url) ? new URL(url) : undefined;
  return asked?.origin === origin ? asked.pathname : '';
}

function readToken(body: unknown): string {
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined;
  return typeof token === 'string' ? token : '';
}
