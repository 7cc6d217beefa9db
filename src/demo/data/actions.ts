import { pickAt, type Random } from '../random.ts';
import { ConstantRow, type Row, rest } from '../serialise.ts';
import { apiAgentId, nameOfAgent, staffOf, unassignedAgentId } from './agents.ts';
import { findChargeRate } from './lookups.ts';
import { nameOfStatus } from './ticket-settings.ts';
import { longThread } from './ticket-texts.ts';
import type { TicketSeed } from './tickets.ts';
import { dayMs, hourMs, noDate, timestamp, type World } from './world.ts';

/** One entry of a ticket's history. Ids start at 1 in every ticket. */
export type ActionSeed = {
  readonly ticket: TicketSeed;
  readonly id: number;
  readonly outcome: string;
  readonly outcome_id: number;
  readonly by: 'system' | 'agent' | 'user';
  readonly agentId: number;
  readonly who: string;
  readonly atMs: number;
  readonly text: string;
  readonly html: string;
  readonly isEmail: boolean;
  readonly isPrivate: boolean;
  readonly newStatus: number;
  readonly hours: number;
  readonly adjustedHours: number;
  readonly chargeRate: number;
  readonly chargeHours: number;
  /** Net, minor units of the home currency. */
  readonly chargeMinor: number;
  readonly nonChargeHours: number;
  readonly prepayHours: number;
};

/** A ticket's history, oldest first. Made on demand: 12,000 of them would only sit in memory. */
export function listActions(world: World, ticket: TicketSeed): readonly ActionSeed[] {
  const random = world.random('actions', ticket.id);
  const count = ticket.actionCount;
  const agentId = ticket.agent_id === unassignedAgentId ? pickAt(staffOf(3), ticket.id).id : ticket.agent_id;
  const step = (ticket.lastMs - ticket.openedMs) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, index) => {
    const isBetween = index > 0 && index < count - 1;
    const atMs = Math.round(ticket.openedMs + step * index + (isBetween ? step * 0.4 * random.next() : 0));
    return buildAction(ticket, index, isBetween ? toOfficeHours(ticket, atMs) : atMs, agentId, random);
  });
}

// A whole day is squeezed between eight and six, which keeps the order.
function toOfficeHours(ticket: TicketSeed, atMs: number): number {
  const midnightMs = atMs - (atMs % dayMs);
  const squeezed = midnightMs + 8 * hourMs + Math.round(((atMs - midnightMs) * 10) / 24);
  return Math.min(ticket.lastMs, Math.max(ticket.openedMs, squeezed));
}

/** Hours and money on a ticket, from its actions. */
export function totalTime(actions: readonly ActionSeed[]): {
  readonly hours: number;
  readonly chargeHours: number;
  readonly nonChargeHours: number;
  readonly prepayHours: number;
  readonly chargeMinor: number;
} {
  const add = (read: (action: ActionSeed) => number) =>
    round(actions.reduce((sum, action) => sum + read(action), 0));
  return {
    hours: add((action) => action.hours),
    chargeHours: add((action) => action.chargeHours),
    nonChargeHours: add((action) => action.nonChargeHours),
    prepayHours: add((action) => action.prepayHours),
    chargeMinor: add((action) => action.chargeMinor),
  };
}

/** What an action's money went on, where it was invoiced. */
export interface ActionInvoice {
  readonly invoiceId: number;
  readonly lineId: number;
}

