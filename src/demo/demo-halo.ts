import { systemClock } from '../base/clock.ts';
import type { CalendarDate } from '../base/dates.ts';
import { UserError } from '../base/errors.ts';
import { createAnswerRecord, findRoute } from './answer-record.ts';
import { answerWrite } from './answer-write.ts';
import { createAuthorizationCodes } from './authorization-codes.ts';
import { answerAuthorize } from './authorize.ts';
import { createDemoData } from './data/demo-data.ts';
import { type DemoLogin, logins } from './data/logins.ts';
import { answerInstead, spoilText } from './fault-answers.ts';
import { countFault, type Fault, type FaultCounter, parseFault } from './faults.ts';
import { createRateLimit } from './rate-limit.ts';
import { createRecorder, type RecordedRequest } from './recorder.ts';
import { createRefreshTokens } from './refresh-tokens.ts';
import { createSessions } from './sessions.ts';
import { answerToken, createCredentials, type TokenTerms, usualTerms } from './sign-in.ts';

export interface DemoOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** 1 where not given. */
  readonly seed?: number;
  /** "Today" of the data. */
  readonly date: CalendarDate;
  /** 1, the default, is 122 active clients and 3,000 tickets. */
  readonly scale?: number;
  readonly fault?: Fault;
  /** How long every record request takes at least. */
  readonly latencyMs?: number;
  /** Record requests in any five minutes; more are answered 429. Without it there is no limit. */
  readonly rateLimit?: number;
  /** How long a refresh token that was used still works; 30, the default, is what Halo's server software does. */
  readonly refreshLeewaySeconds?: number;
  /** The clock for token life and rate limit. */
  readonly now?: () => number;
}

/** A running demo Halo, on the loopback address only. */
export interface DemoHalo {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The application that people sign in with in a browser; its redirect URL is `http://127.0.0.1:(any port)/callback`. */
  readonly nativeClientId: string;
  /** Who can sign in, each with a password; they may not all see the same. */
  readonly logins: readonly DemoLogin[];
  /** What was asked, in order; the newest 10,000. */
  readonly requests: readonly RecordedRequest[];
  /** From the next request on; counts anew. */
  readonly setFault: (fault: Fault | undefined) => void;
  /** Closes open connections too, stalled ones among them. */
  readonly stop: () => Promise<void>;
}

