import { escapeHtml, type PlainPage, toHtml, toHtmlHeaders } from '../base/plain-page.ts';

/** What the browser shows at the end: that it worked, or what went wrong. */
export function answerRedirectPage(heading: string, paragraphs: readonly string[], status: number): Response {
  const page: PlainPage = {
    title: `${heading} – halo-mcp`,
    body: [
      `<h1 class="${status === 200 ? 'good' : 'bad'}">${escapeHtml(heading)}</h1>`,
      ...paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`),
    ].join('\n'),
  };
  // Without it an idle connection would keep the listener from ending.
  return new Response(toHtml(page), { status, headers: { ...toHtmlHeaders(page), connection: 'close' } });
}
