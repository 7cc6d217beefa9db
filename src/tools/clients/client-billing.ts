import type { CalendarDate } from '../../base/dates.ts';
import type { Halo } from '../../halo/client.ts';
import { toDay } from '../../halo/halo-date.ts';
import type { Walk } from '../../halo/pages.ts';
import { type HaloContract, liveStatus } from '../../halo/resources/contracts.ts';
import type { Invoice } from '../../halo/resources/invoices.ts';
import type { RecurringInvoice } from '../../halo/resources/recurring-invoices.ts';
import { groupByContract } from '../../revenue/contracts.ts';
import { type RunRate, readRunRate } from '../../revenue/run-rate.ts';
import type { Row } from '../answer.ts';
import { type BillingMoney, readMoney, toCell } from '../billing/billing-money.ts';
import { toContract, toTemplate } from '../billing/billing-records.ts';
import { type ContractBilling, readContractCharge } from '../billing/contract-charges.ts';
import { readContractNames } from '../billing/contract-lookups.ts';
import { type ContractNames, toContractSummary } from '../billing/contract-summary.ts';
import { isInvoice } from '../billing/invoice-summary.ts';
import { isUnpaid, notPaid } from '../billing/unpaid.ts';
import { readSide, type SideSection } from '../side-section.ts';
import { addOutstanding, addRunRate } from './client-totals.ts';
import { describeGaps, isWhole } from './section-gaps.ts';

/** What a client is billed, ready for `get_client`. */
export interface ClientBilling {
  readonly totals: Row;
  readonly contracts: readonly Row[];
  readonly recurring: readonly Row[];
  readonly notes: readonly string[];
}

interface BillingSections {
  readonly contracts: SideSection<Walk<HaloContract>>;
  /** All clients': another client's recurring invoice may bill this client's contract. */
  readonly templates: SideSection<Walk<RecurringInvoice>>;
  readonly invoices: SideSection<Walk<Invoice>>;
  readonly names: ContractNames;
  readonly money: BillingMoney;
}

/** Reads a client's contracts, recurring invoices and unpaid invoices; what can't be read is said in the notes. */
export async function readClientBilling(
  halo: Halo,
  clientId: number,
  today: CalendarDate,
): Promise<ClientBilling> {
  const [contracts, templates, invoices, names, money] = await Promise.all([
    readSide(() => halo.contracts.walk({ client_id: clientId })),
    readSide(() => halo.recurringInvoices.walk({ includelines: true })),
    readSide(() => halo.invoices.walk({ client_id: clientId, paymentstatuses: notPaid })),
    readContractNames(halo),
    readMoney(halo),
  ]);
  return toClientBilling({ contracts, templates, invoices, names, money }, clientId, today);
}

function toClientBilling(sections: BillingSections, clientId: number, today: CalendarDate): ClientBilling {
  const { contracts, templates, invoices, names, money } = sections;
  const { currencies } = money;
  const allTemplates = 'value' in templates ? templates.value.rows.map(toTemplate) : [];
  const areAllThere = isWhole(templates);
  const billing: ContractBilling = areAllThere
    ? { billedBy: groupByContract(allTemplates) }
    : { missing: 'recurring invoices are not all there' };
  const own = 'value' in contracts ? contracts.value.rows.filter((each) => each.client_id === clientId) : [];
  const active = own.filter((contract) => isActive(contract, today));
  const unpaid =
    'value' in invoices
      ? invoices.value.rows.filter(
          (each) => isInvoice(each) && each.client_id === clientId && isUnpaid(each, currencies),
        )
      : undefined;
  const runRate =
    areAllThere && 'value' in contracts
      ? readRunRate(
          allTemplates.filter((template) => template.clientId === clientId),
          own.map(toContract),
          { today, currencies, billedBy: groupByContract(allTemplates) },
        )
      : undefined;
  const withCurrency = currencies.home === undefined;
  const besides =
    'value' in templates && templates.value.unreadable.length > 0 ? ' besides the unreadable ones' : '';
  return {
    totals: {
      monthlyRecurringNet:
        runRate === undefined ? 'not known' : `${addRunRate(runRate, 'monthlyMinor')}${besides}`,
      yearlyRecurringNet: runRate === undefined ? undefined : addRunRate(runRate, 'yearlyMinor'),
      ...(unpaid === undefined ? { unpaid: 'not known' } : addOutstanding(unpaid, currencies, today)),
      activeContracts: 'value' in contracts ? active.length : 'not known',
    },
    contracts: active.map((contract) => {
      const charge = readContractCharge(toContract(contract), billing, today, currencies);
      const { client: _, ...row } = toContractSummary(contract, charge, names, withCurrency);
      return row;
    }),
    recurring: toRecurringRows(runRate, withCurrency),
    notes: [
      money.note,
      ...describeGaps('contracts', contracts),
      ...describeGaps('recurring invoices', templates),
      ...describeGaps('unpaid invoices', invoices),
      ...describeLeftOut(runRate),
    ],
  };
}

function isActive(contract: HaloContract, today: CalendarDate): boolean {
  const end = toDay(contract.end_date);
  return contract.status === liveStatus && contract.active !== false && (end === undefined || end >= today);
}

function toRecurringRows(runRate: RunRate | undefined, withCurrency: boolean): readonly Row[] {
  const sources = (runRate?.sources ?? []).filter((source) => source.kind === 'recurring invoice');
  const foreign = new Map(runRate?.foreign.map((each) => [each.id, each]));
  return sources.map(({ id, label, periodName, netMinor, monthlyMinor, currency }) => ({
    id,
    reference: label,
    period: periodName,
    ...(withCurrency ? { currency: currency.code } : {}),
    billedIn: foreign.get(id)?.currency.code,
    rate: foreign.get(id)?.rate,
    netPerPeriod: toCell(netMinor, currency.digits),
    monthlyEquivalent: toCell(monthlyMinor, currency.digits),
  }));
}

/** What a person would expect in the monthly figure and does not find; what plainly bills nothing now is not told. */
function describeLeftOut(runRate: RunRate | undefined): readonly string[] {
  const odd = (runRate?.leftOut ?? []).filter(({ reason }) => !plainReasons.has(reason));
  if (odd.length === 0) return [];
  const named = odd.slice(0, 5).map(({ kind, id, reason }) => `${kind} ${id}: ${reason}`);
  return [`not in the monthly figure: ${named.join(', ')}${odd.length > 5 ? ' and more' : ''}`];
}

const plainReasons: ReadonlySet<string> = new Set([
  'disabled',
  'ended',
  'not started',
  'expired',
  'past its end',
  'no charge of its own',
  'billed by a recurring invoice',
]);
