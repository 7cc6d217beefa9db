import type { Action } from '../../halo/resources/actions.ts';
import type { Answer } from '../answer.ts';
import { readMoney } from '../billing/billing-money.ts';
import { resolveWindow } from '../billing/window.ts';
import { answerWalk, isWithin } from '../list-answer.ts';
import { resolveAgent } from '../resolve.ts';
import type { ToolContext } from '../tool.ts';
import { byNewestDone, findActionAgent, findActionDate } from './action-facts.ts';
import { toActionSummary, toWorkedLine } from './action-summary.ts';
import { readActionTime } from './action-time.ts';
import { toAgentTotals } from './agent-totals.ts';
import type { AskedActions } from './asked-actions.ts';

/** The actions of one ticket, with amounts. All of them are read, so that totals cover every page. */
export async function answerTicketActions(
  input: AskedActions & { readonly ticket: number },
  { halo, today }: ToolContext,
): Promise<Answer> {
  const isDated = input.from !== undefined || input.to !== undefined;
  const window = isDated ? resolveWindow(input, today) : undefined;
  const [walk, agent, money] = await Promise.all([
    halo.actions.walk({ ticket_id: input.ticket, excludesys: true }),
    input.agent === undefined ? undefined : resolveAgent(halo, input.agent),
    readMoney(halo),
    // An unknown ticket has no actions either, and must not look like one without any.
    halo.tickets.get(input.ticket),
  ]);
  const isAsked = (action: Action) => {
    const time = readActionTime(action);
    return (
      (action.ticket_id || input.ticket) === input.ticket &&
      (agent === undefined || findActionAgent(action) === agent.id) &&
      isWithin(findActionDate(action), window?.from, window?.to) &&
      (!input.time_only || time.worked > 0 || time.travel > 0) &&
      (!input.billable_only || time.billable > 0) &&
      (input.include_private || action.hiddenfromuser !== true)
    );
  };
  const digits = money.currencies.home?.digits ?? 2;
  const matching = walk.rows.filter(isAsked).toSorted(byNewestDone);
  const answer = answerWalk(walk, matching, {
    noun: 'actions',
    page: input.page,
    pageSize: input.page_size,
    toRow: (action) => toActionSummary(action, input.ticket, digits),
    notes: [
      `ticket ${input.ticket}`,
      ...(agent === undefined ? [] : [`agent ${agent.name}`]),
      ...(window === undefined ? [] : [`${window.from} to ${window.to}`]),
      ...(input.time_only ? ['with time only'] : []),
      ...(input.billable_only ? ['billable only'] : []),
      ...(input.include_private ? [] : ['private ones left out']),
      "without Halo's own entries",
      'newest first',
      `amounts net in ${money.currencies.home?.code ?? "Halo's home currency, which could not be told"}`,
    ],
  });
  const byAgents = matching.filter((action) => findActionAgent(action) !== undefined);
  const totals = toAgentTotals(byAgents.map((action) => toWorkedLine(action, digits)));
  return { ...answer, blocks: [...answer.blocks, totals] };
}
