import { z } from 'zod';
import { UserError } from '../../base/errors.ts';
import { day, nameOrId, paging, recordId, yes } from '../fields.ts';
import { defineTool } from '../tool.ts';
import { answerTicketActions } from './ticket-actions.ts';
import { answerTimeEntries } from './worked-time.ts';

export const listActions = defineTool({
  name: 'list_actions',
  title: 'List actions and time',
  effect: 'reads',
  description:
    "Who did what and for how long, with totals by agent. With ticket: all its actions (notes, e-mails, time) with amounts. With client and/or agent over a period (12 months by default; give from and to): time entries from the agents' time sheets only, without notes that carry no time and without amounts. To read a ticket's conversation use get_ticket.",
  input: z.strictObject({
    ticket: recordId('ticket').optional(),
    client: nameOrId('client').optional(),
    agent: nameOrId('agent').optional(),
    from: day('Done from').optional(),
    to: day('Done to').optional(),
    time_only: yes('Only actions that carry time'),
    billable_only: yes('Only actions with billable hours'),
    include_private: z.boolean().default(true).describe('Also private notes; they are marked'),
    ...paging,
  }),
  run: async (input, context) => {
    const { ticket, client, agent } = input;
    if (ticket !== undefined && client !== undefined) {
      throw new UserError(
        'Give either ticket or client: a ticket belongs to one client. agent goes with both',
      );
    }
    if (ticket !== undefined) return answerTicketActions({ ...input, ticket }, context);
    if (client === undefined && agent === undefined) {
      throw new UserError(
        'Say whose actions: give ticket (a number), or client and/or agent, best with from and to',
      );
    }
    return answerTimeEntries(input, context);
  },
});
