import { addDays } from '../../base/dates.ts';
import { pickAt } from '../random.ts';
import { staffOf, unassignedAgentId } from './agents.ts';
import { planBilling } from './billing-plan.ts';
import type { ClientSeed } from './clients.ts';
import { managedContractId, prepayContractId } from './contract-ids.ts';
import { personAt, type SiteSeed, type UserSeed } from './people.ts';
import { closedStatusIds, findPriority } from './ticket-settings.ts';
import { injection, type Topic, topics } from './ticket-texts.ts';
import { dayMs, hourMs, scaled, timestamp, type World, workingMoment } from './world.ts';

/** How the time on a ticket is paid for. */
export type Billing = 'charge' | 'contract' | 'prepay';

/** A ticket, project, task or opportunity: what lists filter and sort by, under Halo's names, and what its actions follow from. */
export type TicketSeed = {
  readonly id: number;
  readonly domain: 'tickets' | 'projects' | 'opps';
  readonly summary: string;
  readonly details: string;
  readonly client_id: number;
  readonly client_name: string;
  readonly site_id: number;
  readonly site_name: string;
  readonly user_id: number;
  readonly user_name: string;
  readonly agent_id: number;
  readonly team: string;
  readonly team_id: number;
  readonly status_id: number;
  readonly priority_id: number;
  readonly sla_id: number;
  readonly tickettype_id: number;
  readonly category_1: string;
  readonly source: number;
  readonly dateoccurred: string;
  readonly dateclosed: string | undefined;
  readonly lastactiondate: string;
  readonly startdate: string | undefined;
  readonly targetdate: string | undefined;
  readonly contract_id: number;
  readonly parent_id: number;
  readonly merged_into_id: number;
  readonly excludefromsla: boolean;
  readonly openedMs: number;
  readonly lastMs: number;
  readonly isOpen: boolean;
  readonly client: ClientSeed;
  readonly site: SiteSeed;
  readonly user: UserSeed;
  readonly topic: Topic;
  readonly billing: Billing;
  readonly actionCount: number;
  /** Has the 200 KB conversation. */
  readonly isLong: boolean;
};

const ticketCount = 3000;
const firstId = 2001;
const months24 = 730;

/** How many actions the tickets have, in turn: four on average, so that 3,000 tickets have 12,000. */
const actionCounts = [3, 4, 2, 5, 4, 3, 6, 4, 5, 4] as const;
const longActionCount = 104;

/** Places, counted back from the newest ticket, of the ones that tests and texts refer to. */
export const ticketAt = { injection: 5, long: 40, emoji: 3, merged: 60, child: 12, parent: 20 } as const;

const ownCategories: Readonly<Record<number, string>> = {
  [ticketAt.injection]: 'Security>Phishing',
  [ticketAt.long]: 'Email>Delivery',
  [ticketAt.emoji]: 'Hardware>Printer>Jam',
};

/** The service tickets, oldest first. */
export function buildTickets(world: World, clients: readonly ClientSeed[]): readonly TicketSeed[] {
  const active = clients.filter((client) => !client.inactive);
  const count = scaled(world, ticketCount);
  const spare = spareActions(count);
  return Array.from({ length: count }, (_, index) => buildTicket(world, active, index, count, spare));
}

/** Ids from here on are free for projects and opportunities, which share the numbers of tickets. */
export function idAfterTickets(world: World): number {
  return firstId + scaled(world, ticketCount);
}

function buildTicket(
  world: World,
  clients: readonly ClientSeed[],
  index: number,
  count: number,
  spare: ReadonlySet<number>,
): TicketSeed {
  const random = world.random('ticket', index);
  const id = firstId + index;
  const fromEnd = count - 1 - index;
  const client = pickAt(clients, weightedIndex(random.next(), clients.length));
  const drawn = random.pick(topics);
  const topic = topics.find((each) => each.category === ownCategories[fromEnd]) ?? drawn;
  const age = months24 * (1 - (index + random.next()) / count);
  const openedMs = workingMoment(world, Math.floor(age), random.next());
  const user = personAt(world, client, random.int(0, 30));
  const merged = fromEnd === ticketAt.merged;
  const isOpen =
    (!merged && fromEnd !== ticketAt.parent && random.chance(openChance(age))) || isAlwaysOpen(fromEnd);
  const status = isOpen ? openStatus(random.next(), age) : random.pick([9, 9, 9, 9, 9, 8, 8, 20]);
  const alert = topic.typeId === 32;
  const priority = topic.typeId === 29 ? random.pick([3, 4, 4]) : random.pick([1, 2, 3, 3, 3, 4]);
  const sla = findPriority(client.sla_id, priority);
  const lateness = random.chance(0.88) ? 0.75 : 2.2;
  const length = (sla?.fixHours ?? 32) * lateness * (0.15 + random.next()) * hourMs * 2;
  const latest = workingMoment(world, 0, 0.1);
  const endMs = Math.max(
    openedMs + 20 * 60_000,
    Math.min(openedMs + (isOpen ? Math.min(age * dayMs, length * 2) : length), latest),
  );
  const [teamId, agentId] = assign(random.int(0, 9), random.int(0, 99), isOpen, status, topic);
  const isInjection = fromEnd === ticketAt.injection;
  const plan = planBilling(client);
  const billing = toBilling(plan, topic, random.next());
  const isLong = fromEnd === ticketAt.long;
  return {
    id,
    domain: 'tickets',
    summary: summarise(fromEnd, topic, user),
    details: isInjection ? injection.asked : topic.asked,
    client_id: client.id,
    client_name: client.name,
    site_id: user.site.id,
    site_name: user.site.name,
    user_id: user.id,
    user_name: user.name,
    agent_id: agentId,
    team: teamName(teamId),
    team_id: teamId,
    status_id: status,
    priority_id: priority,
    sla_id: client.sla_id,
    tickettype_id: topic.typeId,
    category_1: topic.category,
    source: alert ? 4 : random.pick([1, 1, 1, 2, 3]),
    dateoccurred: timestamp(openedMs),
    dateclosed: isOpen ? undefined : timestamp(endMs),
    lastactiondate: timestamp(endMs),
    startdate: undefined,
    targetdate: undefined,
    contract_id: contractOf(client, plan, billing),
    parent_id: fromEnd === ticketAt.child ? firstId + count - 1 - ticketAt.parent : 0,
    merged_into_id: merged ? id + 1 : 0,
    excludefromsla: topic.typeId === 30,
    openedMs,
    lastMs: endMs,
    isOpen,
    client,
    site: user.site,
    user,
    topic,
    billing,
    actionCount: isLong ? longActionCount : pickAt(actionCounts, index) - (spare.has(index) ? 1 : 0),
    isLong,
  };
}

