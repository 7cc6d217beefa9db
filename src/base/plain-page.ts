import { createHash } from 'node:crypto';

/** A small web page without scripts, as a browser gets it. */
export interface PlainPage {
  readonly title: string;
  /** HTML; whatever came from outside has gone through `escapeHtml`. */
  readonly body: string;
  /** Where its forms lead besides this server, as an origin: browsers count the redirect after a form too. */
  readonly formOrigin?: string;
}

/** The page's HTML. It looks after light and dark screens and narrow windows. */
export function toHtml(page: PlainPage): string {
  return `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.title)}</title>
<style>${style}</style>
</head>
<body><main>
${page.body}
</main></body>
</html>
`;
}

/** What must go with the HTML: nothing may be loaded, run, framed, kept or told to the next site. */
export function toHtmlHeaders(page: PlainPage): Record<string, string> {
  const forms = ["'self'", ...(page.formOrigin === undefined ? [] : [page.formOrigin])].join(' ');
  const policy = `default-src 'none'; style-src '${styleHash}'; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`;
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

/** Text as it may stand in HTML, in attributes too. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const style = `
:root { color-scheme: light dark; --ink: #1d2430; --soft: #566072; --line: #d4d9e1; --page: #f3f5f8; --card: #fff; --accent: #1f5fbf; --on-accent: #fff; --good: #1c7a45; --bad: #b3261e; --note: #fff6d9; --note-line: #e6cf86 }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebf0; --soft: #a4adbb; --line: #3c4553; --page: #12161c; --card: #1c222b; --accent: #7fb0ff; --on-accent: #0d1726; --good: #66cf95; --bad: #ff9b93; --note: #2f2a17; --note-line: #6b5d2b } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; padding: 1rem; display: grid; place-items: center; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, "Segoe UI", sans-serif }
main { width: 100%; max-width: 27rem; padding: 1.75rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; overflow-wrap: anywhere }
h1 { margin: 0 0 .5rem; font-size: 1.35rem; line-height: 1.3 }
h1.good::before { content: "✓ "; color: var(--good) }
h1.bad::before { content: "! "; color: var(--bad) }
p { margin: 0 0 1rem }
p:last-child { margin-bottom: 0 }
.soft { color: var(--soft); font-size: .9rem }
.note { padding: .5rem .75rem; background: var(--note); border: 1px solid var(--note-line); border-radius: .5rem; font-size: .9rem }
.error { color: var(--bad); font-weight: 600 }
label { display: block; margin-bottom: .25rem; font-weight: 600; font-size: .9rem }
input { display: block; width: 100%; margin-bottom: 1rem; padding: .6rem .75rem; font: inherit; color: inherit; background: var(--page); border: 1px solid var(--line); border-radius: .5rem }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin: .5rem 0 1.25rem }
button { flex: 1 1 auto; padding: .65rem 1rem; white-space: nowrap; font: inherit; font-weight: 600; color: var(--ink); background: transparent; border: 1px solid var(--line); border-radius: .5rem; cursor: pointer }
button.main { color: var(--on-accent); background: var(--accent); border-color: var(--accent) }
input:focus-visible, button:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
a { color: var(--accent) }
ul { margin: 0; padding-left: 1.2rem }
`;

const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`;
