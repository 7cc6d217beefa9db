import type { DemoData } from '../data/demo-data.ts';
import { type TicketExtras, toTicketDetail, toTicketRow } from '../data/ticket-rows.ts';
import { isOpenOrRecent, type TicketSeed } from '../data/tickets.ts';
import { answerList, contains, type ListAnswer } from '../listing.ts';
import type { Query } from '../query.ts';
import { findById, type Route, type RouteRequest } from '../route.ts';

/** One table in Halo: tickets, projects and opportunities, all sent under `tickets`. */
export const ticketRoutes: readonly Route[] = [
  {
    path: '/Tickets',
    topic: 'tickets',
    list: (request) => listTickets(request, domainOf(request.query)),
    one: readTicket,
  },
  {
    path: '/Projects',
    topic: 'projects',
    list: (request) => listTickets(request, new Set(['projects'])),
    one: readTicket,
  },
  {
    path: '/Opportunities',
    topic: 'sales',
    list: (request) => listTickets(request, new Set(['opps'])),
    one: readTicket,
  },
];

function readTicket({ data }: RouteRequest, id: string) {
  const ticket = findById(data.faults(), id);
  return ticket && toTicketDetail(data, ticket);
}

type Domains = ReadonlySet<TicketSeed['domain']>;

function domainOf(query: Query): Domains {
  const kinds = query.ids('includeprojects');
  if (kinds !== undefined) {
    const domains = new Set<TicketSeed['domain']>();
    if (kinds.has(0)) domains.add('tickets');
    if (kinds.has(1)) domains.add('opps');
    if (kinds.has(2)) domains.add('projects');
    return domains;
  }
  switch (query.text('domain')?.toLowerCase()) {
    case 'prjs':
      return new Set(['projects']);
    case 'opps':
      return new Set(['opps']);
    default:
      return new Set(['tickets']);
  }
}

function listTickets({ data, query, lists }: RouteRequest, domains: Domains): ListAnswer {
  const extras = readExtras(query);
  return answerList(
    {
      key: 'tickets',
      seeds: seedsOf(data, domains),
      matches: toFilter(data, query),
      toRow: (ticket) => toTicketRow(data, ticket, extras),
      order: [{ field: 'id', descending: true }],
    },
    query,
    lists,
  );
}

function seedsOf(data: DemoData, domains: Domains): readonly TicketSeed[] {
  if (domains.size === 1 && domains.has('tickets')) return data.tickets();
  if (domains.size === 1 && domains.has('opps')) return data.opportunities();
  return domainSeeds(data, domains);
}

// The same array for the same question, so that a kept list can be told by it.
const keptSeeds = new WeakMap<DemoData, Map<string, readonly TicketSeed[]>>();

function domainSeeds(data: DemoData, domains: Domains): readonly TicketSeed[] {
  const kept = keptSeeds.get(data) ?? new Map<string, readonly TicketSeed[]>();
  keptSeeds.set(data, kept);
  const key = [...domains].sort().join();
  const seeds = kept.get(key) ?? data.faults().filter((ticket) => domains.has(ticket.domain));
  kept.set(key, seeds);
  return seeds;
}

function toFilter(data: DemoData, query: Query): (ticket: TicketSeed) => boolean {
  const only = (name: string, csvName: string) => {
    const one = query.int(name);
    const several = query.ids(csvName);
    return (value: number) =>
      (one === undefined || value === one) && (several === undefined || several.has(value));
  };
  const ofClient = only('client_id', 'client_ids');
  const ofSite = only('site_id', '');
  const ofUser = only('user_id', '');
  const ofAgent = only('agent_id', 'agent');
  const ofTeam = toTeamFilter(query);
  const inStatus = only('status_id', 'status');
  const ofPriority = only('', 'priority');
  const ofSla = only('', 'sla');
  const ofType = only('requesttype_id', 'requesttype');
  const ofContract = only('contract_id', '');
  const ofParent = only('parent_id', '');
  const inIds = only('', 'ticketids');
  const ofAsset = toAssetFilter(data, query);
  const topLevel = query.int('toplevel_id');
  const byDate = toDateFilter(query);
  const byState = toStateFilter(data, query, byDate !== undefined);
  const search = query.text('search');
  const searchActions = query.flag('searchactions') === true;
  const summary = query.text('search_summary');
  const searchId = query.text('search_id');
  return (ticket) =>
    ofClient(ticket.client_id) &&
    byState(ticket) &&
    ofAgent(ticket.agent_id) &&
    ofTeam(ticket) &&
    inStatus(ticket.status_id) &&
    ofPriority(ticket.priority_id) &&
    ofSla(ticket.sla_id) &&
    ofType(ticket.tickettype_id) &&
    ofSite(ticket.site_id) &&
    ofUser(ticket.user_id) &&
    ofContract(ticket.contract_id) &&
    ofParent(ticket.parent_id) &&
    inIds(ticket.id) &&
    ofAsset(ticket) &&
    (topLevel === undefined || ticket.client.toplevel_id === topLevel) &&
    (byDate === undefined || byDate(ticket)) &&
    contains(summary, ticket.summary) &&
    contains(searchId, String(ticket.id)) &&
    (contains(search, ticket.summary, ticket.details, String(ticket.id)) ||
      (searchActions && data.actionsOf(ticket).some((action) => contains(search, action.text))));
}

