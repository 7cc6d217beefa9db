import {
  type AgentSeed,
  nameOfTeam,
  teams,
  toAgentRow,
  toTeamRow,
  unassignedAgentId,
} from '../data/agents.ts';
import { currencies, listLookup } from '../data/lookups.ts';
import {
  closedStatusIds,
  priorities,
  slas,
  statuses,
  ticketTypes,
  toPriorityRow,
  toSlaRow,
  toStatusRow,
  toTicketTypeRow,
} from '../data/ticket-settings.ts';
import { timestamp, workingMoment } from '../data/world.ts';
import { answerArray, contains, type ListAnswer } from '../listing.ts';
import { readPage } from '../paging.ts';
import { findById, type Route, type RouteRequest } from '../route.ts';
import type { Row } from '../serialise.ts';

/** Small lists, which Halo sends whole as bare arrays, and what the instance says about itself. Any login may read them. */
export const settingRoutes: readonly Route[] = [
  { path: '/Agent', topic: undefined, list: listAgents, one: readAgent },
  {
    path: '/Team',
    topic: undefined,
    list: () => answerArray(teams.map(toTeamRow)),
    one: (_, id) => toOne(teams, id, toTeamRow),
  },
  {
    path: '/Status',
    topic: undefined,
    list: listStatuses,
    one: (_, id) => toOne(statuses, id, (status) => toStatusRow(status, 0)),
  },
  { path: '/Priority', topic: undefined, list: listPriorities },
  {
    path: '/SLA',
    topic: undefined,
    list: listSlas,
    one: (_, id) => toOne(slas, id, (sla) => toSlaRow(sla, true)),
  },
  {
    path: '/TicketType',
    topic: undefined,
    list: listTicketTypes,
    one: (_, id) => toOne(ticketTypes, id, (type) => toTicketTypeRow(type, 0)),
  },
  {
    path: '/Lookup',
    topic: undefined,
    list: ({ query }) => answerArray(listLookup(query.int('lookupid') ?? 0)),
  },
  { path: '/Currency', topic: undefined, list: listCurrencies },
  { path: '/Outcome', topic: undefined, list: () => answerArray(outcomes) },
  { path: '/InstanceInfo', topic: undefined, list: readInstance },
];

function toOne<T extends { readonly id: number }>(
  seeds: readonly T[],
  id: string,
  toRow: (seed: T) => Row,
): Row | undefined {
  const seed = findById(seeds, id);
  return seed && toRow(seed);
}

/** A bare array, "Unassigned" and API-only agents among them; with `pageinate` an envelope under `results`. */
function listAgents({ data, query }: RouteRequest): ListAnswer {
  const disabledToo = query.flag('includedisabled') === true;
  const enabledToo = query.flag('includeenabled') !== false;
  const unassignedToo = query.flag('includeunassigned') !== false;
  const apiToo = query.flag('includeapiagents') !== false;
  const teamId = query.int('team_id');
  const team = query.text('team')?.toLowerCase();
  const found = data.agents.filter(
    (agent) =>
      (agent.isdisabled ? disabledToo : enabledToo) &&
      (unassignedToo || agent.id !== unassignedAgentId) &&
      (apiToo || !agent.isapiagent) &&
      (teamId === undefined || agent.teamIds.includes(teamId)) &&
      (team === undefined || agent.teamIds.some((id) => nameOfTeam(id).toLowerCase() === team)) &&
      contains(query.text('search'), agent.name, agent.email),
  );
  const toRow = (agent: AgentSeed) => toAgentRow(data.world, agent);
  if (query.flag('pageinate') !== true) return answerArray(found.map(toRow));
  const window = readPage(query, found.length);
  return { key: 'results', window, rows: found.slice(window.from, window.to).map(toRow) };
}

/** `me` is who is signed in: a person, or the agent that the API login runs as. */
function readAgent({ data, agentId }: RouteRequest, id: string): Row | undefined {
  const agent = findById(data.agents, id.toLowerCase() === 'me' ? String(agentId) : id);
  return agent && toAgentRow(data.world, agent);
}

function listStatuses({ query }: RouteRequest): ListAnswer {
  const excludeClosed = query.flag('excludeclosed') === true;
  const rows = statuses
    .map(toStatusRow)
    .filter((row) => !(excludeClosed && closedStatusIds.has(Number(row['id']))));
  return answerArray(rows);
}

function listPriorities({ query }: RouteRequest): ListAnswer {
  const slaId = query.int('slaid');
  return answerArray(
    priorities.filter((each) => slaId === undefined || each.slaid === slaId).map(toPriorityRow),
  );
}

function listSlas({ query }: RouteRequest): ListAnswer {
  return answerArray(slas.map((sla) => toSlaRow(sla, query.flag('showpriorities') === true)));
}

function listTicketTypes({ query }: RouteRequest): ListAnswer {
  const inactiveToo = query.flag('showinactive') === true;
  const use = { reqs: 'tickets', prjs: 'projects', opps: 'opps' }[query.text('domain')?.toLowerCase() ?? ''];
  const found = ticketTypes.filter(
    (type) => (inactiveToo || type.visible) && (use === undefined || type.use === use),
  );
  return answerArray(found.map(toTicketTypeRow));
}

function listCurrencies({ data }: RouteRequest): ListAnswer {
  const updated = timestamp(workingMoment(data.world, 1, 0));
  return answerArray(
    currencies.map(({ rate, ...currency }) => ({
      ...currency,
      conversion_rate: rate,
      last_updated: updated,
    })),
  );
}

const outcomes: readonly Row[] = [
  { id: 7, outcome: 'Private Note', buttonname: 'Private Note', hidden: true },
  { id: 8, outcome: 'Resolved', buttonname: 'Resolve', hidden: false },
  { id: 16, outcome: 'Email User', buttonname: 'Email User', hidden: false },
  { id: 31, outcome: 'Remote Session', buttonname: 'Remote Session', hidden: false },
];

function readInstance({ data, url }: RouteRequest): Row {
  return {
    dbid: 'demo',
    app_name: 'HaloPSA',
    app_version: '2.196.1',
    database_version: '2.196.1',
    agent_count: data.agents.length,
    licensed_agent_count: 24,
    online_agent_count: 9,
    last_login: timestamp(workingMoment(data.world, 0, 0.05)),
    agent_url: url,
    portal_url: `${url}/portal`,
    auth_url: `${url}/auth`,
    mobileapp_enabled: true,
    teamsbot_enabled: false,
    using_event_service: true,
    using_scheduling_service: true,
    using_outgoing_service: true,
    using_incoming_service: true,
  };
}
