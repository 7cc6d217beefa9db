import { addDays, addMonths, type CalendarDate, startOfMonth } from '../../base/dates.ts';
import { pickAt } from '../random.ts';
import { listActions, totalTime } from './actions.ts';
import { firstInvoiceDay, listPeriodStarts, planBilling } from './billing-plan.ts';
import type { ClientSeed } from './clients.ts';
import type { ContractSeed } from './contracts.ts';
import { mainSiteId } from './people.ts';
import type { TemplateSeed } from './recurring-invoices.ts';
import type { TicketSeed } from './tickets.ts';
import { midnight, scaled, type World } from './world.ts';

export type InvoiceKind = 'recurring' | 'labour' | 'hardware' | 'prepay' | 'contract' | 'credit' | 'supplier';

/** What is out of the ordinary about a document; each occurs at least once. */
export type InvoiceOddity = 'header differs' | 'no revenue' | 'empty lines' | 'line off' | 'recognition';

/** An invoice, credit note or supplier bill: what lists filter and sort by, and what its lines follow from. */
export type InvoiceSeed = {
  readonly id: number;
  readonly kind: InvoiceKind;
  readonly invoicenumber: string;
  readonly invoice_date: string;
  readonly duedate: string;
  /** Who pays. */
  readonly client: ClientSeed;
  readonly client_id: number;
  readonly client_name: string;
  /** Whom it was for, where somebody else pays. */
  readonly original: ClientSeed | undefined;
  readonly site_id: number;
  readonly template: TemplateSeed | undefined;
  readonly contract: ContractSeed | undefined;
  /** Negative for a generated invoice; otherwise -1, 0 or missing, as it varies in real instances. */
  readonly recurring_invoice_id: number | undefined;
  readonly contract_id: number;
  readonly ticket_id: number;
  readonly tickets: readonly TicketSeed[];
  /** The invoice that a credit note takes back, in part. */
  readonly credits: InvoiceSeed | undefined;
  /** False for a credit note that only its negative sum gives away. */
  readonly isLinkedCredit: boolean;
  readonly posted: boolean;
  readonly voided: boolean;
  /** 0 and -1 unpaid, 2 in part, 1 paid. */
  readonly paymentstatus: number;
  readonly oddity: InvoiceOddity | undefined;
};

const firstId = 5001;

/** Every document of the last 24 months and this one so far, oldest first. */
export function buildInvoices(
  world: World,
  clients: readonly ClientSeed[],
  templates: readonly TemplateSeed[],
  contracts: readonly ContractSeed[],
  tickets: readonly TicketSeed[],
): readonly InvoiceSeed[] {
  const labour = groupLabour(world, tickets);
  const active = clients.filter((client) => !client.inactive);
  const drafts = [
    ...templates.flatMap((template) => draftRecurring(template, labour)),
    ...draftLabour(labour),
    ...contracts.flatMap((contract) => draftContract(world, contract)),
    ...draftHardware(world, active),
    ...active
      .filter((client) => planBilling(client).isPrepay)
      .flatMap((client) => draftPrepay(world, client)),
    ...draftSupplier(world, active),
  ].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.client.id - b.client.id));
  const clientsById = new Map(clients.map((client) => [client.id, client]));
  const invoices = drafts.map((draft, index) => finish(world, clientsById, draft, firstId + index));
  return [...invoices, ...draftCredits(world, invoices, firstId + invoices.length)];
}

/** Which invoice a ticket's labour went on. */
export function indexByTicket(invoices: readonly InvoiceSeed[]): ReadonlyMap<number, InvoiceSeed> {
  return new Map(
    invoices.flatMap((invoice) =>
      invoice.kind === 'credit' ? [] : invoice.tickets.map((ticket) => [ticket.id, invoice] as const),
    ),
  );
}

type Draft = {
  readonly kind: InvoiceKind;
  readonly day: CalendarDate;
  readonly client: ClientSeed;
  readonly template?: TemplateSeed;
  readonly tickets?: readonly TicketSeed[];
  readonly contract?: ContractSeed;
};

