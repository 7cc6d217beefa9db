import { z } from 'zod';
import { full, nameOrId, paging, search, yes } from '../fields.ts';
import { toFullRecords } from '../full-record.ts';
import { answerList } from '../list-answer.ts';
import { resolveAgent } from '../resolve.ts';
import { defineTool } from '../tool.ts';
import { toClientSummary } from './client-summary.ts';
import { readTypeNames } from './client-types.ts';

export const listClients = defineTool({
  name: 'list_clients',
  title: 'List clients',
  effect: 'reads',
  description:
    "Lists the MSP's clients (customers) by name, with top level, status and relationships. Use it to find a client's id, to look for part of a name, or to see an account manager's clients. For everything about one client use get_client.",
  input: z.strictObject({
    search: search.optional(),
    account_manager: nameOrId('account manager (an agent)').optional(),
    include_inactive: yes('Also clients that are no longer active'),
    full,
    ...paging,
  }),
  run: async (input, { halo }) => {
    const [manager, typeNames] = await Promise.all([
      input.account_manager === undefined ? undefined : resolveAgent(halo, input.account_manager),
      readTypeNames(halo),
    ]);
    return answerList(
      {
        resource: halo.clients,
        query: {
          includeinactive: input.include_inactive,
          ...(input.search === undefined ? {} : { search: input.search }),
        },
        matches: (client) =>
          (input.include_inactive || client.inactive !== true) &&
          (manager === undefined || client.accountmanagertech === manager.id),
        mustReadAll: manager !== undefined,
      },
      {
        noun: 'clients',
        page: input.page,
        pageSize: input.page_size,
        toRow: (client) => toClientSummary(client, typeNames),
        toBlocks: input.full ? toFullRecords : undefined,
        notes: [
          ...(input.search === undefined ? [] : [`matching "${input.search}"`]),
          ...(manager === undefined ? [] : [`account manager ${manager.name}`]),
          input.include_inactive ? 'inactive ones included' : 'active only',
          'by name',
        ],
      },
    );
  },
});
