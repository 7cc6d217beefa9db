import { type Clock, systemClock } from '../base/clock.ts';
import { type Log, silentLog } from '../base/log.ts';
import { createApi } from './api.ts';
import { type HaloConnection, isPerson } from './connection.ts';
import { beginWork, createExchange, type Work } from './exchange.ts';
import { readInstance, readMe } from './instance.ts';
import { createLimiter, defaultRateLimit } from './limiter.ts';
import { createLookup, readWholeList } from './lookup.ts';
import type { Network } from './network.ts';
import { createSend } from './request.ts';
import { type OnProgress, openResource } from './resource.ts';
import { actions } from './resources/actions.ts';
import { agents } from './resources/agents.ts';
import { assets, assetTypes } from './resources/assets.ts';
import { clients } from './resources/clients.ts';
import { contracts } from './resources/contracts.ts';
import { currencies } from './resources/currencies.ts';
import { invoices } from './resources/invoices.ts';
import { projects } from './resources/projects.ts';
import { recurringInvoices } from './resources/recurring-invoices.ts';
import { reports } from './resources/reports.ts';
import { sites } from './resources/sites.ts';
import {
  codeList,
  type LookupNumber,
  type LookupRow,
  priorities,
  statuses,
  teams,
  ticketTypes,
} from './resources/ticket-lookups.ts';
import { tickets } from './resources/tickets.ts';
import { type TimesheetEventQuery, timesheetEvents } from './resources/timesheet-events.ts';
import { users } from './resources/users.ts';

export interface HaloOptions {
  readonly connection: HaloConnection;
  readonly network?: Network;
  /** Requests in any five minutes; 0 lifts the limit. */
  readonly rateLimit?: number;
  /** How long one attempt at one request may take. */
  readonly attemptTimeoutMs?: number;
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly log?: Log;
}

/** How long one call may read, and how it is called off; aborted when the call is over too, the signal frees what it held. */
export interface CallLimits {
  readonly signal: AbortSignal;
  readonly timeMs: number;
}

const usualAttemptTimeoutMs = 20_000;

/** One Halo, signed in, for the life of the process: its token, rate limit and short lists are shared by all calls. */
export type HaloClient = ReturnType<typeof createHaloClient>;

/** Halo's records within the limits of one call. */
export type Halo = ReturnType<HaloClient['open']>;

/** Connects lazily: nothing is sent until a record is asked for. */
export function createHaloClient(options: HaloOptions) {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? silentLog;
  if (!isPerson(options.connection)) log.hide(options.connection.clientSecret);
  const exchange = createExchange({
    send: createSend(options.network ?? {}),
    limiter: createLimiter(options.rateLimit ?? defaultRateLimit, clock),
    clock,
    random: options.random ?? Math.random,
    log,
    attemptTimeoutMs: options.attemptTimeoutMs ?? usualAttemptTimeoutMs,
  });
  const api = createApi(options.connection, exchange, clock, log);
  const lookups = {
    agents: createLookup(agents, api, clock),
    statuses: createLookup(statuses, api, clock),
    teams: createLookup(teams, api, clock),
    priorities: createLookup(priorities, api, clock),
    ticketTypes: createLookup(ticketTypes, api, clock),
    assetTypes: createLookup(assetTypes, api, clock),
    currencies: createLookup(currencies, api, clock),
  };
  const codeLists = new Map<LookupNumber, ReturnType<typeof createLookup<LookupRow>>>();
  const readCodes = (lookupNumber: LookupNumber, work: Work) => {
    const known = codeLists.get(lookupNumber) ?? createLookup(codeList(lookupNumber), api, clock);
    codeLists.set(lookupNumber, known);
    return known(work);
  };

  return {
    /** Begins one call: its records can be read until `timeMs` from now, or until the signal calls it off. */
    open: (limits: CallLimits, onProgress: OnProgress = () => undefined) =>
      openCall(beginWork(limits.signal, limits.timeMs, clock), onProgress),
  };

  function openCall(limits: Work, onProgress: OnProgress) {
    let requests = 0;
    const work: Work = { ...limits, onRequest: () => void requests++ };
    return {
      /** Requests sent for this call so far, the sign-in and the short lists among them that it was the first to need. */
      requestCount: () => requests,
      tickets: openResource(tickets, api, work, onProgress),
      actions: openResource(actions, api, work, onProgress),
      timesheetEvents: (query: TimesheetEventQuery) => readWholeList(timesheetEvents, query, api, work),
      projects: openResource(projects, api, work, onProgress),
      clients: openResource(clients, api, work, onProgress),
      sites: openResource(sites, api, work, onProgress),
      users: openResource(users, api, work, onProgress),
      assets: openResource(assets, api, work, onProgress),
      reports: openResource(reports, api, work, onProgress),
      contracts: openResource(contracts, api, work, onProgress),
      invoices: openResource(invoices, api, work, onProgress),
      recurringInvoices: openResource(recurringInvoices, api, work, onProgress),
      agents: () => lookups.agents(work),
      statuses: () => lookups.statuses(work),
      teams: () => lookups.teams(work),
      priorities: () => lookups.priorities(work),
      ticketTypes: () => lookups.ticketTypes(work),
      assetTypes: () => lookups.assetTypes(work),
      currencies: () => lookups.currencies(work),
      codes: (lookupNumber: LookupNumber) => readCodes(lookupNumber, work),
      servers: () => api.servers(work),
      me: () => readMe(api, work),
      instance: () => readInstance(api, work),
      tokenExpiresAt: api.tokenExpiresAt,
    };
  }
}
