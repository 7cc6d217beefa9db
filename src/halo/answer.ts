import { HaloError, permissionsPlace } from './errors.ts';
import type { Incoming } from './request.ts';
import { readRetryAfterMs } from './retry.ts';

/** What was asked for, in the words an error needs. */
export interface Asked {
  /** What the person calls it, in the plural: "invoices". */
  readonly noun: string;
  /** The permission to tick for it, as Halo names it: "read:invoices"; undefined where the agent's own rights decide. */
  readonly permission: string | undefined;
  /** Which one, where a single record was asked for: "invoice 5012". */
  readonly one?: string;
}

/**
 * Reads Halo's answer as JSON. Throws a HaloError for every other kind of answer; a missing record shows as
 * 404, 204, an empty body, `null`, `{}` or an `id` of 0, all of which Halo uses.
 */
export function readAnswer(incoming: Incoming, asked: Asked, host: string, nowMs: number): unknown {
  const { status } = incoming;
  if (status === 401) throw unauthorised();
  if (status === 403) throw forbidden(asked);
  if (status === 404 || status === 204) throw notFound(asked);
  if (status === 429) throw rateLimited(incoming, nowMs);
  if (status === 502 || status === 503 || status === 504) throw unavailable(incoming, host, nowMs);
  if (status >= 500) {
    throw new HaloError(
      'server_error',
      `Halo ran into an error of its own while reading ${asked.one ?? asked.noun} (status ${status}). Try again; if it stays, ask for something narrower, then tell your Halo admin`,
      { status },
    );
  }
  if (status >= 400) {
    if (/invalid_token|expired_token/.test(incoming.text)) throw unauthorised();
    throw new HaloError(
      'refused_request',
      `Halo did not accept the question about ${asked.one ?? asked.noun} (status ${status}). Its version may not know one of the filters: ask again with fewer`,
      { status },
    );
  }
  if (isWebPage(incoming)) {
    throw new HaloError(
      'web_page',
      `${host} answered with a web page instead of data. Most often a sign-in page (SSO) or a company proxy stands in front of Halo, or the address leads somewhere else. Check the address with your Halo admin`,
      { status },
    );
  }
  return readJson(incoming, asked, host);
}

/** True where the answer is a page for people. */
export function isWebPage(incoming: Incoming): boolean {
  return (
    /text\/html|application\/xhtml/i.test(incoming.headers.get('content-type') ?? '') ||
    /^\s*</.test(incoming.text)
  );
}

/** The error for a token that Halo does not accept; `status` is 401. */
function unauthorised(): HaloError {
  return new HaloError(
    'session_refused',
    'Halo no longer accepts this login. Check that the application and the agent it logs in as are still active in Halo; then run "halo-mcp setup" to check the login or give a new one',
    { status: 401 },
  );
}

/** The error for Halo being away for a moment: overloaded, or being upgraded. */
export function unavailable(incoming: Incoming, host: string, nowMs: number): HaloError {
  return new HaloError(
    'unavailable',
    `Halo at ${host} is not available at the moment (status ${incoming.status}); it may be restarting or being upgraded. Try again in a few minutes`,
    { status: incoming.status, ...retryAfter(incoming, nowMs) },
  );
}

/** The error for too many requests. */
export function rateLimited(incoming: Incoming, nowMs: number): HaloError {
  return new HaloError(
    'rate_limited',
    "Halo's limit on requests is reached (by default 300 in five minutes, shared with every other program on this login). Wait a few minutes, then try again; a question may ask for less at once (one client, a shorter period)",
    { status: 429, ...retryAfter(incoming, nowMs) },
  );
}

function retryAfter(incoming: Incoming, nowMs: number): { readonly retryAfterMs?: number } {
  const retryAfterMs = readRetryAfterMs(incoming.headers.get('retry-after'), nowMs);
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

function forbidden(asked: Asked): HaloError {
  const tick =
    asked.permission === undefined
      ? 'check which rights the agent it logs in as has in Halo'
      : `tick "${asked.permission}" at ${permissionsPlace}, and check that the agent it logs in as may see ${asked.noun} in Halo`;
  return new HaloError(
    'forbidden',
    `This API login may not read ${asked.noun}. Ask your Halo admin to ${tick}`,
    { status: 403 },
  );
}

function notFound(asked: Asked): HaloError {
  return new HaloError(
    'not_found',
    asked.one === undefined
      ? `This Halo does not offer ${asked.noun}. Its edition or version may not include them`
      : `Halo has no ${asked.one}, or this login may not see it. Check the number, or find it with the matching list tool`,
  );
}

function readJson(incoming: Incoming, asked: Asked, host: string): unknown {
  if (incoming.text.trim() === '') throw notFound(asked);
  let value: unknown;
  try {
    value = JSON.parse(incoming.text);
  } catch (cause) {
    throw new HaloError(
      'malformed',
      `The answer of ${host} about ${asked.one ?? asked.noun} is not complete JSON, so it was cut on the way or changed by something in between. Try again; if it stays, check any proxy`,
      { status: incoming.status, cause },
    );
  }
  if (isReportFailure(value)) {
    throw new HaloError(
      'report_failed',
      `Halo could not run that report: its query fails. Open it in Halo and correct it there`,
    );
  }
  if (asked.one !== undefined && isNobody(value)) throw notFound(asked);
  return value;
}

function isNobody(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  return Object.keys(value).length === 0 || ('id' in value && value.id === 0);
}

function isReportFailure(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('report' in value)) return false;
  const { report } = value;
  return typeof report === 'object' && report !== null && 'loaded' in report && report.loaded === false;
}
