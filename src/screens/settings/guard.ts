/** Why a request is not answered. */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
}

/** The header in which the page shows what only it knows; its mere name makes browsers ask us before another site's page may send it. */
export const proofHeader = 'x-halo-mcp-proof';

/**
 * Looks at who sends a request, before anything else of it is read; undefined where it may go on. `host` is our own `127.0.0.1:PORT`.
 *
 * The Host header keeps out pages whose name was made to lead here; Sec-Fetch-Site and Origin every page that is not ours, other
 * ports of this computer included. What asks for data is a POST with an Origin, which no browser lets a page choose.
 */
export function findRefusal(request: Request, host: string): Refusal | undefined {
  const { headers, method } = request;
  if (headers.get('host') !== host) return { status: 421, reason: 'This is not the address of this page' };
  if (method !== 'GET' && method !== 'POST') return { status: 405, reason: 'Only GET and POST are known' };
  const site = headers.get('sec-fetch-site');
  const isOwn = site === 'same-origin' || (site === 'none' && method === 'GET');
  if (site !== null && !isOwn) return foreign;
  const origin = headers.get('origin');
  if (origin !== null && origin !== `http://${host}`) return foreign;
  if (method === 'GET') return isFramed(headers) ? foreign : undefined;
  if (origin === null) return foreign;
  // A form can't send it, so that no form ever reaches a route.
  if (headers.get('content-type') !== 'application/json') {
    return { status: 415, reason: 'Only JSON is read' };
  }
  return undefined;
}

/** The value of a cookie; undefined where the request brings none of that name. */
export function findCookie(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get('cookie') ?? '').split(/;\s*/).map((pair) => pair.split('='));
  return pairs.find(([key]) => key === name)?.[1];
}

/** What goes with every answer: nothing may be loaded from elsewhere, run inline, framed, kept or told to others. */
export const safetyHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'cache-control': 'no-store',
  // With "no-referrer" a browser may call our own page's origin "null", as that of a sandbox.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

const foreign: Refusal = { status: 403, reason: 'This page answers only itself' };

function isFramed(headers: Headers): boolean {
  return /^(?:iframe|frame|object|embed)$/.test(headers.get('sec-fetch-dest') ?? '');
}
