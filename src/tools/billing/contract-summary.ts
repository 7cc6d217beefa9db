import { isUnlimited, toDay } from '../../halo/halo-date.ts';
import type { BillingPlan, ContractPeriod, HaloContract } from '../../halo/resources/contracts.ts';
import { expiredStatus, liveStatus } from '../../halo/resources/contracts.ts';
import type { Row } from '../answer.ts';
import { showDay } from '../moments.ts';
import { htmlToText, toLine } from '../text.ts';
import { toCell, toMoney } from './billing-money.ts';
import { nameContract } from './billing-records.ts';
import type { ContractCharge } from './contract-charges.ts';

/** The names behind the numbers on a contract. */
export interface ContractNames {
  readonly types: ReadonlyMap<number, string>;
  readonly statuses: ReadonlyMap<number, string>;
}

/** A contract as lists show it. */
export function toContractSummary(
  contract: HaloContract,
  charge: ContractCharge,
  names: ContractNames,
  withCurrency: boolean,
): Row {
  const { code, digits } = charge.currency;
  return {
    id: contract.id,
    ref: nameContract(contract),
    client: contract.client_name,
    type: nameContractType(contract, names),
    start: showDay(contract.start_date),
    end: showEnd(contract.end_date),
    status: nameContractStatus(contract, names),
    billingPeriod: charge.periodName,
    ...(withCurrency ? { currency: code } : {}),
    netPerPeriod: toCell(charge.netMinor, digits),
    monthlyEquivalent: toCell(charge.monthlyMinor, digits),
    billedBy: charge.billedBy,
  };
}

/** A contract as `get_contract` shows it. */
export function toContractFields(
  contract: HaloContract,
  charge: ContractCharge,
  names: ContractNames,
  withCurrency: boolean,
): Row {
  const { digits } = charge.currency;
  const isBilledByTemplate = charge.billedBy !== undefined && charge.billedBy !== 'itself';
  const { ref: _, ...summary } = toContractSummary(contract, charge, names, withCurrency);
  return {
    ...summary,
    yearlyEquivalent: toCell(charge.yearlyMinor, digits),
    site: contract.site_name,
    sla: contract.sla_name,
    nextInvoice: showDay(contract.next_invoice_date),
    hoursIncludedPerPeriod: showHoursIncluded(contract.numberofunitsfree),
    termMonths: contract.termmonths || undefined,
    rolling: contract.rollingcontract || undefined,
    nextIncrease: showDay(contract.nextincrementdate),
    increasePercent: contract.percentageincrease || undefined,
    prepayTotal: contract.contract_prepaytotal || undefined,
    prepayUsed: contract.contract_prepayused || undefined,
    prepayBalance: contract.contract_prepaytotal ? contract.contract_prepaybalance : undefined,
    note: contract.note ? toLine(htmlToText(contract.note), 500) : undefined,
    ownChargeNotCounted: isBilledByTemplate
      ? toMoney(contract.periodchargeamount || undefined, digits)
      : undefined,
  };
}

/** A period of a contract with its hours. */
export function toPeriodRow(period: ContractPeriod): Row {
  const hours = (value: number | null | undefined) =>
    value === null || value === undefined || isUnlimitedHours(value) ? undefined : { hours: value };
  return {
    period: period.name,
    start: showDay(period.start_date),
    end: showDay(period.end_date),
    current: period.current === true ? true : undefined,
    hoursIncluded: hours(period.hours_in_period),
    hoursUsed: hours(period.hours_used),
    hoursRemaining: isUnlimitedHours(period.hours_in_period) ? undefined : hours(period.hours_remaining),
  };
}

/** How work under the contract is charged. */
export function toBillingPlanRow(plan: BillingPlan): Row {
  return {
    plan: plan.plan_name,
    ticketType: plan.requesttype_name,
    chargeRate: plan.chargerate_name,
    multiplier: plan.multiplier === 1 ? undefined : plan.multiplier,
    site: plan.site_name,
    covered: plan.not_included_in_contract === true ? false : undefined,
    description: plan.billing_plan_desc,
  };
}

/** The contract's type by name, from Halo's list of contract types first. */
export function nameContractType(contract: HaloContract, names: ContractNames): string | undefined {
  return (
    names.types.get(contract.billingdescription ?? 0) ??
    (contract.billing_description_string || contract.contracttype_name || undefined)
  );
}

/** The contract's status by name. */
export function nameContractStatus(contract: HaloContract, names: ContractNames): string | undefined {
  const { status } = contract;
  if (contract.contract_status) return contract.contract_status;
  if (status === null || status === undefined) return undefined;
  const known = names.statuses.get(status);
  if (known !== undefined) return known;
  return status === liveStatus ? 'Live' : status === expiredStatus ? 'Expired' : `status ${status}`;
}

function showEnd(value: string | null | undefined): string | undefined {
  const day = toDay(value);
  return day !== undefined && isUnlimited(day) ? 'unlimited' : day;
}

function showHoursIncluded(units: number | null | undefined): string | number | undefined {
  if (!units) return undefined;
  return isUnlimitedHours(units) ? 'unlimited' : units;
}

// 99999 hours stand for "unlimited"; seen in Halo's own SQL.
function isUnlimitedHours(hours: number | null | undefined): boolean {
  return (hours ?? 0) >= 99_999;
}
