import { addDays, addMonths, type CalendarDate, startOfMonth } from '../../base/dates.ts';
import type { Random } from '../random.ts';
import { firstInvoiceDay, listPeriodStarts, nextPeriodStart, periods, planBilling } from './billing-plan.ts';
import type { ClientSeed } from './clients.ts';
import { managedContractId } from './contract-ids.ts';
import type { World } from './world.ts';

/** A line of a recurring invoice; money in minor units of the client's currency. */
export type TemplateLine = {
  readonly id: number;
  readonly code: string;
  readonly description: string;
  /** Where the quantity comes from: 1 licences, 2 users, 3 assets, 4 subscriptions, 0 typed in. */
  readonly quantityType: number;
  readonly quantity: number;
  readonly unitMinor: number;
  readonly discountPercent: number;
  readonly isOneTime: boolean;
  readonly isGroupHeader: boolean;
  /** Halo marks a line that is off in either of two ways. */
  readonly off: 'isinactive' | 'isActive' | undefined;
  /** 0 follows the recurring invoice. */
  readonly billingperiod: number;
  readonly startdate: CalendarDate | undefined;
  readonly enddate: CalendarDate | undefined;
};

/** A recurring invoice; its id is negative. */
export type TemplateSeed = {
  readonly id: number;
  readonly client: ClientSeed;
  readonly client_id: number;
  readonly client_name: string;
  readonly reference: string;
  readonly contract_id: number;
  readonly period: number;
  readonly disabled: boolean;
  readonly startdate: CalendarDate;
  readonly enddate: CalendarDate | undefined;
  readonly nextcreationdate: CalendarDate | undefined;
  readonly lastcreated: CalendarDate | undefined;
  /** Days within the kept 24 months on which it made an invoice. */
  readonly createdDays: readonly CalendarDate[];
  readonly lines: readonly TemplateLine[];
};

const firstTemplateId = -101;

/** Clients, by place, whose recurring invoices show something out of the ordinary. */
export const oddTemplates = {
  disabled: 4,
  ended: 5,
  notStarted: 6,
  oneTimeAndOff: 10,
  otherPeriod: 11,
  discount: 22,
  datedLines: 26,
  sharedContract: 29,
} as const;

/** All recurring invoices, newest number lowest. */
export function buildTemplates(world: World, clients: readonly ClientSeed[]): readonly TemplateSeed[] {
  const drafts = clients.flatMap((client) => {
    const plan = planBilling(client);
    return [
      ...(plan.isManaged ? [draftManaged(world, client)] : []),
      ...(client.index === oddTemplates.sharedContract
        ? [draftExtra(world, client, periods.quarterly, true)]
        : []),
      ...(plan.extraPeriod === undefined ? [] : [draftExtra(world, client, plan.extraPeriod, false)]),
    ];
  });
  return drafts.map((draft, index) => finish(world, draft, firstTemplateId - index));
}

/** The quantity of a line so many months ago; it grows now and then. */
export function quantityAt(line: TemplateLine, monthsAgo: number): number {
  if (line.quantityType === 0 || line.id % 3 === 0) return line.quantity;
  return Math.max(1, line.quantity - Math.floor(monthsAgo / (4 + (line.id % 5))));
}

/** The price so many months ago; it rose once, a year ago. */
export function unitMinorAt(line: TemplateLine, monthsAgo: number): number {
  return monthsAgo >= 12 && line.quantityType !== 0 ? Math.round(line.unitMinor * 0.97) : line.unitMinor;
}

type Draft = Omit<TemplateSeed, 'id' | 'createdDays' | 'nextcreationdate' | 'lastcreated' | 'lines'> & {
  readonly lines: readonly Omit<TemplateLine, 'id'>[];
};

function draftManaged(world: World, client: ClientSeed): Draft {
  const random = world.random('managed', client.id);
  const age = random.chance(0.2) ? random.int(3, 20) : random.int(24, 70);
  const months = client.index === oddTemplates.notStarted ? -2 : age;
  const first = addMonths(startOfMonth(world.date), -months);
  return {
    client,
    client_id: client.id,
    client_name: client.name,
    reference: random.pick(['Managed Services', 'Managed IT Support', 'Support Agreement']),
    // Some agreements live on the recurring invoice alone.
    contract_id: hasManagedContract(client) ? managedContractId(client) : -1,
    period: periods.monthly,
    disabled: client.index === oddTemplates.disabled,
    startdate: client.index % 8 === 3 ? addDays(first, 14) : first,
    enddate:
      client.index === oddTemplates.ended ? addDays(startOfMonth(addMonths(world.date, -1)), -1) : undefined,
    lines: managedLines(world, client, random),
  };
}

/** Managed clients whose recurring invoice names a contract. */
export function hasManagedContract(client: ClientSeed): boolean {
  return client.index < 40 || client.index % 7 !== 1;
}