// The long ticket's many actions are taken from others, one each, so that the total stays four a ticket.
function spareActions(count: number): ReadonlySet<number> {
  const long = count - 1 - ticketAt.long;
  const excess = longActionCount - pickAt(actionCounts, long);
  const places = Array.from({ length: count }, (_, index) => index);
  return new Set(
    places.filter((index) => index !== long && pickAt(actionCounts, index) >= 4).slice(0, excess),
  );
}

// Some clients ring far more often than others.
function weightedIndex(fraction: number, count: number): number {
  return Math.floor(fraction ** 1.6 * count);
}

function openChance(ageDays: number): number {
  if (ageDays < 4) return 0.9;
  if (ageDays < 14) return 0.65;
  if (ageDays < 45) return 0.45;
  return ageDays < 180 ? 0.1 : 0.012;
}

function isAlwaysOpen(fromEnd: number): boolean {
  return (
    fromEnd === ticketAt.injection ||
    fromEnd === ticketAt.long ||
    fromEnd === ticketAt.emoji ||
    fromEnd === ticketAt.child
  );
}

function openStatus(fraction: number, ageDays: number): number {
  if (ageDays < 7 && fraction < 0.55) return 1;
  const statuses = [2, 2, 2, 4, 4, 5, 21, 23, 23, 24];
  return pickAt(statuses, Math.floor(fraction * statuses.length));
}

function assign(
  teamDraw: number,
  agentDraw: number,
  isOpen: boolean,
  status: number,
  topic: Topic,
): readonly [number, number] {
  const teamId =
    topic.category.startsWith('Network') || topic.category.startsWith('Security') ? 6 : teamDraw < 8 ? 3 : 4;
  if (isOpen && agentDraw < (status === 1 ? 80 : 6)) return [teamId, unassignedAgentId];
  return [teamId, pickAt(staffOf(teamId), agentDraw).id];
}

function teamName(teamId: number): string {
  return teamId === 6 ? 'Networks & Security' : teamId === 3 ? 'Service Desk' : 'Escalations';
}

function toBilling(plan: ReturnType<typeof planBilling>, topic: Topic, draw: number): Billing {
  if (plan.isPrepay) return 'prepay';
  if (!plan.isManaged && !plan.isContractOnly) return 'charge';
  return topic.typeId === 30 || draw < 0.12 ? 'charge' : 'contract';
}

function contractOf(client: ClientSeed, plan: ReturnType<typeof planBilling>, billing: Billing): number {
  if (billing === 'prepay') return prepayContractId(client);
  return billing === 'contract' && (plan.isManaged || plan.isContractOnly) ? managedContractId(client) : -1;
}

function summarise(fromEnd: number, topic: Topic, user: UserSeed): string {
  if (fromEnd === ticketAt.injection) return injection.summary;
  if (fromEnd === ticketAt.long) return 'Mailbox move, weekend two: running log';
  if (fromEnd === ticketAt.emoji) return '🖨️ Printer says “PC LOAD LETTER” 🙃 – 打印机, Drucker & imprimante';
  return topic.summary.startsWith('New starter')
    ? `${topic.summary}: requested by ${user.name}`
    : topic.summary;
}

/** True for tickets that the default list still shows: open, or closed in the last thirty days. */
export function isOpenOrRecent(world: World, ticket: TicketSeed): boolean {
  return ticket.isOpen || (ticket.dateclosed ?? '') >= addDays(world.date, -30);
}

export function isClosedStatus(statusId: number): boolean {
  return closedStatusIds.has(statusId);
}
