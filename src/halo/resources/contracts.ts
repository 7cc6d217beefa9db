import { z } from 'zod';
import { date, flag, id, number, optionalId, text } from '../fields.ts';
import type { ResourceDefinition } from '../resource.ts';

const periodSchema = z.looseObject({
  name: text,
  start_date: date,
  end_date: date,
  current: flag,
  hours_in_period: number,
  hours_used: number,
  hours_remaining: number,
});

const billingPlanSchema = z.looseObject({
  plan_name: text,
  billing_plan_desc: text,
  requesttype_name: text,
  chargerate_name: text,
  multiplier: number,
  site_name: text,
  not_included_in_contract: flag,
});

/** A contract; "Agreement" in some of Halo's menus. The nested lists come only with one contract, not in lists. */
export const contractSchema = z.looseObject({
  id,
  ref: text,
  refextra: text,
  client_id: id,
  client_name: text,
  site_name: text,
  start_date: date,
  end_date: date,
  started: flag,
  expired: flag,
  active: flag,
  status: optionalId,
  contract_status: text,
  billingperiod: optionalId,
  periodchargeamount: number,
  billingdescription: optionalId,
  billing_description_string: text,
  contracttype: optionalId,
  contracttype_name: text,
  next_invoice_date: date,
  numberofunitsfree: number,
  rollingcontract: flag,
  termmonths: number,
  percentageincrease: number,
  nextincrementdate: date,
  sla_name: text,
  note: text,
  contract_prepaytotal: number,
  contract_prepayused: number,
  contract_prepaybalance: number,
  periods: z.array(periodSchema).nullish(),
  billingplans: z.array(billingPlanSchema).nullish(),
});

export type HaloContract = z.infer<typeof contractSchema>;
export type ContractPeriod = z.infer<typeof periodSchema>;
export type BillingPlan = z.infer<typeof billingPlanSchema>;

/** The contract statuses that are the same in every Halo; others are each Halo's own. */
export const liveStatus = 3;
export const expiredStatus = 4;

export type ContractQuery = {
  readonly client_id?: number;
  readonly search?: string;
  /** Also archived ones; without it Halo sends only those it has marked as active. */
  readonly includeinactive?: boolean;
  readonly order?: string;
  readonly orderdesc?: boolean;
};

/** Contracts by id. */
export const contracts: ResourceDefinition<HaloContract, ContractQuery> = {
  path: '/ClientContract',
  noun: 'contracts',
  singular: 'contract',
  permission: 'read:contracts',
  keys: ['contracts'],
  schema: contractSchema,
  listQuery: { order: 'id', orderdesc: false },
  detailQuery: { includedetails: true, includeperiods: true },
};
