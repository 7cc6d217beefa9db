import { z } from 'zod';
import type { Walk } from '../../halo/pages.ts';
import type { Action } from '../../halo/resources/actions.ts';
import type { Answer, Block, EntriesBlock } from '../answer.ts';
import { full, recordId, yes } from '../fields.ts';
import { toFullRecord } from '../full-record.ts';
import { readSide, type SideSection } from '../side-section.ts';
import { toLine } from '../text.ts';
import { defineTool } from '../tool.ts';
import { describeUnread } from './action-coverage.ts';
import { toConversation } from './conversation.ts';
import { describeKin, toTicketDetails } from './ticket-details.ts';
import { readTicketNames } from './ticket-names.ts';
import { toTicketTime } from './ticket-time.ts';

const usualMaxChars = 16_000;
const usualMaxBytes = 16_384;

export const getTicket = defineTool({
  name: 'get_ticket',
  title: 'Get a ticket',
  effect: 'reads',
  description:
    'One ticket by its number: who, status, SLA, contract, hours (billable, non-billable, unlogged), then the description and the newest actions (notes, e-mails, time), newest first. Use it to understand or sum up a ticket. More of a long conversation: raise actions or max_chars. For a table of time or of many actions use list_actions; to find a ticket list_tickets.',
  input: z.strictObject({
    id: recordId('ticket'),
    actions: z.int().min(0).max(100).default(20).describe('How many of the newest actions to show'),
    include_private: z.boolean().default(true).describe('Also private notes; they are marked'),
    include_system: yes('Also what Halo wrote itself, such as changes of status'),
    max_chars: z
      .int()
      .min(2_000)
      .max(40_000)
      .optional()
      .describe(`Most characters of the reply, ${usualMaxChars} by default`),
    full,
  }),
  run: async (input, { halo, now }): Promise<Answer> => {
    const asFull = async () => {
      const record = await halo.tickets.get(input.id);
      const answer = toFullRecord(`Ticket ${input.id}`, record);
      return input.max_chars === undefined ? answer : { ...answer, maxChars: input.max_chars };
    };
    if (input.full) return asFull();

    const [ticket, read, names] = await Promise.all([
      halo.tickets.get(input.id),
      readSide(() => halo.actions.walk({ ticket_id: input.id, excludesys: !input.include_system })),
      readTicketNames(halo),
    ]);
    const all = 'value' in read ? read.value.rows : [];
    const shown = all.filter((action) => input.include_private || action.hiddenfromuser !== true);
    const conversation = toConversation(ticket, shown, input.actions);
    const maxChars = input.max_chars ?? usualMaxChars;
    const blocks: readonly Block[] = [
      { kind: 'fields', fields: toTicketDetails(ticket, names, now) },
      ...('value' in read
        ? [{ kind: 'fields' as const, title: 'time', fields: toTicketTime(all, names.isProgram) }]
        : []),
      conversation,
    ];
    return {
      heading: `Ticket ${ticket.id}: "${toLine(ticket.summary ?? '', 150)}"`,
      notes: [...describeKin(ticket, names), ...describeActions(read, shown.length, input), ...names.missing],
      blocks,
      ...(isLong(conversation, maxChars)
        ? { next: 'Longer texts: fewer actions, or max_chars up to 40000' }
        : {}),
      maxChars,
      ...(maxChars > usualMaxChars ? {} : { maxBytes: usualMaxBytes }),
    };
  },
});

function isLong(conversation: EntriesBlock, maxChars: number): boolean {
  return conversation.entries.reduce((sum, entry) => sum + entry.text.length, 0) > maxChars;
}

function describeActions(
  read: SideSection<Walk<Action>>,
  showable: number,
  input: { readonly actions: number; readonly include_system: boolean },
): readonly string[] {
  if ('missing' in read) return [`NOT COMPLETE: conversation and hours are missing (${read.missing})`];
  const hidden = read.value.rows.length - showable;
  const shown = Math.min(input.actions, showable);
  const range = shown === showable ? `all ${showable}` : `newest ${shown} of ${showable}`;
  return [
    `${showable === 0 ? 'no' : range} actions${input.include_system ? '' : " without Halo's own entries"}`,
    ...(hidden > 0 ? [`${hidden} private left out, though counted in the hours`] : []),
    ...describeUnread(read.value, 'actions'),
  ];
}
