import type { CalendarDate } from '../../base/dates.ts';
import { type ActionSeed, listActions } from './actions.ts';
import { type AgentSeed, agents } from './agents.ts';
import { type AssetSeed, buildAssets } from './assets.ts';
import { buildClients, type ClientSeed } from './clients.ts';
import { buildContracts, type ContractSeed } from './contracts.ts';
import {
  type InvoiceRecord,
  type TemplateRecord,
  toInvoiceRecord,
  toTemplateRecord,
} from './invoice-rows.ts';
import { buildInvoices, type InvoiceSeed, indexByTicket } from './invoices.ts';
import { type SiteSeed, sitesOf, type UserSeed, usersOf } from './people.ts';
import { buildOpportunities, buildProjects, listProjectTickets, type ProjectSeed } from './projects.ts';
import { buildTemplates, type TemplateSeed } from './recurring-invoices.ts';
import { buildTickets, idAfterTickets, type TicketSeed } from './tickets.ts';
import { createWorld, lazy, type World } from './world.ts';

/**
 * Everything the demo Halo knows. Each list is made when first asked for, so that starting costs nothing.
 * For a test that wants to reckon a figure by its own route, `invoiceRecords` and the like are plain records as they go over the wire.
 */
export interface DemoData {
  readonly world: World;
  readonly agents: readonly AgentSeed[];
  /** Active ones first. */
  readonly clients: () => readonly ClientSeed[];
  readonly sites: () => readonly SiteSeed[];
  readonly users: () => readonly UserSeed[];
  readonly tickets: () => readonly TicketSeed[];
  readonly projects: () => readonly ProjectSeed[];
  readonly opportunities: () => readonly TicketSeed[];
  /** Tickets, projects with their tasks, and opportunities: they share one table in Halo. */
  readonly faults: () => readonly TicketSeed[];
  /** A ticket's history, oldest first. */
  readonly actionsOf: (ticket: TicketSeed) => readonly ActionSeed[];
  readonly assets: () => readonly AssetSeed[];
  readonly contracts: () => readonly ContractSeed[];
  readonly templates: () => readonly TemplateSeed[];
  /** Invoices, credit notes and supplier bills. */
  readonly invoices: () => readonly InvoiceSeed[];
  /** Which invoice took up a ticket's labour. */
  readonly invoiceOfTicket: () => ReadonlyMap<number, InvoiceSeed>;
  /** All of `invoices` with their lines, as sent. */
  readonly invoiceRecords: () => readonly InvoiceRecord[];
  /** All recurring invoices with their lines, as sent. */
  readonly templateRecords: () => readonly TemplateRecord[];
}

/** The demo company's data: the same seed, date and scale give the same, byte for byte. */
export function createDemoData(options: {
  readonly seed?: number;
  readonly date: CalendarDate;
  readonly scale?: number;
}): DemoData {
  const world = createWorld(options.seed ?? 1, options.date, options.scale ?? 1);
  const clients = lazy(() => buildClients(world));
  const tickets = lazy(() => buildTickets(world, clients()));
  const projects = lazy(() => buildProjects(world, clients(), idAfterTickets(world)));
  const opportunities = lazy(() => buildOpportunities(world, clients(), idAfterTickets(world)));
  const templates = lazy(() => buildTemplates(world, clients()));
  const contracts = lazy(() => buildContracts(world, clients(), templates()));
  const invoices = lazy(() => buildInvoices(world, clients(), templates(), contracts(), tickets()));
  return {
    world,
    agents,
    clients,
    sites: lazy(() => clients().flatMap((client) => sitesOf(world, client))),
    users: lazy(() => clients().flatMap((client) => usersOf(world, client))),
    tickets,
    projects,
    opportunities,
    faults: lazy(() => [...tickets(), ...listProjectTickets(projects()), ...opportunities()]),
    actionsOf: (ticket) => listActions(world, ticket),
    assets: lazy(() => buildAssets(world, clients())),
    contracts,
    templates,
    invoices,
    invoiceOfTicket: lazy(() => indexByTicket(invoices())),
    invoiceRecords: () => invoices().map((invoice) => toInvoiceRecord(world, invoice, true)),
    templateRecords: () => templates().map((template) => toTemplateRecord(world, template, true)),
  };
}