/** The action as it goes over the wire. `withHtml` adds `note_html`. */
export function toActionRow(action: ActionSeed, withHtml: boolean, invoice: ActionInvoice | undefined): Row {
  const { ticket } = action;
  const at = timestamp(action.atMs);
  const end = timestamp(action.atMs + action.hours * hourMs);
  const hasTime = action.hours > 0;
  return {
    ticket_id: ticket.id,
    id: action.id,
    guid: `${String(ticket.id).padStart(8, '0')}-0000-4000-a000-${String(action.id).padStart(12, '0')}`,
    outcome: action.outcome,
    outcome_id: action.outcome_id,
    who: action.who,
    who_type: action.by === 'user' ? 0 : 1,
    who_agentid: action.by === 'user' ? 0 : action.agentId,
    who_initials: action.who.slice(0, 2).toUpperCase(),
    datetime: at,
    last_updated: at,
    actiondatecreated: at,
    actionarrivaldate: hasTime ? at : noDate,
    actioncompletiondate: hasTime ? end : noDate,
    note: action.isEmail ? action.html : action.text,
    ...(withHtml ? { note_html: action.html } : {}),
    ...(action.isEmail ? toEmail(action) : {}),
    action_contract_id: ticket.contract_id,
    actioncontractid: ticket.contract_id,
    project_id: 0,
    actionby_agent_id: action.by === 'user' ? 0 : action.agentId,
    actionby_user_id: action.by === 'user' ? ticket.user_id : 0,
    actionby_application_id: action.by === 'system' ? 1 : 0,
    actisbillable: action.chargeRate > 0,
    actisreadyforprocessing: !ticket.isOpen,
    action_systemid: action.by === 'system' ? action.outcome_id : 0,
    ...(hasTime ? { timetaken: action.hours, timetakenadjusted: action.adjustedHours } : {}),
    timetakendays: 0,
    nonbilltime: hasTime && action.chargeRate === 0 ? action.hours : 0,
    actionchargehours: action.chargeHours,
    actionchargeamount: action.chargeMinor / 100,
    actionnonchargehours: action.nonChargeHours,
    actionnonchargeamount: 0,
    actionprepayhours: action.prepayHours,
    actionprepayamount: Math.round(action.prepayHours * 9500) / 100,
    chargerate: hasTime ? action.chargeRate : -1,
    actioninvoicenumber: invoice === undefined ? undefined : String(invoice.invoiceId),
    action_invoice_line_id: invoice?.lineId ?? 0,
    actionbillingplanid: ticket.contract_id > 0 ? -ticket.contract_id - 100 : -1,
    hiddenfromuser: action.isPrivate,
    important: false,
    old_status: action.newStatus === 0 ? 0 : 2,
    new_status: action.newStatus,
    new_status_name: action.newStatus === 0 ? undefined : nameOfStatus(action.newStatus),
    [rest]: actionRest,
  };
}

const actionRest = new ConstantRow({
  replied_to_ticket_id: 0,
  replied_to_action_id: 0,
  created_from_ticket_id: 0,
  created_from_action_id: 0,
  action_travel_contract_id: -1,
  personal_unread: false,
  translations: [],
  reactions: [],
  travelisreadyforprocessing: false,
  actiontravelchargehours: 0,
  traveltime: 0,
  mileage: 0,
  travel_chargerate: -1,
  colour: '',
  attachment_count: 0,
  unread: false,
  on_behalf_of_name: '',
  merged_from_ticketid: 0,
  labourwarranty: false,
  actreviewed: false,
  sitevisitunits: 0,
  customfields: [],
});

function buildAction(
  ticket: TicketSeed,
  index: number,
  atMs: number,
  agentId: number,
  random: Random,
): ActionSeed {
  const last = index === ticket.actionCount - 1;
  const kind = kindOf(ticket, index, last, random);
  const timed = kind === 'email' || kind === 'note' || kind === 'remote' || kind === 'close';
  const hours =
    timed && !(kind === 'email' && random.chance(0.3))
      ? random.int(1, kind === 'remote' ? 8 : 4) / 4 - (random.chance(0.2) ? 0.08 : 0)
      : 0;
  const by =
    kind === 'first' || kind === 'reply'
      ? ticket.source === 4
        ? 'system'
        : 'user'
      : kind === 'system'
        ? 'system'
        : 'agent';
  const adjustedHours = Math.ceil(hours * 4) / 4;
  const text = textOf(ticket, kind, index, random);
  return {
    ticket,
    id: index + 1,
    ...outcomes[kind],
    by,
    agentId: by === 'system' ? apiAgentId : agentId,
    who: by === 'user' ? ticket.user_name : by === 'system' ? 'API Connector' : nameOfAgent(agentId),
    atMs,
    text,
    html: toHtml(ticket, kind, text),
    isEmail: kind === 'email' || kind === 'reply' || (kind === 'first' && ticket.source === 1),
    isPrivate: kind === 'note',
    newStatus: kind === 'close' ? ticket.status_id : kind === 'system' ? 2 : 0,
    hours: round(hours),
    adjustedHours,
    ...chargeOf(ticket, adjustedHours, random),
  };
}

type Kind = 'first' | 'system' | 'email' | 'reply' | 'note' | 'remote' | 'close';

const outcomes: Readonly<Record<Kind, { readonly outcome: string; readonly outcome_id: number }>> = {
  first: { outcome: 'Ticket Logged', outcome_id: 1 },
  system: { outcome: 'Status Changed', outcome_id: -5 },
  email: { outcome: 'Email User', outcome_id: 16 },
  reply: { outcome: 'Email Received', outcome_id: 20 },
  note: { outcome: 'Private Note', outcome_id: 7 },
  remote: { outcome: 'Remote Session', outcome_id: 31 },
  close: { outcome: 'Resolved', outcome_id: 8 },
};

