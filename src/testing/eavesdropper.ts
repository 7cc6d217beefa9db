/** Stands between the program and a demo Halo, and remembers every secret that passes. */
export interface Eavesdropper extends AsyncDisposable {
  /** The address to give to the program in place of the demo's. */
  readonly url: string;
  /** Client secrets, codes, verifiers, access and refresh tokens. */
  readonly secrets: ReadonlySet<string>;
}

/** What of a sign-in nobody else may know. */
const secretFields = ['client_secret', 'code', 'code_verifier', 'access_token', 'refresh_token'];

/** Passes everything on to the Halo at that address; what that says of its own address is changed to ours. */
export function startEavesdropper(haloUrl: string): Eavesdropper {
  const secrets = new Set<string>();
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    idleTimeout: 0,
    fetch: async (request) => {
      const asked = new URL(request.url);
      const token = request.headers.get('authorization')?.split(' ')[1];
      if (token !== undefined) secrets.add(token);
      const body = await request.text();
      remember(new URLSearchParams(body));
      const answer = await fetch(`${haloUrl}${asked.pathname}${asked.search}`, {
        method: request.method,
        headers: withoutHost(request.headers),
        redirect: 'manual',
        ...(body === '' ? {} : { body }),
      });
      const text = await answer.text();
      if (asked.pathname === '/auth/token' && answer.ok) remember(readFields(text));
      const headers = new Headers(answer.headers);
      for (const name of ['content-encoding', 'content-length']) headers.delete(name);
      return new Response(text.replaceAll(haloUrl, asked.origin), { status: answer.status, headers });
    },
  });
  const remember = (fields: URLSearchParams) => {
    for (const name of secretFields) for (const value of fields.getAll(name)) secrets.add(value);
  };
  return {
    url: `http://127.0.0.1:${server.port}`,
    secrets,
    [Symbol.asyncDispose]: () => server.stop(true),
  };
}

function readFields(json: string): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(JSON.parse(json))) fields.set(name, String(value));
  return fields;
}

function withoutHost(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ['host', 'accept-encoding', 'content-length']) kept.delete(name);
  return kept;
}
