import type { CalendarDate } from '../../base/dates.ts';
import type { Halo } from '../../halo/client.ts';
import { groupByContract, readContract } from '../../revenue/contracts.ts';
import type { Currencies, Currency } from '../../revenue/currencies.ts';
import { parseMinor, sum } from '../../revenue/money.ts';
import { readPeriod } from '../../revenue/period.ts';
import type { Contract, Template } from '../../revenue/records.ts';
import { readSide } from '../side-section.ts';
import { toTemplate } from './billing-records.ts';
import { type ChargeFigures, describeState, readTemplateFigures } from './template-figures.ts';

/** The recurring invoices by the contract they bill, or in words why they are not all known. */
export type ContractBilling =
  | { readonly billedBy: ReadonlyMap<number, readonly Template[]> }
  | { readonly missing: string };

/** What a contract brings in, and by which way. */
export interface ContractCharge extends ChargeFigures {
  readonly currency: Currency;
  /** Ids of recurring invoices, with their state where not live, or "itself"; missing where nothing bills it now. */
  readonly billedBy?: string | undefined;
}

/** Reads all recurring invoices, whoever's they are: another client may be billed for the contract. */
export async function readContractBilling(halo: Halo): Promise<ContractBilling> {
  const read = await readSide(() => halo.recurringInvoices.walk({ includelines: true }));
  if ('missing' in read) return read;
  const { rows, total, stopped, unreadable } = read.value;
  if (stopped !== undefined || rows.length + unreadable.length < total) {
    return { missing: `only ${rows.length} of ${total} recurring invoices could be read` };
  }
  return { billedBy: groupByContract(rows.map(toTemplate)) };
}

/**
 * What a contract brings in: by the recurring invoice whose contract it is, else by itself. A recurring invoice that names
 * it on single lines only is told but brings no figures, since they would count twice.
 */
export function readContractCharge(
  contract: Contract,
  billing: ContractBilling,
  today: CalendarDate,
  currencies: Currencies,
): ContractCharge {
  // Halo sends no currency with a contract.
  const currency = currencies.countedIn({});
  const { digits } = currency;
  const ownPeriod = readPeriod(contract.periodCode);
  const ownNet = parseMinor(contract.charge, digits);
  const own: ContractCharge = {
    periodName: ownNet || ownPeriod.kind === 'repeating' ? ownPeriod.name : undefined,
    netMinor: ownNet || undefined,
    currency,
  };
  if ('missing' in billing) return own;
  const templates = billing.billedBy.get(contract.id) ?? [];
  if (templates.length > 0) return chargeOfTemplates(contract.id, templates, today, currencies);
  const reading = readContract(contract, [], today, digits);
  if (reading.kind === 'left out') return own;
  const { monthlyMinor, yearlyMinor } = reading;
  return { ...own, monthlyMinor, yearlyMinor, billedBy: 'itself' };
}

function chargeOfTemplates(
  contractId: number,
  templates: readonly Template[],
  today: CalendarDate,
  currencies: Currencies,
): ContractCharge {
  const billedBy = templates
    .map((template) => {
      const state = describeState(template, today);
      return state === 'live' ? String(template.id) : `${template.id} (${state})`;
    })
    .join(' ');
  const live = templates
    .filter((template) => template.contractId === contractId)
    .map((template) => {
      const currency = currencies.countedIn(template.currency);
      return { ...readTemplateFigures(template, today, currency.digits), currency };
    })
    .filter((figures) => figures.monthlyMinor !== undefined);
  const [only, ...others] = live;
  if (only === undefined) return { billedBy, currency: currencies.countedIn({}) };
  const { currency } = only;
  if (others.length === 0) return { ...only, billedBy };
  if (others.some((figures) => figures.currency.code !== currency.code)) return { billedBy, currency };
  return {
    monthlyMinor: sum(live.map((figures) => figures.monthlyMinor ?? 0)),
    yearlyMinor: sum(live.map((figures) => figures.yearlyMinor ?? 0)),
    billedBy,
    currency,
  };
}
