import type { Action } from '../../halo/resources/actions.ts';
import type { Ticket } from '../../halo/resources/tickets.ts';
import type { EntriesBlock } from '../answer.ts';
import { showMoment } from '../moments.ts';
import { htmlToText, toLine } from '../text.ts';
import { byNewestDone, findActionDate, readActionText } from './action-facts.ts';
import { leaveOutQuotedHistory } from './quoted-history.ts';

type Entry = EntriesBlock['entries'][number];

/**
 * A ticket's description and then its newest actions, as texts to quote. `actions` are all that may be shown, newest first;
 * what e-mails repeat from earlier ones is left out with a mark.
 */
export function toConversation(ticket: Ticket, actions: readonly Action[], count: number): EntriesBlock {
  const description = htmlToText(ticket.details ?? '');
  const oldestFirst = actions.toSorted(byNewestDone).toReversed();
  const [, ...texts] = leaveOutQuotedHistory([description, ...oldestFirst.map(readActionText)]);
  const entries = oldestFirst.map((action, index): Entry => {
    const text = texts[index] ?? '';
    return {
      heading: toHeading(action),
      text: text !== '' && text === description ? '[the description, word for word]' : text,
    };
  });
  const newest = count === 0 ? [] : entries.slice(-count).toReversed();
  return {
    kind: 'entries',
    title: 'conversation entries',
    entries: [...(description === '' ? [] : [{ heading: 'description', text: description }]), ...newest],
  };
}

function toHeading(action: Action): string {
  const hours = action.timetaken ?? 0;
  const to = action.emaildirection === 'O' ? action.emailto : undefined;
  const attachments = action.attachment_count ?? 0;
  const merged = action.merged_from_ticketid ?? 0;
  const facts = [
    showMoment(findActionDate(action)),
    action.who,
    action.outcome,
    action.hiddenfromuser === true ? 'private' : undefined,
    to ? `to ${to}` : undefined,
    action.new_status_name ? `status now ${action.new_status_name}` : undefined,
    hours > 0 ? `${hours.toFixed(2)} h` : undefined,
    attachments > 0 ? `${attachments} ${attachments === 1 ? 'attachment' : 'attachments'}` : undefined,
    merged > 0 ? `from merged ticket ${merged}` : undefined,
  ];
  return `action ${action.id}: ${facts
    .filter((fact) => fact !== undefined && fact !== null && fact !== '')
    .map((fact) => toLine(String(fact), 100))
    .join(', ')}`;
}
