import type { CalendarDate } from '../base/dates.ts';
import { type Equivalents, findEquivalents } from './equivalents.ts';
import { parseMinor } from './money.ts';
import { readPeriod } from './period.ts';
import type { Contract, Template } from './records.ts';
import { findDormancy } from './templates.ts';

/** What a contract itself charges a period, a month and a year, or why that counts for nothing now. */
export type ContractReading =
  | (Equivalents & { readonly kind: 'counted'; readonly netMinor: number })
  | (Exclusion & { readonly kind: 'left out' });

interface Exclusion {
  readonly reason: string;
  readonly detail?: string;
}

/** Recurring invoices by the contract they bill, named on their header or on any line. */
export function groupByContract(templates: readonly Template[]): ReadonlyMap<number, readonly Template[]> {
  const byContract = new Map<number, Template[]>();
  for (const template of templates) {
    const ids = [template.contractId, ...(template.lines ?? []).map((line) => line.contractId)];
    for (const id of new Set(ids)) {
      if (id === undefined || id <= 0) continue;
      byContract.set(id, [...(byContract.get(id) ?? []), template]);
    }
  }
  return byContract;
}

/**
 * Reads what a contract charges by itself now, net.
 * A contract that a recurring invoice names is never counted, since its charge would then be in twice; not even when
 * that recurring invoice is disabled or ended, because then nothing bills it.
 */
export function readContract(
  contract: Contract,
  billedBy: readonly Template[],
  today: CalendarDate,
  digits: number,
): ContractReading {
  const exclusion = findDormancyOfContract(contract, today) ?? findBilling(billedBy, today);
  if (exclusion) return { kind: 'left out', ...exclusion };
  const netMinor = parseMinor(contract.charge, digits) ?? 0;
  if (netMinor === 0) return { kind: 'left out', reason: 'no charge of its own' };
  const equivalents = findEquivalents(netMinor, contract.periodCode);
  if (!equivalents) return { kind: 'left out', reason: readPeriod(contract.periodCode).name };
  return { kind: 'counted', netMinor, ...equivalents };
}

function findDormancyOfContract(contract: Contract, today: CalendarDate): Exclusion | undefined {
  if (contract.status === 4) return { reason: 'expired' };
  if (contract.status === undefined) return { reason: 'no status' };
  if (contract.status !== 3) return { reason: `not live (status ${contract.status})` };
  if (contract.endDate && contract.endDate < today) return { reason: 'past its end' };
  const hasStarted = contract.startDate ? contract.startDate <= today : contract.hasStarted !== false;
  return hasStarted ? undefined : { reason: 'not started' };
}

function findBilling(templates: readonly Template[], today: CalendarDate): Exclusion | undefined {
  if (templates.length === 0) return undefined;
  const live = templates.filter((template) => findDormancy(template, today) === undefined);
  if (live.length > 0) return { reason: 'billed by a recurring invoice', detail: listIds(live) };
  const states = new Set(templates.map((template) => findDormancy(template, today)));
  return {
    reason: 'its recurring invoice bills nothing now',
    detail: `${listIds(templates)} ${[...states].sort().join(' and ')}`,
  };
}

// Ids are negative and the oldest is nearest to 0.
function listIds(templates: readonly Template[]): string {
  return templates
    .map((template) => template.id)
    .sort((a, b) => b - a)
    .join(' and ');
}
