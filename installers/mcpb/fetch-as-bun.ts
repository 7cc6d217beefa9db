import { Agent, type Dispatcher, fetch as fetchByUndici, ProxyAgent } from 'undici';

/** What the program asks of `fetch`, of which Bun's own knows the last two and Node's does not. */
export interface BunRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
  readonly proxy?: string;
  readonly tls: { readonly rejectUnauthorized: boolean; readonly ca?: readonly string[] };
}

/** Bun's `fetch` for Node, as far as the program uses it: the same proxies, the same trust, the same codes in its errors. */
export async function fetchAsBun(url: URL, request: BunRequest): Promise<Response> {
  const { proxy, tls, ...init } = request;
  try {
    const answer = await fetchByUndici(url, { ...init, dispatcher: findDispatcher(proxy, tls) });
    const text = await answer.text();
    return new Response(text === '' ? null : text, {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
    });
  } catch (error) {
    throw init.signal.aborted ? error : toBunError(error);
  }
}

/** Connections are kept open for the next request, apart by how they were made. */
const dispatchers = new Map<string, { readonly ca: unknown; readonly dispatcher: Dispatcher }>();

function findDispatcher(proxy: string | undefined, { rejectUnauthorized, ca }: BunRequest['tls']) {
  const known = dispatchers.get(proxy ?? '');
  if (known !== undefined && known.ca === ca) return known.dispatcher;
  const trust = { rejectUnauthorized, ...(ca === undefined ? {} : { ca: [...ca] }) };
  const dispatcher =
    proxy === undefined
      ? new Agent({ connect: trust })
      : new ProxyAgent({ uri: proxy, requestTls: trust, proxyTls: trust });
  dispatchers.set(proxy ?? '', { ca, dispatcher });
  return dispatcher;
}

/** Undici's and Node's own codes, by what Bun calls the same. */
const bunCodes: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_PRX_TLS: 'ERR_PROXY_TUNNEL',
};

/** Undici wraps what happened in errors that say nothing, such as "fetch failed". */
function toBunError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  let cause = error;
  while (cause.cause instanceof Error) cause = cause.cause;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const isTunnel = code === 'UND_ERR_ABORTED' && /^Proxy response \(\d+\)/.test(cause.message);
  const isNoHttp = code.startsWith('HPE_');
  const bunCode = isTunnel ? 'ERR_PROXY_TUNNEL' : isNoHttp ? 'Malformed_HTTP_Response' : bunCodes[code];
  return Object.assign(new Error(cause.message), { code: bunCode ?? code });
}