/** Chargeable tickets by client and the month after the one they closed in; taken out of the map as they are billed. */
function groupLabour(world: World, tickets: readonly TicketSeed[]): Map<string, TicketSeed[]> {
  const groups = new Map<string, TicketSeed[]>();
  for (const ticket of tickets) {
    if (ticket.billing !== 'charge' || ticket.dateclosed === undefined || ticket.status_id === 20) continue;
    const billed = addMonths(startOfMonth(ticket.dateclosed.slice(0, 10)), 1);
    if (billed > world.date || totalTime(listActions(world, ticket)).chargeHours === 0) continue;
    const key = `${billed}/${ticket.client_id}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [ticket]);
    else group.push(ticket);
  }
  return groups;
}

function draftRecurring(template: TemplateSeed, labour: Map<string, TicketSeed[]>): readonly Draft[] {
  const sweeps = planBilling(template.client).sweepsLabour && template.contract_id > 0;
  return template.createdDays.map((day) => {
    const key = `${startOfMonth(day)}/${template.client_id}`;
    const tickets = sweeps ? labour.get(key) : undefined;
    if (tickets !== undefined) labour.delete(key);
    return { kind: 'recurring', day, client: template.client, template, tickets: tickets ?? [] };
  });
}

function draftLabour(labour: ReadonlyMap<string, readonly TicketSeed[]>): readonly Draft[] {
  return [...labour].flatMap(([key, tickets]) => {
    const [first] = tickets;
    return first === undefined
      ? []
      : [{ kind: 'labour', day: key.slice(0, 10), client: first.client, tickets } as const];
  });
}

// A contract that bills itself makes invoices without any recurring invoice behind them.
function draftContract(world: World, contract: ContractSeed): readonly Draft[] {
  if (!planBilling(contract.client).isContractOnly || contract.client.index % 20 !== 7) return [];
  const from = firstInvoiceDay(world);
  return listPeriodStarts(contract.start_date, world.date, contract.billingperiod)
    .filter((day) => day >= from)
    .map((day) => ({ kind: 'contract', day, client: contract.client, contract }));
}

function draftHardware(world: World, clients: readonly ClientSeed[]): readonly Draft[] {
  const first = firstInvoiceDay(world);
  return Array.from({ length: scaled(world, 330) }, (_, index) => {
    const random = world.random('hardware', index);
    const day = addDays(first, random.int(0, 729));
    return {
      kind: 'hardware' as const,
      day,
      client: pickAt(clients, Math.floor(random.next() ** 1.4 * clients.length)),
    };
  }).filter((draft) => draft.day <= world.date);
}

function draftPrepay(world: World, client: ClientSeed): readonly Draft[] {
  const first = firstInvoiceDay(world);
  return [1, 7, 13, 19].map((month) => ({
    kind: 'prepay',
    day: addDays(addMonths(first, month), client.index % 25),
    client,
  }));
}

function draftSupplier(world: World, clients: readonly ClientSeed[]): readonly Draft[] {
  return Array.from({ length: scaled(world, 40) }, (_, index) => ({
    kind: 'supplier' as const,
    day: addDays(world.date, -world.random('supplier', index).int(1, 700)),
    client: pickAt(clients, index * 17),
  }));
}

function finish(
  world: World,
  clients: ReadonlyMap<number, ClientSeed>,
  draft: Draft,
  id: number,
): InvoiceSeed {
  const random = world.random('invoice', id);
  const payer = clients.get(draft.client.client_to_invoice);
  const client = payer ?? draft.client;
  const duedate = addDays(draft.day, client.paymentterms);
  const posted = draft.day < addDays(world.date, -12) || random.chance(0.4);
  const oddity = oddityOf(draft, id, world);
  const voided = oddity === undefined && draft.kind !== 'supplier' && random.chance(0.004);
  const [ticket] = draft.tickets ?? [];
  return {
    id,
    kind: draft.kind,
    invoicenumber: `${draft.kind === 'supplier' ? 'BILL' : 'INV'}-${String(id).padStart(6, '0')}`,
    invoice_date: midnight(draft.day),
    duedate: midnight(duedate),
    client,
    client_id: client.id,
    client_name: client.name,
    original: payer === undefined ? undefined : draft.client,
    site_id: mainSiteId(client),
    template: draft.template,
    contract: draft.contract,
    recurring_invoice_id: draft.template?.id ?? (id % 4 === 3 ? undefined : pickAt([-1, 0, -1], id)),
    contract_id: draft.template?.contract_id ?? draft.contract?.id ?? -1,
    ticket_id: draft.kind === 'labour' && draft.tickets?.length === 1 ? (ticket?.id ?? 0) : 0,
    tickets: draft.tickets ?? [],
    credits: undefined,
    isLinkedCredit: false,
    posted,
    voided,
    paymentstatus: voided ? 0 : paymentStatus(world, draft.day, duedate, posted, random.next()),
    oddity,
  };
}

// The oddities fall in months that a "last twelve complete months" question covers.
function oddityOf(draft: Draft, id: number, world: World): InvoiceOddity | undefined {
  const month = draft.day.slice(0, 7);
  const monthsAgo = (count: number) => addMonths(startOfMonth(world.date), -count).slice(0, 7);
  if (draft.kind === 'recurring' && draft.template?.period === 2) {
    if (draft.client.index === 23 && month === monthsAgo(2)) return 'header differs';
    if (draft.client.index === 10 && month === monthsAgo(3)) return 'line off';
    if (draft.client.index === 14 && month === monthsAgo(4)) return 'no revenue';
    if (draft.client.index === 15 && month === monthsAgo(2)) return 'empty lines';
  }
  return draft.kind === 'hardware' && id % 97 === 0 ? 'recognition' : undefined;
}

function paymentStatus(
  world: World,
  day: CalendarDate,
  due: CalendarDate,
  posted: boolean,
  draw: number,
): number {
  if (!posted) return -1;
  if (day > addDays(world.date, -14)) return draw < 0.85 ? 0 : 1;
  if (due >= world.date) return draw < 0.5 ? 0 : 1;
  if (due >= addDays(world.date, -60)) return draw < 0.12 ? 0 : draw < 0.16 ? 2 : 1;
  return draw < 0.015 ? 0 : 1;
}

function draftCredits(world: World, invoices: readonly InvoiceSeed[], from: number): readonly InvoiceSeed[] {
  const creditable = invoices.filter(
    (invoice) =>
      invoice.kind !== 'supplier' && !invoice.voided && invoice.oddity === undefined && invoice.posted,
  );
  return Array.from({ length: scaled(world, 26) }, (_, index): InvoiceSeed => {
    const random = world.random('credit', index);
    const credits = pickAt(creditable, Math.floor((0.15 + random.next() * 0.84) * creditable.length));
    const issued = addDays(credits.invoice_date.slice(0, 10), random.int(3, 25));
    const [day = issued] = [issued, world.date].sort();
    const isLinkedCredit = index % 6 !== 0;
    return {
      ...credits,
      id: from + index,
      kind: 'credit',
      invoicenumber: `CN-${String(from + index).padStart(6, '0')}`,
      invoice_date: midnight(day),
      duedate: midnight(day),
      recurring_invoice_id: isLinkedCredit ? credits.recurring_invoice_id : -1,
      credits,
      isLinkedCredit,
      posted: true,
      paymentstatus: 1,
      oddity: undefined,
    };
  });
}
