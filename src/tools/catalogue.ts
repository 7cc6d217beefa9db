import { getAsset } from './assets/get-asset.ts';
import { listAssets } from './assets/list-assets.ts';
import { getContract } from './billing/get-contract.ts';
import { getInvoice } from './billing/get-invoice.ts';
import { getRecurringInvoice } from './billing/get-recurring-invoice.ts';
import { listContracts } from './billing/list-contracts.ts';
import { listInvoices } from './billing/list-invoices.ts';
import { listRecurringInvoices } from './billing/list-recurring-invoices.ts';
import { revenueBreakdown } from './billing/revenue-breakdown.ts';
import { getClient } from './clients/get-client.ts';
import { listClients } from './clients/list-clients.ts';
import { getProject } from './projects/get-project.ts';
import { listProjects } from './projects/list-projects.ts';
import { listAgents } from './service/list-agents.ts';
import { listReports } from './service/list-reports.ts';
import { getTicket } from './tickets/get-ticket.ts';
import { listActions } from './tickets/list-actions.ts';
import { listTickets } from './tickets/list-tickets.ts';
import type { Tool } from './tool.ts';

/** All tools, in the order in which assistants see them. */
export const catalogue: readonly Tool[] = [
  listTickets,
  getTicket,
  listActions,
  listClients,
  getClient,
  listContracts,
  getContract,
  listInvoices,
  getInvoice,
  listRecurringInvoices,
  getRecurringInvoice,
  listProjects,
  getProject,
  listAssets,
  getAsset,
  revenueBreakdown,
  listAgents,
  listReports,
];
