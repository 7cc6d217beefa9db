import { z } from 'zod';
import { breakDownRevenue, type RevenueBreakdown } from '../../revenue/breakdown.ts';
import { day, nameOrId, paging } from '../fields.ts';
import { resolveClient } from '../resolve.ts';
import { defineTool } from '../tool.ts';
import { readRevenue } from './read-revenue.ts';
import { toRevenueAnswer } from './revenue-reply.ts';
import { resolveRevenueWindow } from './window.ts';

export const revenueBreakdown = defineTool({
  name: 'revenue_breakdown',
  title: 'Revenue breakdown',
  effect: 'reads',
  description:
    'Tells what is recurring and what is not, net of tax, for one client or all: billed in a period (recurring, non-recurring, credits), by client, month or both, and the run rate now (MRR, ARR) from live recurring invoices and contracts. Says what was left out and why. Use it for every question about revenue, MRR or recurring share instead of adding up invoices. By default the last 12 complete months.',
  input: z.strictObject({
    client: nameOrId('client (default all)').optional(),
    from: day('First invoice date').optional(),
    to: day('Last invoice date').optional(),
    by: z.enum(['client', 'month', 'client_and_month']).default('client').describe('What the rows are'),
    ...paging,
  }),
  run: async (input, { halo, today }) => {
    const window = resolveRevenueWindow(input, today);
    const client = input.client === undefined ? undefined : await resolveClient(halo, input.client);
    const reading = await readRevenue(halo, window, client?.id);
    const breakdown = breakDownRevenue(reading.records, { ...reading.window, today, clientId: client?.id });
    const name =
      client === undefined
        ? undefined
        : (client.name ?? findClientName(breakdown) ?? (await halo.clients.get(client.id)).name);
    return toRevenueAnswer(breakdown, reading, {
      by: input.by,
      page: input.page,
      pageSize: input.page_size,
      client: name,
      window,
      today,
    });
  },
});

function findClientName({ sections, leftOut }: RevenueBreakdown): string | undefined {
  const names = [...sections.flatMap((section) => section.clients), ...leftOut].map(
    (each) => each.clientName,
  );
  return names.find((name) => name !== '');
}
