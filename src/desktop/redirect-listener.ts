import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { answerRedirectPage } from './redirect-page.ts';

/** What a sign-in page sent the browser back with. */
export type RedirectAnswer = { readonly code: string } | { readonly error: string };

/** Waits on this computer for a browser to come back from a sign-in page. Ends when disposed of. */
export interface RedirectListener extends AsyncDisposable {
  /** Where the sign-in page has to send the browser: `http://127.0.0.1:PORT/callback`. */
  readonly redirectUri: string;
  /**
   * Resolves with what `settle` makes of the first answer that carries this state; the browser's page then says that it worked,
   * or shows the message of the UserError that `settle` throws. Other visits change nothing. Throws a UserError after ten minutes.
   */
  readonly receive: <T>(
    state: string,
    settle: (answer: RedirectAnswer) => Promise<T>,
    signal: AbortSignal,
  ) => Promise<T>;
}

const waitMs = 10 * 60_000;
/** How long the browser may take to fetch the last page. */
const farewellMs = 2_000;

/** Listens on the loopback address alone. `port` 0 takes a free one. Throws a UserError where the port can't be had. */
export function startRedirectListener(port: number, clock: Clock): RedirectListener {
  let expected: Expected | undefined;
  const server = openServer(port, (request) => {
    const url = new URL(request.url);
    if (request.headers.get('host') !== `127.0.0.1:${server.port}`) return notFound();
    if (url.pathname !== '/callback') return notFound();
    if (request.method !== 'GET') return new Response(null, { status: 405, headers: { allow: 'GET' } });
    const answer = readAnswer(url.searchParams);
    if (expected === undefined || answer === undefined || url.searchParams.get('state') !== expected.state) {
      return answerRedirectPage('This is not the sign-in that halo-mcp waits for', notOurs, 400);
    }
    const { accept } = expected;
    expected = undefined;
    return accept(answer);
  });

  return {
    redirectUri: `http://127.0.0.1:${server.port}/callback`,
    receive: (state, settle, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const ended = new AbortController();
        const accept = async (answer: RedirectAnswer): Promise<Response> => {
          ended.abort();
          try {
            resolve(await settle(answer));
            return answerRedirectPage('You are signed in', signedIn, 200);
          } catch (error) {
            reject(error);
            return answerRedirectPage('You are not signed in', [explain(error), goBack], 400);
          }
        };
        expected = { state, accept };
        clock.wait(waitMs, AbortSignal.any([signal, ended.signal])).then(
          () => reject(tooLate()),
          () => {
            if (signal.aborted) reject(signal.reason);
          },
        );
      }),
    [Symbol.asyncDispose]: async () => {
      expected = undefined;
      const rest = new AbortController();
      await Promise.race([server.stop(), clock.wait(farewellMs, rest.signal).catch(() => undefined)]);
      rest.abort();
      await server.stop(true);
    },
  };
}

interface Expected {
  readonly state: string;
  readonly accept: (answer: RedirectAnswer) => Promise<Response>;
}

const signedIn = ['halo-mcp can now read this Halo as you. You may close this window.'];
const goBack = 'You may close this window and go back to where you started.';
const notOurs = [
  'It was not started here, or it is an older one. Close this window, go back to where you started and open the newest address from there.',
];

function openServer(port: number, answer: (request: Request) => Response | Promise<Response>) {
  try {
    // The exchange behind the last page may take longer than the usual ten seconds.
    return Bun.serve({ hostname: '127.0.0.1', port, idleTimeout: 120, development: false, fetch: answer });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE' || code === 'EACCES') {
      throw new UserError(
        `Port ${port} on this computer ${code === 'EACCES' ? 'may not be used by ordinary programs' : 'is in use by another program'}, and the sign-in would come back to it. Close that program or a second sign-in that still waits, or choose another port with --redirect-port and have it registered in Halo as http://127.0.0.1:PORT/callback`,
      );
    }
    throw error;
  }
}

function readAnswer(query: URLSearchParams): RedirectAnswer | undefined {
  const code = query.get('code');
  const error = query.get('error');
  if (error !== null && error !== '') return { error };
  return code === null || code === '' ? undefined : { code };
}

function explain(error: unknown): string {
  return error instanceof UserError ? `${error.message}.` : 'Something went wrong in halo-mcp itself.';
}

function notFound(): Response {
  return new Response(null, { status: 404, headers: { connection: 'close' } });
}

function tooLate(): UserError {
  return new UserError(
    'Nobody signed in within ten minutes, so the waiting has ended. Start the sign-in again when you are ready',
  );
}
