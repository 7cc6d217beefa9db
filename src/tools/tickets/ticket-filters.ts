import type { CalendarDate } from '../../base/dates.ts';
import { UserError } from '../../base/errors.ts';
import type { Halo } from '../../halo/client.ts';
import { unassignedAgentId } from '../../halo/resources/agents.ts';
import type { Ticket, TicketQuery } from '../../halo/resources/tickets.ts';
import { resolveWindow, type Window } from '../billing/window.ts';
import { isWithin } from '../list-answer.ts';
import {
  type Named,
  pickNamed,
  resolveAgent,
  resolveClient,
  resolveStatus,
  resolveTeam,
  toId,
} from '../resolve.ts';
import { isServiceUse } from './ticket-names.ts';
import { pickPriority, type WantedPriority } from './ticket-priority.ts';

/** The ticket filters as they were asked for. */
export interface AskedTicketFilters {
  readonly search?: string | undefined;
  readonly client?: number | string | undefined;
  readonly agent?: number | string | undefined;
  readonly team?: number | string | undefined;
  readonly status?: number | string | undefined;
  readonly type?: number | string | undefined;
  readonly priority?: number | string | undefined;
  readonly opened_from?: CalendarDate | undefined;
  readonly opened_to?: CalendarDate | undefined;
  readonly closed_from?: CalendarDate | undefined;
  readonly closed_to?: CalendarDate | undefined;
}

/** One filter, in all its forms. */
interface TicketFilter {
  /** As Halo takes it. */
  readonly query: TicketQuery;
  /** As it is checked here; the search is Halo's alone, since it looks in texts that lists don't carry. */
  readonly matches: (ticket: Ticket) => boolean;
  /** As the first line says it. */
  readonly note: string;
  /** True where Halo's own filter is not exact, or there is none. */
  readonly mustReadAll?: boolean;
}

/** All filters together. */
export interface TicketFilters {
  readonly query: TicketQuery;
  readonly matches: (ticket: Ticket) => boolean;
  readonly notes: readonly string[];
  readonly mustReadAll: boolean;
  readonly team: Named | undefined;
}

/** Finds what the names mean and joins the filters. Throws UserErrors that list the candidates. */
export async function resolveTicketFilters(
  asked: AskedTicketFilters,
  halo: Halo,
  today: CalendarDate,
): Promise<TicketFilters> {
  const [client, agent, team, status, type, priority] = await Promise.all([
    when(asked.client, async (wanted) => byClient(await resolveClient(halo, wanted))),
    when(asked.agent, async (wanted) => byAgent(await resolveAssignee(halo, wanted))),
    when(asked.team, (wanted) => resolveTeam(halo, wanted)),
    when(asked.status, async (wanted) => byStatus(await resolveStatus(halo, wanted))),
    when(asked.type, async (wanted) => byType(await resolveServiceType(halo, wanted))),
    when(asked.priority, async (wanted) => byPriority(pickPriority((await halo.priorities()).rows, wanted))),
  ]);
  const opened = toWindow(asked.opened_from, asked.opened_to, today);
  const closed = toWindow(asked.closed_from, asked.closed_to, today);
  const filters = [
    asked.search === undefined ? undefined : bySearch(asked.search),
    client,
    agent,
    team === undefined ? undefined : byTeam(team),
    status,
    type,
    priority,
    opened === undefined ? undefined : byOpened(opened),
    closed === undefined ? undefined : byClosed(closed, opened === undefined),
  ].filter((filter) => filter !== undefined);
  return {
    query: Object.assign({}, ...filters.map((filter) => filter.query)),
    matches: (ticket) => filters.every((filter) => filter.matches(ticket)),
    notes: filters.map((filter) => filter.note),
    mustReadAll: filters.some((filter) => filter.mustReadAll === true),
    team,
  };
}

function bySearch(search: string): TicketFilter {
  return { query: { search }, matches: () => true, note: `matching "${search}"` };
}

function byClient(client: { readonly id: number; readonly name: string | undefined }): TicketFilter {
  return {
    query: { client_id: client.id },
    matches: (ticket) => ticket.client_id === client.id,
    note: `client ${client.name ?? `#${client.id}`}`,
  };
}

function byAgent(agent: Named): TicketFilter {
  return {
    query: { agent: agent.id },
    matches: (ticket) => (ticket.agent_id || unassignedAgentId) === agent.id,
    note: agent.id === unassignedAgentId ? 'unassigned' : `agent ${agent.name}`,
  };
}

function byTeam(team: Named): TicketFilter {
  return {
    query: { team: team.id },
    matches: (ticket) => ticket.team_id === team.id || ticket.team?.trim() === team.name.trim(),
    note: `team ${team.name}`,
  };
}

function byStatus(status: Named): TicketFilter {
  return {
    query: { status: status.id },
    matches: (ticket) => ticket.status_id === status.id,
    note: `status ${status.name}`,
  };
}

function byType(type: Named): TicketFilter {
  return {
    query: { requesttype: type.id },
    matches: (ticket) => ticket.tickettype_id === type.id,
    note: `type ${type.name}`,
  };
}

function byPriority(priority: WantedPriority): TicketFilter {
  return {
    query: { priority: priority.ids.join(',') },
    matches: priority.fits,
    note: `priority ${priority.name}`,
    mustReadAll: priority.isMixed,
  };
}

function byOpened({ from, to }: Window): TicketFilter {
  return {
    query: { datesearch: 'dateoccured', startdate: `${from}T00:00:00`, enddate: `${to}T23:59:59` },
    matches: (ticket) => isWithin(ticket.dateoccurred, from, to),
    note: `opened ${from} to ${to}`,
  };
}

// Halo searches by one date at a time; where the opening date takes that place, the closing date is checked here alone.
function byClosed({ from, to }: Window, isAlone: boolean): TicketFilter {
  const dates = {
    datesearch: 'datecleared' as const,
    startdate: `${from}T00:00:00`,
    enddate: `${to}T23:59:59`,
  };
  return {
    query: isAlone ? dates : {},
    matches: (ticket) => isWithin(ticket.dateclosed, from, to),
    note: `closed ${from} to ${to}`,
    mustReadAll: !isAlone,
  };
}

function toWindow(
  from: CalendarDate | undefined,
  to: CalendarDate | undefined,
  today: CalendarDate,
): Window | undefined {
  return from === undefined && to === undefined ? undefined : resolveWindow({ from, to }, today);
}

async function resolveAssignee(halo: Halo, wanted: number | string): Promise<Named> {
  const isNobody = typeof wanted === 'string' && wanted.trim().toLowerCase() === 'unassigned';
  return isNobody ? { id: unassignedAgentId, name: 'Unassigned' } : resolveAgent(halo, wanted);
}

async function resolveServiceType(halo: Halo, wanted: number | string): Promise<Named> {
  const { rows } = await halo.ticketTypes();
  const services = rows.filter((type) => isServiceUse(type.use));
  const other = rows.find((type) => !isServiceUse(type.use) && type.id === toId(wanted));
  if (other === undefined) return pickNamed('ticket type', wanted, services);
  throw new UserError(
    `"${other.name}" (${other.id}) is a type of ${other.use === 'projects' ? 'project, which list_projects gives' : 'opportunity, which is no ticket'}. Leave type out, or give a type of ticket`,
  );
}

async function when<T>(
  wanted: number | string | undefined,
  resolve: (wanted: number | string) => Promise<T>,
): Promise<T | undefined> {
  return wanted === undefined ? undefined : resolve(wanted);
}
