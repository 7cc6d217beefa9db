import type { Row } from '../serialise.ts';

/** What labour costs an hour, net, in minor units of the home currency; `id` is the charge rate on actions, 0 is no charge. */
export const chargeRates = [
  { id: 0, name: 'No Charge', minorPerHour: 0 },
  { id: 1, name: 'Remote Support', minorPerHour: 9500 },
  { id: 2, name: 'On-site Support', minorPerHour: 12000 },
  { id: 3, name: 'Out of Hours', minorPerHour: 16500 },
  { id: 4, name: 'Project Work', minorPerHour: 11000 },
] as const;

export function findChargeRate(id: number): (typeof chargeRates)[number] {
  return chargeRates.find((rate) => rate.id === id) ?? chargeRates[0];
}

export const contractTypes = [
  { id: 1, name: 'Managed Service' },
  { id: 2, name: 'Pre-Pay Hours' },
  { id: 3, name: 'Hosting' },
  { id: 4, name: 'Maintenance' },
] as const;

export const contractStatuses = [
  { id: 1, name: 'Draft' },
  { id: 2, name: 'Awaiting Approval' },
  { id: 3, name: 'Live' },
  { id: 4, name: 'Expired' },
  { id: 5, name: 'Cancelled' },
] as const;

export const clientTypes = [
  { id: 1, name: 'Managed Client' },
  { id: 2, name: 'Pay As You Go' },
  { id: 3, name: 'Prospect' },
  { id: 4, name: 'Supplier' },
  { id: 5, name: 'Partner' },
] as const;

export const reportGroups = [
  { id: 1, name: 'Service Desk' },
  { id: 2, name: 'Billing' },
  { id: 3, name: 'Projects' },
  { id: 4, name: 'Assets' },
] as const;

const lists: Readonly<Record<number, readonly { readonly id: number; readonly name: string }[]>> = {
  17: chargeRates,
  22: [
    { id: 0, name: 'Manual' },
    { id: 1, name: 'Email' },
    { id: 2, name: 'Portal' },
    { id: 3, name: 'Phone' },
    { id: 4, name: 'Monitoring' },
  ],
  28: contractTypes,
  33: clientTypes,
  34: [
    { id: 1, name: 'Open' },
    { id: 2, name: 'Closed' },
  ],
  38: contractStatuses,
  39: [
    { id: 1, name: 'Draft' },
    { id: 2, name: 'Sent' },
    { id: 3, name: 'Accepted' },
  ],
  41: reportGroups,
  49: [
    { id: 0, name: 'Offline' },
    { id: 1, name: 'Online' },
  ],
};

/** A numbered code list; an unknown number has no rows. */
export function listLookup(lookupId: number): readonly Row[] {
  return (lists[lookupId] ?? []).map((entry, index) => ({
    lookupid: lookupId,
    id: entry.id,
    name: entry.name,
    value2: '',
    value3: '',
    value3_bool: false,
    value4: '',
    sequence: index,
    inactive: false,
    custom1: '',
  }));
}

export type CurrencySeed = {
  readonly id: number;
  readonly name: string;
  readonly symbol: string;
  readonly code: string;
  /** Units of this currency to one of the home currency. */
  readonly rate: number;
};

export const homeCurrency: CurrencySeed = {
  id: 1,
  name: 'Pound Sterling',
  symbol: '£',
  code: 'GBP',
  rate: 1,
};
export const euro: CurrencySeed = { id: 2, name: 'Euro', symbol: '€', code: 'EUR', rate: 1.16 };
/** Known to the instance, used by nobody. */
const dollar: CurrencySeed = { id: 3, name: 'US Dollar', symbol: '$', code: 'USD', rate: 1.28 };

export const currencies: readonly CurrencySeed[] = [homeCurrency, euro, dollar];
