import { pickAt } from '../random.ts';
import { accountManagers } from './agents.ts';
import { type CurrencySeed, euro, homeCurrency } from './lookups.ts';
import { nameStems, trades } from './words.ts';
import { scaled, type World } from './world.ts';

export type ClientSeed = {
  readonly id: number;
  /** Position in the list; the first forty active ones each show one billing oddity (`billing-plan.ts`). */
  readonly index: number;
  readonly name: string;
  readonly inactive: boolean;
  readonly toplevel_id: number;
  readonly toplevel_name: string;
  readonly ref: string;
  readonly domain: string;
  readonly accountmanagertech: number;
  readonly customertype: number;
  readonly is_vip: boolean;
  readonly stopped: number;
  readonly sla_id: number;
  readonly paymentterms: number;
  readonly currency: CurrencySeed;
  /** The client that pays instead, where there is one. */
  readonly client_to_invoice: number;
  readonly siteCount: number;
  readonly userCount: number;
};

export const activeClients = 122;
const inactiveClients = 14;
const firstId = 12;

const topLevels = [
  { id: 1, name: 'Direct Clients' },
  { id: 2, name: 'Healthcare Group' },
  { id: 3, name: 'Education Trusts' },
] as const;

/** Places in the list of clients that tests and texts refer to. */
export const clientAt = {
  /** A name with quotes, a comma and an HTML tag. */
  awkwardName: 0,
  /** Billed in euro. */
  euro: [1, 24],
  /** Its invoices go to the next one. */
  billedThroughParent: 2,
  parent: 3,
  /** Two names of which one begins the other. */
  similarNames: [30, 31],
} as const;

const ownNames: Readonly<Record<number, string>> = {
  0: 'Hartwhistle, "The Old Mill" & Sons <b>Ltd</b>',
  1: 'Tannheide Maschinenbau GmbH',
  2: 'Quillmere Nurseries',
  3: 'Quillmere Holdings',
  24: 'Crèmerie Valbrune SARL',
  30: 'Northfold Dental',
  31: 'Northfold Dental (Ashmere)',
  33: 'مكتبة الواحة للنشر',
  34: "O'Hanrahan & Duffield LLP",
  35: 'みなと設計事務所',
};

/** All clients, active ones first. */
export function buildClients(world: World): readonly ClientSeed[] {
  const active = scaled(world, activeClients);
  const count = active + scaled(world, inactiveClients);
  return Array.from({ length: count }, (_, index) => buildClient(world, index, index >= active));
}

function buildClient(world: World, index: number, inactive: boolean): ClientSeed {
  const random = world.random('client', index);
  const name = nameOf(index);
  const topLevel = pickAt(topLevels, random.chance(0.7) ? 0 : random.int(1, 2));
  return {
    id: firstId + index,
    index,
    name,
    inactive,
    toplevel_id: topLevel.id,
    toplevel_name: topLevel.name,
    ref: `C${String(1000 + index)}`,
    domain: `${toDomain(name, index)}.example`,
    accountmanagertech: random.pick(accountManagers).id,
    customertype: inactive ? 3 : index % 10 === 9 ? 2 : 1,
    is_vip: random.chance(0.08),
    stopped: inactive || index === 37 ? 1 : 0,
    sla_id: random.chance(0.2) ? 2 : 1,
    paymentterms: random.pick([30, 30, 30, 14, 60]),
    currency: clientAt.euro.some((place) => place === index) ? euro : homeCurrency,
    client_to_invoice: index === clientAt.billedThroughParent ? firstId + clientAt.parent : 0,
    siteCount: random.pick([1, 1, 1, 2, 2, 3]),
    userCount: random.int(3, 12),
  };
}

function nameOf(index: number): string {
  const own = ownNames[index];
  if (own !== undefined) return own;
  const stem = index % nameStems.length;
  const round = Math.floor(index / nameStems.length);
  const trade = stem * 7 + round;
  const edition = Math.floor(round / trades.length);
  const name = `${pickAt(nameStems, stem)} ${pickAt(trades, trade)}`;
  return edition === 0 ? name : `${name} ${edition + 1}`;
}

function toDomain(name: string, index: number): string {
  const ascii = name.toLowerCase().replaceAll(/[^a-z]+/g, '');
  return ascii.length < 4 ? `client${index}` : ascii.slice(0, 24);
}
