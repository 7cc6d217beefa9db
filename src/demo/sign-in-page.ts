import { escapeHtml, type PlainPage, toHtml, toHtmlHeaders } from '../base/plain-page.ts';
import { type DemoLogin, findLogin, logins } from './data/logins.ts';

/** What was wrong with what somebody typed. */
export interface FailedTry {
  readonly typed: string;
  readonly problem: string;
}

/**
 * The page on which a person signs in and allows it. The form sends everything back to its own address, so that nothing is kept
 * here in between; `login_hint` in the address fills in one of the demo's agents.
 */
export function answerSignInPage(url: URL, failed?: FailedTry): Response {
  const hinted = findLogin(failed?.typed ?? url.searchParams.get('login_hint') ?? '') ?? logins[0];
  const typed = failed?.typed ?? hinted?.email ?? '';
  const page: PlainPage = {
    title: 'Sign in – Demo Halo',
    formOrigin: new URL(url.searchParams.get('redirect_uri') ?? url).origin,
    body: `<p class="note">This is a demo. It is not a real Halo, and everybody in it is made up.</p>
<h1>Sign in to Demo Halo</h1>
<p class="soft"><strong>halo-mcp</strong> on this computer asks to read this Halo as you. It can change nothing.</p>
${failed === undefined ? '' : `<p class="error" role="alert">${escapeHtml(failed.problem)}</p>`}
<form method="post" action="${escapeHtml(`${url.pathname}${url.search}`)}">
<label for="agent">Agent</label>
<input id="agent" name="agent" value="${escapeHtml(typed)}" autocomplete="username" spellcheck="false" required>
<label for="password">Password</label>
<input id="password" name="password" type="password" value="${escapeHtml(hinted?.password ?? '')}" autocomplete="off">
<div class="buttons">
<button class="main" name="decision" value="allow">Sign in and allow</button>
<button name="decision" value="deny" formnovalidate>Do not allow</button>
</div>
</form>
<p class="soft">Filled in already: ${escapeHtml(hinted?.name ?? '')}. Or choose somebody else:</p>
<ul class="soft">
${logins
  .filter((login) => login !== hinted)
  .map((login) => toChoice(login, url))
  .join('\n')}
</ul>`,
  };
  return answer(page, failed === undefined ? 200 : 400);
}

/** The page for a request that must not be sent back to where it came from. */
export function answerErrorPage(code: string, explanation: string): Response {
  return answer(
    {
      title: 'Sign-in not possible – Demo Halo',
      body: `<p class="note">This is a demo. It is not a real Halo.</p>
<h1 class="bad">Sign-in is not possible</h1>
<p>${escapeHtml(explanation)}</p>
<p class="soft">Error: ${escapeHtml(code)}</p>`,
    },
    400,
  );
}

function toChoice(login: DemoLogin, url: URL): string {
  const parameters = new URLSearchParams(url.searchParams);
  parameters.set('login_hint', login.email);
  const link = escapeHtml(`${url.pathname}?${parameters}`);
  return `<li><a href="${link}">${escapeHtml(login.name)}</a>, ${escapeHtml(login.note)}</li>`;
}

function answer(page: PlainPage, status: number): Response {
  return new Response(toHtml(page), { status, headers: toHtmlHeaders(page) });
}
