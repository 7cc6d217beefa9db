import { z } from 'zod';
import type { Ticket, TicketQuery } from '../../halo/resources/tickets.ts';
import { day, nameOrId, paging, search, yes } from '../fields.ts';
import { answerList } from '../list-answer.ts';
import { readSide } from '../side-section.ts';
import { defineTool } from '../tool.ts';
import { openAndClosed } from './open-and-closed.ts';
import { findSlaState, isBreached } from './sla-state.ts';
import { type AskedTicketFilters, resolveTicketFilters } from './ticket-filters.ts';
import { readTicketNames } from './ticket-names.ts';
import { byNewestOpened } from './ticket-order.ts';
import { toTicketSummary } from './ticket-summary.ts';

export const listTickets = defineTool({
  name: 'list_tickets',
  title: 'List tickets',
  effect: 'reads',
  description:
    'Lists service tickets, newest opened first. Use it for backlog, workload, what a client reported, SLA breaches, or to find a ticket by words. agent takes "unassigned". Opened or closed dates without "from" go back 12 months. For one ticket with its conversation use get_ticket; for time worked list_actions; for projects list_projects.',
  input: z.strictObject({
    search: search.optional(),
    client: nameOrId('client').optional(),
    agent: nameOrId('agent').optional(),
    team: nameOrId('team').optional(),
    status: nameOrId('status').optional(),
    type: nameOrId('ticket type').optional(),
    priority: nameOrId('priority').optional(),
    state: z
      .enum(['open', 'closed', 'all'])
      .optional()
      .describe('Default open; with closing dates closed, with status all'),
    opened_from: day('Opened from').optional(),
    opened_to: day('Opened to').optional(),
    closed_from: day('Closed from').optional(),
    closed_to: day('Closed to').optional(),
    sla_breached: yes('Only those past their time'),
    ...paging,
  }),
  run: async (input, { halo, today, now }) => {
    const [filters, names] = await Promise.all([
      resolveTicketFilters(input, halo, today),
      readTicketNames(halo),
    ]);
    const state = input.state ?? defaultState(input);
    const list = (query: TicketQuery) =>
      answerList(
        {
          resource: state === 'all' ? openAndClosed(halo.tickets) : halo.tickets,
          query: { includeprojects: 0, ...query, ...stateQueries[state] },
          matches: (ticket) =>
            names.isServiceTicket(ticket) &&
            filters.matches(ticket) &&
            isPossible(ticket, state) &&
            (!input.sla_breached || isBreached(findSlaState(ticket, now))),
          mustReadAll: filters.mustReadAll || input.sla_breached,
          compare: byNewestOpened,
        },
        {
          noun: 'tickets',
          page: input.page,
          pageSize: input.page_size,
          toRow: (ticket) => toTicketSummary(ticket, names, now),
          notes: [
            stateNotes[state],
            ...filters.notes,
            ...(input.sla_breached ? ['SLA breached'] : []),
            'newest opened first',
            ...names.missing,
          ],
        },
      );
    const answer = await list(filters.query);
    if (filters.team === undefined || answer.coverage?.total !== 0) return answer;
    // Halo's OpenAPI wants team ids; live HaloITSM instances have been seen to take names, and to find nothing by id.
    const { name } = filters.team;
    const again = await readSide(() => list({ ...filters.query, team: name }));
    return 'value' in again ? again.value : answer;
  },
});

type State = 'open' | 'closed' | 'all';

const stateQueries: Readonly<Record<State, TicketQuery>> = {
  open: { open_only: true },
  closed: { closed_only: true },
  all: {},
};

const stateNotes: Readonly<Record<State, string>> = {
  open: 'open only',
  closed: 'closed only',
  all: 'open and closed',
};

function defaultState(input: AskedTicketFilters): State {
  if (input.closed_from !== undefined || input.closed_to !== undefined) return 'closed';
  return input.status === undefined ? 'open' : 'all';
}

/**
 * False where a row shows that Halo ignored the wish for open or closed tickets. Only three statuses mean the same in every
 * Halo: 1 New and 2 In Progress are open, 9 is Closed; what the others mean is Halo's to say.
 */
function isPossible(ticket: Ticket, state: State): boolean {
  if (state === 'open') return ticket.status_id !== 9;
  return state === 'all' || (ticket.status_id !== 1 && ticket.status_id !== 2);
}
