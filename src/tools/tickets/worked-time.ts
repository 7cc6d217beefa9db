import { addDays } from '../../base/dates.ts';
import type { StopReason } from '../../halo/pages.ts';
import type { TimesheetEvent } from '../../halo/resources/timesheet-events.ts';
import type { Answer } from '../answer.ts';
import { resolveWindow } from '../billing/window.ts';
import { answerWalk } from '../list-answer.ts';
import { resolveAgent, resolveClient } from '../resolve.ts';
import type { ToolContext } from '../tool.ts';
import { toAgentTotals } from './agent-totals.ts';
import type { AskedActions } from './asked-actions.ts';
import { readTicketNames } from './ticket-names.ts';
import { readTimeEntries } from './time-entries.ts';
import { readBillableHours, toTimeEntrySummary, toWorkedEntry } from './time-entry-summary.ts';

/** The time entries of a client, an agent or both over a period, from the agents' time sheets. */
export async function answerTimeEntries(input: AskedActions, { halo, today }: ToolContext): Promise<Answer> {
  const window = resolveWindow(input, today);
  const [client, agent, names] = await Promise.all([
    input.client === undefined ? undefined : resolveClient(halo, input.client),
    input.agent === undefined ? undefined : resolveAgent(halo, input.agent),
    readTicketNames(halo),
  ]);
  const read = await readTimeEntries(halo, window, agent?.id);
  const isAsked = (entry: TimesheetEvent) =>
    (client === undefined || entry.client_id === client.id) &&
    (agent === undefined || entry.agent_id === agent.id) &&
    (!input.billable_only || readBillableHours(entry) > 0);
  const matching = read.rows.filter(isAsked);
  const { rows, unreadable } = read;
  const walk = { rows, unreadable, total: rows.length + unreadable.length, duplicates: 0 };
  const answer = answerWalk(walk, matching, {
    noun: 'time entries',
    page: input.page,
    pageSize: input.page_size,
    toRow: (entry) => toTimeEntrySummary(entry, names, input.include_private),
    notes: [
      ...(read.stopped === undefined
        ? []
        : [
            `NOT COMPLETE: ${window.from} to ${addDays(read.readFrom, -1)} could not be read (${stopReasons[read.stopped]}), ask for it apart`,
          ]),
      ...(client === undefined ? [] : [`client ${client.name ?? `#${client.id}`}`]),
      ...(agent === undefined ? [] : [`agent ${agent.name}`]),
      `${window.from} to ${window.to}`,
      ...(input.billable_only ? ['billable only'] : []),
      'newest first',
      'from time sheets, so notes and e-mails without time are not in it',
      'billable means at a charge rate',
      ...(input.include_private ? [] : ['notes left out, since time sheets do not say which are private']),
      ...names.missing,
    ],
  });
  const totals = toAgentTotals(matching.map((entry) => toWorkedEntry(entry, names)));
  return {
    ...answer,
    blocks: [...answer.blocks, totals],
    next: 'Amounts and how the hours are paid for: list_actions with the ticket',
  };
}

const stopReasons: Readonly<Record<StopReason, string>> = {
  deadline: 'the time for one answer ran out',
  rate_limited: "Halo's limit on requests was used up",
  unavailable: 'Halo stopped answering',
};