function managedLines(world: World, client: ClientSeed, random: Random): readonly Omit<TemplateLine, 'id'>[] {
  const users = client.userCount * 2 + random.int(1, 20);
  const servers = random.int(0, 4);
  const lines = [
    line('SUP-USER', 'Support per user, remote and on site', 2, users, random.int(26, 44) * 100),
    ...(servers === 0 ? [] : [line('SRV-CARE', 'Server care with patching', 3, servers, 9500)]),
    line('BAK-SUB', 'Cloud backup per 100 GB', 4, random.int(2, 30), 1250),
    line('LIC-OFF', 'Cloud office licence, business', 1, users, 1810),
    ...(random.chance(0.5) ? [line('FW-MGD', 'Managed firewall', 0, 1, 6500)] : []),
  ];
  const odd = { ...line('', '', 0, 1, 0) };
  if (client.index % 3 === 0) {
    // A heading carries the sum of its group, which would count twice if it were taken for a charge.
    lines.unshift({ ...odd, description: 'Managed services', unitMinor: 12345, isGroupHeader: true });
  }
  if (client.index === oddTemplates.oneTimeAndOff) {
    lines.push({ ...odd, code: 'ONB', description: 'Onboarding fee', unitMinor: 75000, isOneTime: true });
    lines.push({
      ...odd,
      code: 'FAX',
      description: 'Fax gateway (ended)',
      unitMinor: 4900,
      off: 'isinactive',
    });
  }
  if (client.index === oddTemplates.otherPeriod) {
    lines.push({
      ...odd,
      code: 'DOM',
      description: 'Domain names, a year',
      quantity: 4,
      unitMinor: 1800,
      billingperiod: periods.yearly,
    });
    lines.push({
      ...odd,
      code: 'PAG',
      description: 'Pager service (ended)',
      unitMinor: 3100,
      off: 'isActive',
    });
  }
  if (client.index === oddTemplates.discount) {
    lines.push({ ...odd, code: 'DISC', description: 'Loyalty discount', unitMinor: -5000 });
    lines.push({
      ...odd,
      code: 'MAIL',
      description: 'Mail filter',
      quantity: users,
      unitMinor: 245,
      discountPercent: 10,
    });
  }
  if (client.index === oddTemplates.datedLines) {
    const month = startOfMonth(world.date);
    lines.push({
      ...odd,
      code: 'LINE1',
      description: 'Old line',
      unitMinor: 8900,
      enddate: addDays(addMonths(month, -4), -1),
    });
    lines.push({
      ...odd,
      code: 'LINE2',
      description: 'New line',
      unitMinor: 6900,
      startdate: addMonths(month, 2),
    });
  }
  return lines;
}

const extraItems: Readonly<Record<number, readonly [string, string, number]>> = {
  0: ['SETUP', 'Telephone system set-up', 145000],
  1: ['CLEAN', 'On-site visit, weekly', 18500],
  3: ['HOST-Y', 'Web hosting and domain, a year', 24000],
  4: ['WAR-Q', 'Quarterly health check', 32500],
  5: ['CERT-H', 'Security awareness programme', 46000],
  6: ['RACK', 'Rack space, five years', 480000],
  7: ['AV-3', 'End-point protection, three years', 162000],
  8: ['WAR-2', 'Extended warranty, two years', 59900],
  9: ['SSL-4', 'Certificate bundle, four years', 88000],
  12: ['MISC', 'Special arrangement', 21000],
};

function draftExtra(world: World, client: ClientSeed, period: number, onContract: boolean): Draft {
  const random = world.random('extra', client.id, period);
  const [code, description, unitMinor] = extraItems[period] ?? ['MISC', 'Other', 10000];
  return {
    client,
    client_id: client.id,
    client_name: client.name,
    reference: description.split(',')[0] ?? description,
    contract_id: onContract ? managedContractId(client) : -1,
    period,
    disabled: false,
    startdate: addMonths(startOfMonth(world.date), -extraStart(period, random)),
    enddate: undefined,
    lines: [line(code, description, 0, 1, unitMinor)],
  };
}

// Long periods must have begun within the kept months, or they would never show an invoice.
function extraStart(period: number, random: Random): number {
  if (period === periods.oneTime) return 7;
  return period >= periods.fiveYearly ? random.int(2, 22) : random.int(2, 40);
}

function line(
  code: string,
  description: string,
  quantityType: number,
  quantity: number,
  unitMinor: number,
): Omit<TemplateLine, 'id'> {
  return {
    code,
    description,
    quantityType,
    quantity,
    unitMinor,
    discountPercent: 0,
    isOneTime: false,
    isGroupHeader: false,
    off: undefined,
    billingperiod: 0,
    startdate: undefined,
    enddate: undefined,
  };
}

function finish(world: World, draft: Draft, id: number): TemplateSeed {
  const until = draft.disabled
    ? addMonths(world.date, -3)
    : draft.enddate !== undefined && draft.enddate < world.date
      ? draft.enddate
      : world.date;
  const days = listPeriodStarts(draft.startdate, until, draft.period);
  const last = days.at(-1);
  const next = last === undefined ? draft.startdate : nextPeriodStart(last, draft.period);
  return {
    ...draft,
    id,
    lines: draft.lines.map((each, index) => ({ ...each, id: -id * 100 + index })),
    createdDays: days.filter((day) => day >= firstInvoiceDay(world)),
    lastcreated: last,
    nextcreationdate: draft.enddate !== undefined && draft.enddate < world.date ? undefined : next,
  };
}
