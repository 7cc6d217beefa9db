import { addDays, addMonths, type CalendarDate, startOfMonth } from '../../base/dates.ts';
import { pickAt } from '../random.ts';
import { ConstantRow, type Row, rest } from '../serialise.ts';
import { nameOfPeriod, nextPeriodStart, periods, planBilling } from './billing-plan.ts';
import type { ClientSeed } from './clients.ts';
import { formerContractId, managedContractId, prepayContractId, toContractRef } from './contract-ids.ts';
import { contractStatuses, contractTypes } from './lookups.ts';
import { mainSiteOf, mainUserOf } from './people.ts';
import { hasManagedContract, type TemplateSeed } from './recurring-invoices.ts';
import { midnight, noDate, timestamp, type World, workingMoment } from './world.ts';

/** A contract ("agreement"); money net, minor units of the home currency. */
export type ContractSeed = {
  readonly id: number;
  readonly ref: string;
  readonly client: ClientSeed;
  readonly client_id: number;
  readonly client_name: string;
  readonly typeId: number;
  readonly start_date: CalendarDate;
  readonly end_date: CalendarDate;
  readonly status: number;
  readonly active: boolean;
  readonly billingperiod: number;
  readonly chargeMinor: number;
  readonly next_invoice_date: CalendarDate | undefined;
  readonly hoursPerPeriod: number;
};

/** How Halo writes "no end". */
export const unlimitedEnd = '2099-12-31';

/** Clients, by place, whose contracts show something out of the ordinary. */
export const oddContracts = {
  unlimited: 7,
  expired: 12,
  notStarted: 17,
  archived: 27,
  endedButLive: 32,
  quarterly: 37,
} as const;

export function buildContracts(
  world: World,
  clients: readonly ClientSeed[],
  templates: readonly TemplateSeed[],
): readonly ContractSeed[] {
  const billedBy = new Map(templates.map((template) => [template.contract_id, template]));
  return clients.flatMap((client) => {
    const plan = planBilling(client);
    const managed =
      plan.isManaged && hasManagedContract(client) ? [draftManaged(world, client, billedBy)] : [];
    return [
      ...managed,
      ...(plan.isContractOnly ? [draftOwn(world, client)] : []),
      ...(plan.isPrepay ? [draftPrepay(world, client)] : []),
      ...draftFormer(world, client),
    ];
  });
}

/** The contract as lists give it. */
export function toContractRow(world: World, contract: ContractSeed): Row {
  const site = mainSiteOf(world, contract.client);
  const user = mainUserOf(world, contract.client);
  return {
    id: contract.id,
    client_id: contract.client_id,
    client_name: contract.client_name,
    ref: contract.ref,
    refextra: '',
    start_date: midnight(contract.start_date),
    end_date: midnight(contract.end_date),
    started: contract.start_date <= world.date,
    expired: contract.end_date < world.date,
    active: contract.active,
    numberofunitsfree: contract.hoursPerPeriod,
    billingperiod: contract.billingperiod,
    billingdescription: contract.typeId,
    subtype: 0,
    status: contract.status,
    contract_status: contractStatuses.find((each) => each.id === contract.status)?.name,
    site_id: site.id,
    site_name: site.name,
    user_id: user.id,
    user_name: user.name,
    sla_id: contract.client.sla_id,
    periodicinvoicenextdate:
      contract.next_invoice_date === undefined ? noDate : midnight(contract.next_invoice_date),
    next_invoice_date:
      contract.next_invoice_date === undefined ? noDate : midnight(contract.next_invoice_date),
    periodchargeamount: contract.chargeMinor / 100,
    note: '',
    contracttype: contract.typeId,
    contracttype_name: contractTypes.find((each) => each.id === contract.typeId)?.name,
    last_modified: timestamp(workingMoment(world, contract.id % 300, 0.4)),
    prepayrecurringchargebp: contract.typeId === 2 ? periods.monthly : 0,
    key: contract.id,
    use: 'contract',
    [rest]: contractRest,
  };
}

/** The contract read alone; `withPeriods` adds hours per period. */
export function toContractDetail(world: World, contract: ContractSeed, withPeriods: boolean): Row {
  const prepay = contract.typeId === 2;
  return {
    ...toContractRow(world, contract),
    billing_description_string: contractTypes.find((each) => each.id === contract.typeId)?.name,
    billing_period_string: nameOfPeriod(contract.billingperiod),
    termmonths: 36,
    rollingcontract: contract.end_date === unlimitedEnd,
    allowpyg: !prepay,
    allowprepay: prepay,
    allowfixedprice: contract.typeId === 1,
    paymentscheme: 0,
    chargehoursperperiod: contract.hoursPerPeriod,
    costperperiod: 0,
    startbalance: 0,
    percentageincrease: 3,
    nextincrementdate: midnight(addMonths(startOfMonth(world.date), 5)),
    contract_prepaytotal: prepay ? 40 : 0,
    contract_prepayused: prepay ? 26.5 : 0,
    contract_prepaybalance: prepay ? 13.5 : 0,
    prepayrecurringcharge: prepay ? 900 : 0,
    prepayrecurringhours: prepay ? 10 : 0,
    billingplans: [
      toBillingPlan(contract, 1, 'Remote Support'),
      toBillingPlan(contract, 2, 'On-site Support'),
    ],
    ...(withPeriods ? { periods: listPeriods(world, contract) } : {}),
    assets: [],
    users: [],
    sites: [],
    chargerates: [],
    schedule: [],
    attachments: [],
    customfields: [],
  };
}

