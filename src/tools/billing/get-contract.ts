import { z } from 'zod';
import type { Template } from '../../revenue/records.ts';
import type { Block } from '../answer.ts';
import { full, nameOrId } from '../fields.ts';
import { toFullRecord } from '../full-record.ts';
import { defineTool } from '../tool.ts';
import { readMoney } from './billing-money.ts';
import { nameContract, toContract } from './billing-records.ts';
import { readContractBilling, readContractCharge } from './contract-charges.ts';
import { readContractNames, resolveContract } from './contract-lookups.ts';
import { toBillingPlanRow, toContractFields, toPeriodRow } from './contract-summary.ts';
import { toBillingRows } from './contract-templates.ts';

/** Periods shown: the newest ones, the current one always. */
const shownPeriods = 12;

export const getContract = defineTool({
  name: 'get_contract',
  title: 'Get contract',
  effect: 'reads',
  description:
    'Shows one contract (agreement) by id or ref: type, dates, charge a period and a month, what bills it and with which lines, how work under it is charged, and hours included, used and left in each period. Find contracts with list_contracts.',
  input: z.strictObject({ id: nameOrId('contract, by id or ref'), full }),
  run: async (input, { halo, today }) => {
    const { id } = await resolveContract(halo, input.id);
    if (input.full) {
      const contract = await halo.contracts.get(id);
      return toFullRecord(`Contract ${nameContract(contract)}`, contract);
    }
    const [contract, billing, names, money] = await Promise.all([
      halo.contracts.get(id),
      readContractBilling(halo),
      readContractNames(halo),
      readMoney(halo),
    ]);
    const charge = readContractCharge(toContract(contract), billing, today, money.currencies);
    const templates: readonly Template[] = 'missing' in billing ? [] : (billing.billedBy.get(id) ?? []);
    const billingRows = toBillingRows(id, templates, today, money.currencies);
    const periods = (contract.periods ?? []).toSorted((a, b) =>
      (b.start_date ?? '').localeCompare(a.start_date ?? ''),
    );
    const plans = contract.billingplans ?? [];

    const blocks: Block[] = [
      {
        kind: 'fields',
        fields: toContractFields(contract, charge, names, money.currencies.home === undefined),
      },
    ];
    if (billingRows.length > 0) {
      blocks.push({
        kind: 'table',
        title: 'lines of the recurring invoices that bill it',
        rows: billingRows,
      });
    }
    if (periods.length > 0) {
      const shown = periods.filter((period, index) => index < shownPeriods || period.current === true);
      const title =
        shown.length < periods.length ? `newest ${shown.length} of ${periods.length} periods` : 'periods';
      blocks.push({ kind: 'table', title, rows: shown.map(toPeriodRow) });
    }
    if (plans.length > 0) {
      blocks.push({
        kind: 'table',
        title: 'how work under it is charged',
        rows: plans.map(toBillingPlanRow),
      });
    }
    return {
      heading: `Contract ${nameContract(contract)}`,
      notes: [
        money.note,
        ...('missing' in billing ? [`what bills it is NOT KNOWN (${billing.missing})`] : []),
        ...(charge.monthlyMinor === undefined && !('missing' in billing) ? ['brings in nothing now'] : []),
      ],
      blocks,
    };
  },
});
