import type { CalendarDate } from '../../base/dates.ts';
import { pickAt } from '../random.ts';
import { listActions } from './actions.ts';
import type { InvoiceSeed } from './invoices.ts';
import { findChargeRate } from './lookups.ts';
import { quantityAt, type TemplateLine, type TemplateSeed, unitMinorAt } from './recurring-invoices.ts';
import type { World } from './world.ts';

/** A line as the sums see it. Money net: `homeMinor` in the home currency, `ownMinor` in the document's own. */
export type BilledLine = {
  readonly id: number;
  readonly code: string;
  readonly description: string;
  readonly quantity: number;
  readonly unitOwnMinor: number;
  readonly ownMinor: number;
  readonly homeMinor: number;
  readonly discountPercent: number;
  readonly templateLine: TemplateLine | undefined;
  readonly ticketId: number;
  readonly chargeRate: number;
  readonly day: CalendarDate | undefined;
  readonly isOneTime: boolean;
  readonly isGroupHeader: boolean;
  readonly off: 'isinactive' | 'isActive' | undefined;
};

/** What an invoice charges for. Supplier bills too; a credit note takes back half of one line of its invoice. */
export function listLines(world: World, invoice: InvoiceSeed): readonly BilledLine[] {
  const drafts =
    invoice.credits === undefined ? draftLines(world, invoice) : draftCredit(world, invoice.credits);
  return drafts.map((draft, index) => ({ ...draft, id: invoice.id * 100 + index }));
}

/** The lines of a recurring invoice itself, as it would bill today. */
export function listTemplateLines(template: TemplateSeed): readonly BilledLine[] {
  return template.lines.map((line) => ({ ...fromTemplateLine(template, line, 0), id: line.id }));
}

/** False for headings and for lines that are off; those count for nothing. */
export function isRealLine(line: BilledLine): boolean {
  return !line.isGroupHeader && line.off === undefined;
}

/** Where an action's money went: the line of its ticket, rate and day. */
export function findLabourLineId(
  world: World,
  invoice: InvoiceSeed,
  ticketId: number,
  chargeRate: number,
): number {
  return (
    listLines(world, invoice).find((line) => line.ticketId === ticketId && line.chargeRate === chargeRate)
      ?.id ?? 0
  );
}

type Draft = Omit<BilledLine, 'id'>;

function draftLines(world: World, invoice: InvoiceSeed): readonly Draft[] {
  switch (invoice.kind) {
    case 'recurring':
      return [...draftRecurring(invoice), ...draftLabour(world, invoice)];
    case 'labour':
      return draftLabour(world, invoice);
    case 'hardware':
      return draftGoods(world, invoice, goods);
    case 'supplier':
      return draftGoods(world, invoice, purchases);
    case 'prepay':
      return [fromPrice(invoice, 'PREPAY', 'Pre-paid support hours', 10, 9000)];
    default:
      return [fromPrice(invoice, 'CONTRACT', 'Charge for the period', 1, invoice.contract?.chargeMinor ?? 0)];
  }
}

function draftRecurring(invoice: InvoiceSeed): readonly Draft[] {
  const { template } = invoice;
  if (template === undefined) return [];
  const day = invoice.invoice_date.slice(0, 10);
  const isFirst = template.createdDays[0] === day && template.startdate === day;
  const month = day.slice(5, 7);
  const monthsAgo = monthsBetween(day, template.createdDays.at(-1) ?? day);
  return template.lines
    .filter((line) => {
      if (line.off !== undefined) return invoice.oddity === 'line off';
      if (line.isOneTime) return isFirst || invoice.oddity === 'line off';
      if (line.billingperiod !== 0) return month === template.startdate.slice(5, 7);
      return (line.startdate ?? day) <= day && (line.enddate ?? day) >= day;
    })
    .map((line) => fromTemplateLine(template, line, monthsAgo));
}

function fromTemplateLine(template: TemplateSeed, line: TemplateLine, monthsAgo: number): Draft {
  const quantity = quantityAt(line, monthsAgo);
  const unitOwnMinor = unitMinorAt(line, monthsAgo);
  const ownMinor = Math.round((quantity * unitOwnMinor * (100 - line.discountPercent)) / 100);
  return {
    ...emptyDraft,
    code: line.code,
    description: line.description,
    quantity,
    unitOwnMinor,
    ownMinor,
    homeMinor: Math.round(ownMinor / template.client.currency.rate),
    discountPercent: line.discountPercent,
    templateLine: line,
    isOneTime: line.isOneTime,
    isGroupHeader: line.isGroupHeader,
    off: line.off,
  };
}