const contractRest = new ConstantRow({
  asset_value: 0,
  refextra2: '',
  asset_sequence: 0,
  next_call_date: noDate,
  accounts_override_mailbox: 0,
  table: 8,
  asset_end_date: noDate,
  force_recalculation: false,
  cost_calculation: '',
  sent_to_oracle: false,
  createdby_id: 2,
  createdby_name: 'Rosalind Pemberton',
  billingcategory: 0,
});

function draft(
  client: ClientSeed,
  id: number,
  typeId: number,
  start: CalendarDate,
  end: CalendarDate,
): ContractSeed {
  return {
    id,
    ref: toContractRef(id) ?? '',
    client,
    client_id: client.id,
    client_name: client.name,
    typeId,
    start_date: start,
    end_date: end,
    status: 3,
    active: true,
    billingperiod: periods.monthly,
    chargeMinor: 0,
    next_invoice_date: undefined,
    hoursPerPeriod: 0,
  };
}

function draftManaged(
  world: World,
  client: ClientSeed,
  billedBy: ReadonlyMap<number, TemplateSeed>,
): ContractSeed {
  const id = managedContractId(client);
  const template = billedBy.get(id);
  const start = template?.startdate ?? addMonths(world.date, -12);
  // Half of them repeat the amount that their recurring invoice already bills, as happens in real instances.
  const chargeMinor = client.index % 2 === 0 ? 0 : 40000 + (client.index % 9) * 5500;
  return {
    ...draft(client, id, 1, start, endAfter(world, start, client)),
    chargeMinor,
    hoursPerPeriod: 99999,
  };
}

function draftOwn(world: World, client: ClientSeed): ContractSeed {
  const random = world.random('own contract', client.id);
  const period =
    client.index === oddContracts.quarterly ? periods.quarterly : pickAt(ownPeriods, client.index);
  const months = client.index === oddContracts.notStarted ? -1 : random.int(2, 30);
  const start = addMonths(startOfMonth(world.date), -months);
  const end = client.index === oddContracts.unlimited ? unlimitedEnd : addDays(addMonths(start, 36), -1);
  const next = nextAfter(world.date, start, period);
  return {
    ...draft(client, managedContractId(client), random.pick([3, 4]), start, end),
    billingperiod: period,
    chargeMinor: random.int(8, 60) * 2500,
    next_invoice_date: next,
  };
}

const ownPeriods = [
  periods.monthly,
  periods.monthly,
  periods.yearly,
  periods.halfYearly,
  periods.monthly,
] as const;

function draftPrepay(world: World, client: ClientSeed): ContractSeed {
  const start = addMonths(startOfMonth(world.date), -(3 + (client.index % 20)));
  return { ...draft(client, prepayContractId(client), 2, start, unlimitedEnd), hoursPerPeriod: 10 };
}

function draftFormer(world: World, client: ClientSeed): readonly ContractSeed[] {
  const id = formerContractId(client);
  const start = addMonths(startOfMonth(world.date), -40);
  const end = addDays(addMonths(start, 36), -1);
  const chargeMinor = 65000;
  switch (client.index) {
    case oddContracts.expired:
      return [{ ...draft(client, id, 1, start, end), status: 4, chargeMinor }];
    case oddContracts.endedButLive:
      return [{ ...draft(client, id, 4, start, end), chargeMinor }];
    case oddContracts.archived:
      return [{ ...draft(client, id, 4, start, end), status: 5, active: false, chargeMinor }];
    default:
      return client.index >= 40 && client.index % 11 === 0
        ? [{ ...draft(client, id, 1, start, end), status: 4, chargeMinor }]
        : [];
  }
}

function endAfter(world: World, start: CalendarDate, client: ClientSeed): CalendarDate {
  if (client.index % 5 === 0) return unlimitedEnd;
  let end = addMonths(start, 36);
  while (end <= world.date) end = addMonths(end, 12);
  return addDays(end, -1);
}

function nextAfter(day: CalendarDate, start: CalendarDate, period: number): CalendarDate | undefined {
  let next: CalendarDate | undefined = start;
  while (next !== undefined && next <= day) next = nextPeriodStart(next, period);
  return next;
}

function toBillingPlan(contract: ContractSeed, sequence: number, rate: string): Row {
  return {
    client_id: contract.client_id,
    seq: sequence,
    type: 0,
    requesttype: 0,
    requesttype_name: 'All',
    priority: 0,
    chargerate_type: 0,
    chargerate_id: sequence,
    chargerate_name: rate,
    multiplier: 1,
    plan_id: -contract.id - 100,
    plan_contract_id: contract.id,
    plan_name: contract.ref,
    category_1: '',
    allowallcontracts: false,
    work_hours_covered: 0,
    order: sequence,
    billing_plan_desc: contract.typeId === 2 ? 'Taken from the pre-paid hours' : 'Covered by the agreement',
  };
}

function listPeriods(world: World, contract: ContractSeed): readonly Row[] {
  const month = startOfMonth(world.date);
  const hours = contract.hoursPerPeriod;
  return [-2, -1, 0].map((offset, index) => {
    const start = addMonths(month, offset);
    const used = world.random('period', contract.id, index).int(0, 36) / 4;
    return {
      id: contract.id * 100 + index,
      contract_id: contract.id,
      name: start.slice(0, 7),
      start_date: midnight(start),
      end_date: midnight(addDays(addMonths(start, 1), -1)),
      current: offset === 0,
      hours_in_period: hours,
      hours_used: used,
      hours_remaining: Math.max(0, hours - used),
      hours_charged: Math.max(0, used - hours),
    };
  });
}
