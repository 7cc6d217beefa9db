import type { Halo } from '../../halo/client.ts';
import type { LookupList } from '../../halo/lookup.ts';
import { unassignedAgentId } from '../../halo/resources/agents.ts';
import type { Priority } from '../../halo/resources/ticket-lookups.ts';
import type { Ticket } from '../../halo/resources/tickets.ts';
import { readSide } from '../side-section.ts';

/** Words for the ids on tickets, since Halo's lists carry ids alone. An id without a name shows as "#23". */
export interface TicketNames {
  readonly status: (ticket: Ticket) => string | undefined;
  readonly priority: (ticket: Ticket) => string | undefined;
  readonly type: (ticket: Ticket) => string | undefined;
  readonly agent: (agentId: number | null | undefined) => string | undefined;
  /** False for projects, their tasks and opportunities, which Halo keeps among the tickets. */
  readonly isServiceTicket: (ticket: Ticket) => boolean;
  /** True for agents that are logins of programs. */
  readonly isProgram: (agentId: number) => boolean;
  /** Which names could not be read, and why. */
  readonly missing: readonly string[];
}

/** Reads the four short lists of names that tickets refer to; kept in memory between calls. */
export async function readTicketNames(halo: Halo): Promise<TicketNames> {
  const [statuses, priorities, types, agents] = await Promise.all([
    readList('statuses', halo.statuses),
    readList('priorities', halo.priorities),
    readList('ticket types', halo.ticketTypes),
    readList('agents', halo.agents),
  ]);
  const statusNames = new Map(statuses.rows.map((status) => [status.id, status.name]));
  const typesById = new Map(types.rows.map((type) => [type.id, type]));
  const agentsById = new Map(agents.rows.map((agent) => [agent.id, agent]));
  return {
    status: (ticket) => statusNames.get(ticket.status_id ?? 0) ?? showId(ticket.status_id),
    priority: (ticket) => findPriorityName(priorities.rows, ticket) ?? showId(ticket.priority_id),
    type: (ticket) => typesById.get(ticket.tickettype_id ?? 0)?.name ?? showId(ticket.tickettype_id),
    agent: (agentId) =>
      agentId === unassignedAgentId ? 'Unassigned' : (agentsById.get(agentId ?? 0)?.name ?? showId(agentId)),
    isServiceTicket: (ticket) => isServiceUse(typesById.get(ticket.tickettype_id ?? 0)?.use),
    isProgram: (agentId) => agentsById.get(agentId)?.isapiagent === true,
    missing: [statuses, priorities, types, agents].flatMap((list) => list.missing),
  };
}

/** The name of a ticket's priority. The same number may mean different things in different SLAs; then nothing is guessed. */
export function findPriorityName(priorities: readonly Priority[], ticket: Ticket): string | undefined {
  const sameNumber = priorities.filter((priority) => priority.priorityid === ticket.priority_id);
  const inSla = sameNumber.find((priority) => priority.slaid === ticket.sla_id);
  if (inSla !== undefined) return inSla.name;
  const [only, ...others] = new Set(sameNumber.map((priority) => priority.name));
  return others.length === 0 ? only : undefined;
}

/** True for ticket types that are not for projects or opportunities; also where Halo does not say. */
export function isServiceUse(use: string | null | undefined): boolean {
  return use === undefined || use === null || use === '' || use === 'tickets';
}

async function readList<T>(
  noun: string,
  load: () => Promise<LookupList<T>>,
): Promise<{ readonly rows: readonly T[]; readonly missing: readonly string[] }> {
  const read = await readSide(load);
  if ('value' in read) return { rows: read.value.rows, missing: [] };
  return { rows: [], missing: [`names of ${noun} are missing (${read.missing})`] };
}

function showId(id: number | null | undefined): string | undefined {
  return id === null || id === undefined || id <= 0 ? undefined : `#${id}`;
}