// The document says ids; other clients send names, which work too.
function toTeamFilter(query: Query): (ticket: TicketSeed) => boolean {
  const ids = query.ids('team');
  const text = query.text('team')?.toLowerCase();
  if (text === undefined) return () => true;
  return (ticket) => (ids === undefined ? ticket.team.toLowerCase() === text : ids.has(ticket.team_id));
}

/** An asset's tickets are those of its user. */
function toAssetFilter(data: DemoData, query: Query): (ticket: TicketSeed) => boolean {
  const assetId = query.int('asset_id');
  if (assetId === undefined) return () => true;
  const userId = data.assets().find((asset) => asset.id === assetId)?.user?.id;
  return (ticket) => ticket.user_id === userId;
}

function toStateFilter(data: DemoData, query: Query, hasDates: boolean): (ticket: TicketSeed) => boolean {
  const openOnly = query.flag('open_only') === true;
  const closedOnly = query.flag('closed_only') === true;
  if (openOnly && closedOnly) return () => false;
  if (openOnly) return (ticket) => ticket.isOpen;
  if (closedOnly) return (ticket) => !ticket.isOpen;
  // A question for one record's tickets, for a status or for a period finds old ones too.
  const isNarrow =
    hasDates ||
    ['status', 'status_id', 'ticketids', 'parent_id', 'search', 'search_id'].some(
      (name) => query.text(name) !== undefined,
    );
  if (isNarrow) return () => true;
  return (ticket) => ticket.domain !== 'tickets' || isOpenOrRecent(data.world, ticket);
}

const dateFields: Readonly<Record<string, (ticket: TicketSeed) => string | undefined>> = {
  dateoccured: (ticket) => ticket.dateoccurred,
  dateoccurred: (ticket) => ticket.dateoccurred,
  datecleared: (ticket) => ticket.dateclosed,
  dateclosed: (ticket) => ticket.dateclosed,
  lastactiondate: (ticket) => ticket.lastactiondate,
};

function toDateFilter(query: Query): ((ticket: TicketSeed) => boolean) | undefined {
  const read = dateFields[query.text('datesearch')?.toLowerCase() ?? ''];
  const from = query.text('startdate');
  const to = query.text('enddate');
  if (read === undefined || (from === undefined && to === undefined)) return undefined;
  return (ticket) => isWithin(read(ticket), from, to);
}

/** True between two ISO days or times, both included; a plain last day counts whole. */
export function isWithin(
  value: string | undefined,
  from: string | undefined,
  to: string | undefined,
): boolean {
  if (value === undefined) return false;
  const last = to !== undefined && to.length === 10 ? `${to}T23:59:59.999` : to?.replace(/Z$/, '');
  return (from === undefined || value >= from.replace(/Z$/, '')) && (last === undefined || value <= last);
}

function readExtras(query: Query): TicketExtras {
  const asks = (name: string) => query.flag(name) === true;
  return {
    status: asks('includestatus'),
    agent: asks('includeagent'),
    ticketType: asks('includetickettype'),
    timeTaken: asks('includetimetaken'),
    contract: asks('includecontract'),
    slaActionDate: asks('includeslaactiondate'),
    slaTimer: asks('includeslatimer'),
    parentSubject: asks('includeparentsubject'),
    childIds: asks('includechildids'),
    lastNote: asks('includelastnote'),
  };
}