/** Starts a pretend Halo. Data is made when asked for, so that this takes a few milliseconds at any scale. */
export function startDemoHalo(options: DemoOptions): DemoHalo {
  const now = options.now ?? systemClock.now;
  const data = createDemoData(options);
  const credentials = createCredentials(data.world.seed);
  const sessions = createSessions(now);
  const codes = createAuthorizationCodes(now);
  const refreshTokens = createRefreshTokens(options.refreshLeewaySeconds ?? 30, now);
  const recorder = createRecorder();
  const isOverLimit = createRateLimit(options.rateLimit, now);
  let counter = countFault(options.fault);
  let answerRecord: ReturnType<typeof createAnswerRecord> | undefined;
  let lastSerial = 0;

  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: options.port ?? 0,
    idleTimeout: 0,
    development: false,
    fetch: async (request): Promise<Response> => {
      const url = new URL(request.url);
      const path = url.pathname.replace(/^\/api(?=\/|$)/i, '');
      recorder.add(request, url);
      const isApi = path !== url.pathname;
      const authPath = isApi ? undefined : url.pathname.toLowerCase();
      if (authPath === '/auth/authorize')
        return answerAuthorize(request, url, { nativeClientId: credentials.nativeClientId, codes });
      if (authPath !== undefined && authPath !== '/auth/token') return answerOther(url.pathname);

      const fault = takeFault(request, url, path, counter);
      if (typeof fault === 'string') return new Response(fault, { status: 400 });
      if (fault?.kind === 'latency') await Bun.sleep(Number(fault.argument ?? 1000));
      if (fault?.kind === 'silent') return new Promise(() => undefined);
      const instead = fault && answerInstead(fault, path);
      if (instead !== undefined) return instead;
      if (!isApi) return answerTokenRequest(request, fault);
      if (path.toLowerCase() === '/authinfo')
        return Response.json({ auth_url: `${origin()}/auth`, tenant_id: 'demo' });

      if (options.latencyMs !== undefined) await Bun.sleep(options.latencyMs);
      if (isOverLimit())
        return answerInstead({ kind: 'rate-limit' }, path) ?? new Response(null, { status: 429 });
      return answerApi(request, url, path, fault);
    },
  });

  const origin = (): string => `http://127.0.0.1:${server.port}`;

  async function answerTokenRequest(request: Request, fault: Fault | undefined): Promise<Response> {
    if (request.method !== 'POST') return new Response(null, { status: 405 });
    const form = new URLSearchParams(await request.text());
    const stores = { credentials, sessions, codes, refreshTokens };
    const response = answerToken(form, stores, toTerms(fault));
    if (!response.ok) return response;
    lastSerial++;
    return fault === undefined ? response : spoilText(fault, await response.text());
  }

  async function answerApi(
    request: Request,
    url: URL,
    path: string,
    fault: Fault | undefined,
  ): Promise<Response> {
    const authorization = request.headers.get('authorization');
    if (fault?.kind === 'revoked' && isOldToken(authorization, request)) sessions.revoke(authorization);
    const session = sessions.check(authorization);
    if (session === undefined || !session.hasScopes || fault?.kind === 'no-scopes')
      return answerUnauthorised();

    const found = findRoute(path);
    if (found === undefined) return new Response(null, { status: 404 });
    const { route, id } = found;
    if (!session.mayRead(route.path, route.topic)) return new Response(null, { status: 403 });
    if (fault?.kind === 'forbidden' && isForbidden(fault, route.topic, route.path))
      return new Response(null, { status: 403 });
    if (request.method !== 'GET') return answerWrite(request);
    answerRecord ??= createAnswerRecord(data, origin());
    return answerRecord(route, id, url.searchParams, session.agentId, fault);
  }

  let revokedUpTo = options.fault?.kind === 'revoked' ? 0 : -1;
  /** Tokens from before the fault was set are worthless; with a header, the one that comes with it. */
  function isOldToken(authorization: string | null, request: Request): boolean {
    if (request.headers.has(faultHeader)) return true;
    const session = sessions.check(authorization);
    return session !== undefined && session.serial <= revokedUpTo;
  }

  return {
    url: origin(),
    ...credentials,
    logins,
    requests: recorder.requests,
    setFault: (fault) => {
      counter = countFault(fault);
      revokedUpTo = lastSerial;
    },
    stop: () => server.stop(true),
  };
}

/** The request header that makes this one request go wrong, in the grammar of `parseFault`; `demo_fault` in the query does too. */
export const faultHeader = 'x-demo-fault';

/** The fault for this request, or what is wrong with the one it names. */
function takeFault(
  request: Request,
  url: URL,
  path: string,
  counter: FaultCounter,
): Fault | string | undefined {
  const text = request.headers.get(faultHeader) ?? url.searchParams.get('demo_fault');
  if (text === null) return counter.take(path);
  try {
    return countFault(parseFault(text)).take(path);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

/** What a fault about tokens does to them. */
function toTerms(fault: Fault | undefined): TokenTerms {
  const seconds = Number(fault?.argument ?? 2);
  switch (fault?.kind) {
    case 'short-token':
      return { ...usualTerms, lifeSeconds: seconds };
    case 'short-sign-in':
      return { ...usualTerms, refreshLifeSeconds: seconds };
    case 'no-scopes':
      return { ...usualTerms, withScopes: false };
    case 'few-scopes':
      return { ...usualTerms, ticked: fault.argument?.split('+') };
    case 'signed-out':
      return { ...usualTerms, endsSignIns: true };
    default:
      return usualTerms;
  }
}

function isForbidden(fault: Fault, topic: string | undefined, path: string): boolean {
  const wanted = fault.argument?.toLowerCase();
  return wanted === topic || wanted === path.slice(1).toLowerCase();
}

function answerUnauthorised(): Response {
  return new Response(null, { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } });
}

/** Halo's web app answers every other path with a page. */
function answerOther(path: string): Response {
  if (path !== '/') return new Response(null, { status: 404 });
  return new Response(
    '<!DOCTYPE html><html><head><title>Demo Halo</title></head><body>Demo Halo</body></html>',
    {
      headers: { 'content-type': 'text/html; charset=utf-8' },
    },
  );
}