function draftLabour(world: World, invoice: InvoiceSeed): readonly Draft[] {
  const { rate } = invoice.client.currency;
  return invoice.tickets.flatMap((ticket) => {
    const byRate = new Map<number, { hours: number; minor: number }>();
    for (const action of listActions(world, ticket)) {
      if (action.chargeHours === 0) continue;
      const sum = byRate.get(action.chargeRate) ?? { hours: 0, minor: 0 };
      byRate.set(action.chargeRate, {
        hours: sum.hours + action.chargeHours,
        minor: sum.minor + action.chargeMinor,
      });
    }
    return [...byRate].map(
      ([chargeRate, { hours, minor }]): Draft => ({
        ...emptyDraft,
        code: `LAB-${chargeRate}`,
        description: `${findChargeRate(chargeRate).name}: #${ticket.id} ${ticket.summary}`,
        quantity: hours,
        unitOwnMinor: Math.round(findChargeRate(chargeRate).minorPerHour * rate),
        ownMinor: Math.round(minor * rate),
        homeMinor: minor,
        ticketId: ticket.id,
        chargeRate,
        day: ticket.dateclosed?.slice(0, 10),
      }),
    );
  });
}

const goods = [
  ['LAP-14', 'Laptop 14", 16 GB, 512 GB', 84900],
  ['DOCK', 'Docking station', 14950],
  ['MON-27', 'Monitor 27"', 18999],
  ['SSD-1T', 'Solid-state disk 1 TB', 7450],
  ['SW-24', 'Switch, 24 ports', 31200],
  ['UPS-15', 'Battery back-up 1500 VA', 26575],
  ['CABLE', 'Patch lead, 2 m', 345],
  ['INST', 'Installation, fixed price', 22000],
] as const;

const purchases = [
  ['P-LAP', 'Laptops from distributor', 71000],
  ['P-LIC', 'Licences from distributor', 1420],
] as const;

function draftGoods(
  world: World,
  invoice: InvoiceSeed,
  items: readonly (readonly [string, string, number])[],
): readonly Draft[] {
  const random = world.random('goods', invoice.id);
  return Array.from({ length: random.int(1, 4) }, () => {
    const [code, description, minor] = pickAt(items, random.int(0, items.length - 1));
    return fromPrice(invoice, code, description, random.int(1, 4), minor);
  });
}

function fromPrice(
  invoice: InvoiceSeed,
  code: string,
  description: string,
  quantity: number,
  homeUnit: number,
): Draft {
  const unitOwnMinor = Math.round(homeUnit * invoice.client.currency.rate);
  const ownMinor = unitOwnMinor * quantity;
  const homeMinor = Math.round(ownMinor / invoice.client.currency.rate);
  return { ...emptyDraft, code, description, quantity, unitOwnMinor, ownMinor, homeMinor };
}

function draftCredit(world: World, credited: InvoiceSeed): readonly Draft[] {
  const line = draftLines(world, credited).find((each) => isReal(each) && each.ownMinor > 0);
  if (line === undefined) return [fromPrice(credited, 'GOODWILL', 'Goodwill credit', -1, 5000)];
  return [
    {
      ...line,
      description: `Credit: ${line.description}`,
      quantity: -line.quantity / 2,
      ownMinor: -Math.round(line.ownMinor / 2),
      homeMinor: -Math.round(line.homeMinor / 2),
    },
  ];
}

function isReal(line: Draft): boolean {
  return !line.isGroupHeader && line.off === undefined;
}

const emptyDraft: Draft = {
  code: '',
  description: '',
  quantity: 1,
  unitOwnMinor: 0,
  ownMinor: 0,
  homeMinor: 0,
  discountPercent: 0,
  templateLine: undefined,
  ticketId: 0,
  chargeRate: -1,
  day: undefined,
  isOneTime: false,
  isGroupHeader: false,
  off: undefined,
};

function monthsBetween(from: CalendarDate, to: CalendarDate): number {
  const months = (day: CalendarDate) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return months(to) - months(from);
}
