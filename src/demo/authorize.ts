import type { AuthorizationCodes } from './authorization-codes.ts';
import { findLogin } from './data/logins.ts';
import { readScopes } from './scopes.ts';
import { answerErrorPage, answerSignInPage } from './sign-in-page.ts';

/** What the sign-in page works with. */
export interface AuthorizeParts {
  readonly nativeClientId: string;
  readonly codes: AuthorizationCodes;
}

/** The one address that is registered: the loopback address, whatever the port. */
const registeredRedirectUri = /^http:\/\/127\.0\.0\.1:\d{1,5}\/callback$/;

/**
 * Answers `/auth/authorize`: GET shows the sign-in page, POST is what it sends. An unknown application or a redirect URI that is
 * not registered gets an error page, because the browser must not be sent there; every other fault goes back to the application.
 */
export async function answerAuthorize(
  request: Request,
  url: URL,
  { nativeClientId, codes }: AuthorizeParts,
): Promise<Response> {
  const isAnswer = request.method === 'POST';
  if (!isAnswer && request.method !== 'GET') return new Response(null, { status: 405 });
  const asked = url.searchParams;
  const form = isAnswer ? new URLSearchParams(await request.text()) : new URLSearchParams();
  if (asked.get('client_id') !== nativeClientId) {
    return answerErrorPage(
      'invalid_client',
      'The specified application does not exist or does not let people sign in.',
    );
  }
  const redirectUri = asked.get('redirect_uri') ?? '';
  if (!registeredRedirectUri.test(redirectUri) || !URL.canParse(redirectUri)) {
    return answerErrorPage(
      'invalid_request',
      "The specified 'redirect_uri' is not valid for this application. The demo Halo knows http://127.0.0.1:(any port)/callback.",
    );
  }
  const back = (answer: Readonly<Record<string, string>>) =>
    sendBack(redirectUri, answer, asked.get('state'));

  const challenge = asked.get('code_challenge') ?? '';
  if (asked.get('response_type') !== 'code') return back({ error: 'unsupported_response_type' });
  if (asked.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(challenge)) {
    return back({ error: 'invalid_request', error_description: 'A code challenge is needed, with S256.' });
  }
  const scopes = readScopes(asked.get('scope'));
  if (scopes === undefined) return back({ error: 'invalid_scope' });

  if (!isAnswer) return answerSignInPage(url);
  if (form.get('decision') !== 'allow') return back({ error: 'access_denied' });
  const typed = form.get('agent') ?? '';
  const login = findLogin(typed);
  if (login === undefined || login.password !== form.get('password')) {
    return answerSignInPage(url, { typed, problem: 'That agent or password is not right.' });
  }
  if (login.isDisabled) {
    return answerSignInPage(url, { typed, problem: `${login.name}'s account is switched off.` });
  }
  return back({ code: codes.issue({ agentId: login.agentId, scopes }, { redirectUri, challenge }) });
}

function sendBack(
  redirectUri: string,
  answer: Readonly<Record<string, string>>,
  state: string | null,
): Response {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set('state', state);
  return new Response(null, { status: 302, headers: { location: url.href, 'cache-control': 'no-store' } });
}