function kindOf(ticket: TicketSeed, index: number, last: boolean, random: Random): Kind {
  if (index === 0) return 'first';
  if (last && !ticket.isOpen) return 'close';
  if (ticket.isLong) return index % 2 === 0 ? 'email' : 'reply';
  const kinds: readonly Kind[] =
    ticket.source === 4 || ticket.domain !== 'tickets'
      ? ['note', 'remote', 'note', 'system']
      : ['email', 'reply', 'note', 'remote', 'email', 'system'];
  return random.pick(kinds);
}

function textOf(ticket: TicketSeed, kind: Kind, index: number, random: Random): string {
  const { topic } = ticket;
  const fill = (text: string) => text.replaceAll('{asset}', `PC-${1000 + (ticket.user_id % 900)}`);
  switch (kind) {
    case 'first':
      return fill(ticket.details);
    case 'system':
      return 'Status changed from New to In Progress';
    case 'reply':
      return ticket.isLong ? longText(index) : pickAt(userReplies, random.int(0, userReplies.length - 1));
    case 'email':
      if (ticket.isLong) return longText(index);
      return topic.replies.length === 0
        ? 'We are looking into this and will write again today.'
        : fill(random.pick(topic.replies));
    case 'remote':
      return `Connected to PC-${1000 + (ticket.user_id % 900)}. ${random.pick(topic.notes)}`;
    case 'note':
      return random.pick(topic.notes);
    case 'close':
      return topic.solved;
  }
}

const userReplies = [
  'Works now, thank you so much! 🎉',
  'Still the same here, sorry. I have restarted twice.',
  'I am in a meeting until 15:00, please ring after that.',
  'شكراً جزيلاً، تعمل الآن بشكل ممتاز.',
  'Merci beaucoup, c’est parfait.',
  'Yes please, go ahead. The laptop is on and nobody is using it.',
  'Dziękuję! Wszystko działa.',
] as const;

function longText(index: number): string {
  const sentences = Array.from({ length: 17 }, (_, place) => pickAt(longThread, index * 3 + place * 7));
  return `Update ${index}. ${sentences.join(' ')}`;
}

function toHtml(ticket: TicketSeed, kind: Kind, text: string): string {
  const paragraphs = escapeHtml(text)
    .split('\n\n')
    .map((part) => `<p>${part.replaceAll('\n', '<br>')}</p>`)
    .join('');
  if (kind !== 'email' && kind !== 'reply') return paragraphs;
  const quoted = ticket.isLong ? '' : escapeHtml(ticket.details.slice(0, 160));
  const greeting = kind === 'email' ? `<p>Hello ${escapeHtml(ticket.user.firstname)},</p>` : '';
  return (
    `<html><head><style>p{margin:0}</style></head><body>${greeting}${paragraphs}` +
    `<p>&nbsp;</p><hr><p><b>From:</b> ${escapeHtml(ticket.user_name)}<br><b>Subject:</b> [ID:${ticket.id}] ` +
    `${escapeHtml(ticket.summary)}</p><blockquote>${quoted}</blockquote></body></html>`
  );
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function toEmail(action: ActionSeed): Row {
  const { ticket } = action;
  const desk = 'support@demo-msp.example';
  const out = action.by === 'agent';
  return {
    emaildirection: out ? 'O' : 'I',
    emailfrom: out ? desk : ticket.user.emailaddress,
    emailto: out ? ticket.user.emailaddress : desk,
    emailsubject: `[ID:${ticket.id}] ${ticket.summary}`,
  };
}

function chargeOf(ticket: TicketSeed, hours: number, random: Random) {
  const none = { chargeRate: 0, chargeHours: 0, chargeMinor: 0, nonChargeHours: 0, prepayHours: 0 };
  if (hours === 0 || random.chance(0.06)) return none;
  if (ticket.billing === 'contract') return { ...none, chargeRate: 1, nonChargeHours: hours };
  if (ticket.billing === 'prepay') return { ...none, chargeRate: 1, prepayHours: hours };
  const chargeRate = ticket.domain === 'projects' ? 4 : random.pick([1, 1, 1, 2, 3]);
  const chargeMinor = Math.round(hours * findChargeRate(chargeRate).minorPerHour);
  return { ...none, chargeRate, chargeHours: hours, chargeMinor };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
