/** A request the demo received; never a secret nor a token. */
export interface RecordedRequest {
  readonly method: string;
  /** As sent, such as `/api/Invoice`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

const keptRequests = 10_000;
/** Headers worth looking at in a test; a token is only said to have been there. */
const keptHeaders = ['accept', 'content-type', 'host', 'user-agent', 'x-demo-fault'] as const;

export function createRecorder(): {
  readonly requests: readonly RecordedRequest[];
  readonly add: (request: Request, url: URL) => void;
} {
  const requests: RecordedRequest[] = [];
  return {
    requests,
    add: (request, url) => {
      if (requests.length >= keptRequests) requests.splice(0, keptRequests / 10);
      const headers: Record<string, string> = {};
      for (const name of keptHeaders) {
        const value = request.headers.get(name);
        if (value !== null) headers[name] = value;
      }
      const [scheme] = request.headers.get('authorization')?.split(' ') ?? [];
      if (scheme !== undefined) headers['authorization'] = `${scheme} …`;
      requests.push({
        method: request.method,
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers,
      });
    },
  };
}
