import { z } from 'zod';
import type { Halo } from '../../halo/client.ts';
import type { Walk } from '../../halo/pages.ts';
import type { Ticket, TicketQuery } from '../../halo/resources/tickets.ts';
import { describeClient } from '../billing/billing-client.ts';
import { readMoney } from '../billing/billing-money.ts';
import { nameOrId, paging, yes } from '../fields.ts';
import { answerWalk } from '../list-answer.ts';
import { resolveAgent, resolveClient, resolveStatus } from '../resolve.ts';
import { openAndClosed } from '../tickets/open-and-closed.ts';
import { readTicketNames } from '../tickets/ticket-names.ts';
import { defineTool } from '../tool.ts';
import { findOverrun, findTarget, isClosed, isOverdue, toProjectSummary } from './project-summary.ts';

export const listProjects = defineTool({
  name: 'list_projects',
  title: 'List projects',
  effect: 'reads',
  description:
    'Lists projects, open ones unless state says otherwise, with client, status, manager, dates, percent complete, and hours and money used against their budgets. Use overdue or over_budget to find those in trouble. Tasks are not listed: get_project shows one project with its phases and tasks.',
  input: z.strictObject({
    client: nameOrId('client').optional(),
    status: nameOrId('status').optional(),
    manager: nameOrId("project manager (the project's agent)").optional(),
    state: z
      .enum(['open', 'closed', 'all'])
      .optional()
      .describe('open (default), closed or all (default with status)'),
    overdue: yes('Only open ones whose target day has passed'),
    over_budget: yes('Only those that used more hours or money than budgeted'),
    ...paging,
  }),
  run: async (input, { halo, today }) => {
    const [client, status, manager] = await Promise.all([
      input.client === undefined ? undefined : resolveClient(halo, input.client),
      input.status === undefined ? undefined : resolveStatus(halo, input.status),
      input.manager === undefined ? undefined : resolveAgent(halo, input.manager),
    ]);
    const state = input.state ?? (status === undefined ? 'open' : 'all');
    const query: TicketQuery = {
      ...(client === undefined ? {} : { client_id: client.id }),
      ...(status === undefined ? {} : { status: status.id }),
      ...(manager === undefined ? {} : { agent: manager.id }),
    };
    const [walk, names, money] = await Promise.all([
      readProjects(halo, query, state),
      readTicketNames(halo),
      readMoney(halo),
    ]);
    const { digits } = money.currencies.countedIn({});
    const matching = walk.rows
      // Tasks come in the same list.
      .filter((project) => (project.parent_id ?? 0) <= 0)
      .filter((project) => isInState(project, state))
      .filter((project) => client === undefined || project.client_id === client.id)
      .filter((project) => status === undefined || project.status_id === status.id)
      .filter((project) => manager === undefined || project.agent_id === manager.id)
      .filter((project) => !input.overdue || isOverdue(project, today))
      .filter((project) => !input.over_budget || findOverrun(project) !== undefined)
      .toSorted(byUrgency);
    return answerWalk(walk, matching, {
      noun: 'projects',
      page: input.page,
      pageSize: input.page_size,
      toRow: (project) => toProjectSummary(project, names, today, digits),
      notes: [
        state === 'all' ? 'open and closed' : `${state} only`,
        ...describeClient(client, matching),
        ...(status === undefined ? [] : [`status ${status.name}`]),
        ...(manager === undefined ? [] : [`manager ${manager.name}`]),
        ...(input.overdue ? [`overdue on ${today}`] : []),
        ...(input.over_budget ? ['over budget in hours or money'] : []),
        orders[state],
        money.note,
        ...names.missing,
      ],
    });
  },
});

const orders = {
  open: 'soonest target first',
  closed: 'newest target first',
  all: 'open ones by soonest target, then closed ones',
} as const;

function readProjects(
  halo: Halo,
  query: TicketQuery,
  wanted: 'open' | 'closed' | 'all',
): Promise<Walk<Ticket>> {
  if (wanted === 'all') return openAndClosed(halo.projects).walk(query);
  return halo.projects.walk({
    ...query,
    ...(wanted === 'open' ? { open_only: true } : { closed_only: true }),
  });
}

/** False where a row shows that Halo ignored the wish for open or closed ones; New and In Progress are open in every Halo. */
function isInState(project: Ticket, wanted: 'open' | 'closed' | 'all'): boolean {
  if (wanted === 'open') return !isClosed(project);
  return wanted === 'all' || (project.status_id !== 1 && project.status_id !== 2);
}

/** Open ones by target, soonest first and those without one last; then closed ones, newest target first. */
function byUrgency(a: Ticket, b: Ticket): number {
  const isOpen = !isClosed(a);
  if (isOpen === isClosed(b)) return isOpen ? -1 : 1;
  const byTarget = (findTarget(a) ?? '9999').localeCompare(findTarget(b) ?? '9999');
  return (isOpen ? byTarget : -byTarget) || b.id - a.id;
}
