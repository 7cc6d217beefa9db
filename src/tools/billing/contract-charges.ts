import type { CalendarDate } from '../../base/dates.ts';
import type { Halo } from '../../halo/client.ts';
import { groupByContract, readContract } from '../../revenue/contracts.ts';
import { parseMinor, sum } from '../../revenue/money.ts';
import { readPeriod } from '../../revenue/period.ts';
import type { Contract, Template } from '../../revenue/records.ts';
import { findDormancy, readTemplate, readTemplateCharge } from '../../revenue/templates.ts';
import { readSide } from '../side-section.ts';
import { toTemplate } from './billing-records.ts';

/** The recurring invoices by the contract they bill, or in words why they are not all known. */
export type ContractBilling =
  | { readonly billedBy: ReadonlyMap<number, readonly Template[]> }
  | { readonly missing: string };

/** What a contract brings in, and by which way. */
export interface ContractCharge {
  readonly periodName?: string | undefined;
  /** Net a period. */
  readonly netMinor?: number | undefined;
  /** Missing where nothing is billed now. */
  readonly monthlyMinor?: number | undefined;
  readonly yearlyMinor?: number | undefined;
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
  digits: number,
): ContractCharge {
  const ownPeriod = readPeriod(contract.periodCode);
  const ownNet = parseMinor(contract.charge, digits);
  const own: ContractCharge = {
    periodName: ownNet || ownPeriod.kind === 'repeating' ? ownPeriod.name : undefined,
    netMinor: ownNet || undefined,
  };
  if ('missing' in billing) return own;
  const templates = billing.billedBy.get(contract.id) ?? [];
  if (templates.length > 0) return chargeOfTemplates(contract.id, templates, today, digits);
  const reading = readContract(contract, [], today, digits);
  if (reading.kind === 'left out') return own;
  const { monthlyMinor, yearlyMinor } = reading;
  return { ...own, monthlyMinor, yearlyMinor, billedBy: 'itself' };
}

/** What a recurring invoice bills a period, also while dormant, and what that comes to while it is live. */
export function readTemplateFigures(template: Template, today: CalendarDate, digits: number): ContractCharge {
  const charge = readTemplateCharge(template, today, digits);
  const now = readTemplate(template, today, digits);
  return {
    periodName: readPeriod(template.periodCode).name,
    netMinor: charge.kind === 'counted' ? charge.netMinor : parseMinor(template.net, digits),
    monthlyMinor: now.kind === 'counted' ? now.monthlyMinor : undefined,
    yearlyMinor: now.kind === 'counted' ? now.yearlyMinor : undefined,
  };
}

/** The state of a recurring invoice in a word: live, disabled, ended, not started, one-time, unknown period code 12. */
export function describeState(template: Template, today: CalendarDate): string {
  const dormancy = findDormancy(template, today);
  if (dormancy !== undefined) return dormancy;
  const period = readPeriod(template.periodCode);
  return period.kind === 'repeating' ? 'live' : period.name;
}

function chargeOfTemplates(
  contractId: number,
  templates: readonly Template[],
  today: CalendarDate,
  digits: number,
): ContractCharge {
  const billedBy = templates
    .map((template) => {
      const state = describeState(template, today);
      return state === 'live' ? String(template.id) : `${template.id} (${state})`;
    })
    .join(' ');
  const whole = templates.filter((template) => template.contractId === contractId);
  const live = whole
    .map((template) => readTemplateFigures(template, today, digits))
    .filter((figures) => figures.monthlyMinor !== undefined);
  const [only, ...others] = live;
  if (only === undefined) return { billedBy };
  if (others.length === 0) return { ...only, billedBy };
  return {
    monthlyMinor: sum(live.map((figures) => figures.monthlyMinor ?? 0)),
    yearlyMinor: sum(live.map((figures) => figures.yearlyMinor ?? 0)),
    billedBy,
  };
}
