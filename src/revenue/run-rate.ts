import type { CalendarDate } from '../base/dates.ts';
import type { ForeignRecord } from './billed-documents.ts';
import type { LeftOut, Remark } from './check.ts';
import { readContract } from './contracts.ts';
import type { Currencies, Currency } from './currencies.ts';
import type { Equivalents } from './equivalents.ts';
import { readPeriod } from './period.ts';
import type { Contract, Template } from './records.ts';
import { readTemplate } from './templates.ts';

/** A recurring invoice or contract that brings in money now. */
export interface RunRateSource extends Equivalents {
  readonly kind: 'recurring invoice' | 'contract';
  readonly id: number;
  readonly label: string;
  readonly clientId: number;
  readonly clientName: string;
  readonly periodName: string;
  /** Net a period. */
  readonly netMinor: number;
  readonly currency: Currency;
}

/** Everything that brings in money now, and what doesn't and why. */
export interface RunRate {
  readonly sources: readonly RunRateSource[];
  readonly foreign: readonly ForeignRecord[];
  readonly leftOut: readonly LeftOut[];
  readonly remarks: readonly Remark[];
}

/** What the run rate is read by. */
export interface RunRateOptions {
  readonly today: CalendarDate;
  readonly currencies: Currencies;
  /** Recurring invoices by the contract they bill, other clients' included. */
  readonly billedBy: ReadonlyMap<number, readonly Template[]>;
}

/** Reads live recurring invoices, and live contracts with a charge that no recurring invoice names, as of `today`. */
export function readRunRate(
  templates: readonly Template[],
  contracts: readonly Contract[],
  { today, currencies, billedBy }: RunRateOptions,
): RunRate {
  const ofTemplates = templates.map((template) => fromTemplate(template, today, currencies));
  const ofContracts = contracts.map((contract) =>
    fromContract(contract, billedBy.get(contract.id) ?? [], today, currencies),
  );
  const all = [...ofTemplates, ...ofContracts];
  return {
    sources: all.flatMap((each) => each.sources),
    foreign: all.flatMap((each) => each.foreign),
    leftOut: all.flatMap((each) => each.leftOut),
    remarks: all.flatMap((each) => each.remarks),
  };
}

const nothing: RunRate = { sources: [], foreign: [], leftOut: [], remarks: [] };

function fromTemplate(template: Template, today: CalendarDate, currencies: Currencies): RunRate {
  const kind = 'recurring invoice';
  const { id, label, clientId, clientName } = template;
  const about = { kind, id, label, clientId, clientName } as const;
  const currency = currencies.countedIn(template.currency);
  const reading = readTemplate(template, today, currency.digits);
  if (reading.kind === 'left out') return { ...nothing, leftOut: [{ ...about, reason: reading.reason }] };

  const { netMinor, monthlyMinor, yearlyMinor } = reading;
  const periodName = readPeriod(template.periodCode).name;
  return {
    sources: [{ ...about, periodName, netMinor, monthlyMinor, yearlyMinor, currency }],
    foreign: currencies.isForeign(template.currency)
      ? [
          {
            ...about,
            currency: currencies.billedIn(template.currency),
            rate: template.currency.rate,
            netMinor,
          },
        ]
      : [],
    leftOut: reading.linesLeftOut,
    remarks: reading.remarks.map((remark) => ({ kind, id, label, remark })),
  };
}

function fromContract(
  contract: Contract,
  billedBy: readonly Template[],
  today: CalendarDate,
  currencies: Currencies,
): RunRate {
  const { id, label, clientId, clientName } = contract;
  const about = { kind: 'contract', id, label, clientId, clientName } as const;
  // Halo sends no currency with a contract.
  const currency = currencies.countedIn({});
  const reading = readContract(contract, billedBy, today, currency.digits);
  if (reading.kind === 'left out') {
    return { ...nothing, leftOut: [{ ...about, reason: reading.reason, detail: reading.detail }] };
  }
  const { netMinor, monthlyMinor, yearlyMinor } = reading;
  const periodName = readPeriod(contract.periodCode).name;
  return { ...nothing, sources: [{ ...about, periodName, netMinor, monthlyMinor, yearlyMinor, currency }] };
}
