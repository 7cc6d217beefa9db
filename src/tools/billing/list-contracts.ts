import { z } from 'zod';
import { toDay } from '../../halo/halo-date.ts';
import { expiredStatus, type HaloContract } from '../../halo/resources/contracts.ts';
import { sum } from '../../revenue/money.ts';
import { day, nameOrId, paging } from '../fields.ts';
import { answerWalk } from '../list-answer.ts';
import { resolveClient } from '../resolve.ts';
import { defineTool } from '../tool.ts';
import { describeClient } from './billing-client.ts';
import { readMoney, writeMoney } from './billing-money.ts';
import { toContract } from './billing-records.ts';
import { readContractBilling, readContractCharge } from './contract-charges.ts';
import { readContractNames, resolveContractStatus, resolveContractType } from './contract-lookups.ts';
import { nameContractType, toContractSummary } from './contract-summary.ts';

export const listContracts = defineTool({
  name: 'list_contracts',
  title: 'List contracts',
  effect: 'reads',
  description:
    "Lists contracts (agreements) with type, start, end, status, net charge a period, what that comes to in a month, and what bills it: a recurring invoice (its negative id) or the contract itself. Use it for renewals (expires_before) or a client's agreements. For revenue in all use revenue_breakdown, since some recurring invoices have no contract.",
  input: z.strictObject({
    client: nameOrId('client').optional(),
    status: nameOrId('contract status, such as Live').optional(),
    type: nameOrId('contract type').optional(),
    expires_before: day('Only those that end before this day and have not expired').optional(),
    ...paging,
  }),
  run: async (input, { halo, today }) => {
    const [client, status, type] = await Promise.all([
      input.client === undefined ? undefined : resolveClient(halo, input.client),
      input.status === undefined ? undefined : resolveContractStatus(halo, input.status),
      input.type === undefined ? undefined : resolveContractType(halo, input.type),
    ]);
    const withArchived = status !== undefined;
    const [walk, billing, names, money] = await Promise.all([
      halo.contracts.walk({
        ...(client === undefined ? {} : { client_id: client.id }),
        ...(withArchived ? { includeinactive: true } : {}),
      }),
      readContractBilling(halo),
      readContractNames(halo),
      readMoney(halo),
    ]);
    const { home } = money.currencies;
    const before = input.expires_before;
    const matching = walk.rows
      .filter((contract) => client === undefined || contract.client_id === client.id)
      .filter((contract) => status === undefined || contract.status === status.id)
      .filter((contract) => type === undefined || nameContractType(contract, names) === type.name)
      .filter((contract) => withArchived || contract.active !== false)
      .filter((contract) => before === undefined || isExpiring(contract, before, withArchived))
      .toSorted(before === undefined ? byClient : byEnd);
    const priced = matching.map((contract) => ({
      contract,
      charge: readContractCharge(toContract(contract), billing, today, money.currencies),
    }));
    const monthlyMinor = sum(priced.map(({ charge }) => charge.monthlyMinor ?? 0));
    return answerWalk(walk, priced, {
      noun: 'contracts',
      page: input.page,
      pageSize: input.page_size,
      toRow: ({ contract, charge }) => toContractSummary(contract, charge, names, home === undefined),
      notes: [
        ...describeClient(client, matching),
        ...(status === undefined ? [] : [`status ${status.name}`]),
        ...(type === undefined ? [] : [`type ${type.name}`]),
        ...(before === undefined ? [] : [`ending before ${before}`]),
        withArchived ? 'archived ones included' : 'archived ones left out',
        before === undefined ? 'by client' : 'soonest end first',
        money.note,
        ...('missing' in billing ? [`what bills them is NOT KNOWN (${billing.missing})`] : []),
        ...('billedBy' in billing && home
          ? [`all of them together ${writeMoney(monthlyMinor, home)} a month`]
          : []),
      ],
    });
  },
});

function isExpiring(contract: HaloContract, before: string, withExpired: boolean): boolean {
  const end = toDay(contract.end_date);
  return end !== undefined && end < before && (withExpired || contract.status !== expiredStatus);
}

function byClient(a: HaloContract, b: HaloContract): number {
  return (a.client_name ?? '').localeCompare(b.client_name ?? '', 'en') || a.id - b.id;
}

function byEnd(a: HaloContract, b: HaloContract): number {
  return (toDay(a.end_date) ?? '').localeCompare(toDay(b.end_date) ?? '') || a.id - b.id;
}
